import { writeXml, type Layout } from '../xml/write.ts';
import type { DmnModel } from './types.ts';

/**
 * Writes a model as XML, deterministically: the same model gives the same bytes, and what was read but is not
 * understood (diagrams, extensions, comments) is kept. Rows carry their ids. What is written is `model.document`; the
 * typed parts are a view of it, and changing them alone changes nothing here. With the layout `kept` the space
 * between elements stays as its author left it.
 */
export function writeModel(model: DmnModel, { layout = 'even' }: { layout?: Layout } = {}): string {
  return writeXml(model.document, layout);
}
