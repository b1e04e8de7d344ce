import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DmnError } from '../errors.ts';
import { readModel } from '../model/read.ts';
import type { DmnModel } from '../model/types.ts';
import { attribute } from '../xml/tree.ts';
import { readXml } from '../xml/read.ts';
import { UsageError } from './io.ts';

export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UsageError(code === 'ENOENT' ? `${file}: there is no such file` : `${file}: ${(error as Error).message}`);
  }
}

/** Reads a model; what it imports is looked for in the files beside it, by namespace. */
export function loadModel(file: string): DmnModel {
  return readModel(readText(file), { file, imports: (namespace, locationURI) => neighbour(dirname(file), namespace, locationURI) });
}

function neighbour(dir: string, namespace: string, locationURI: string | undefined): string | undefined {
  const names = readdirSync(dir).filter((n) => n.endsWith('.dmn')).sort((a, b) => Number(b === locationURI) - Number(a === locationURI));
  for (const name of names) {
    const text = readFileSync(join(dir, name), 'utf8');
    try {
      if (attribute(readXml(text, name).root, 'namespace') === namespace) return text;
    } catch (error) {
      // A neighbour that is no XML is not the model looked for.
      if (!(error instanceof DmnError)) throw error;
    }
  }
  return undefined;
}
