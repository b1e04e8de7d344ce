import { allBytes, type ByteSource } from '../import/bytes.ts';
import { instantReader } from '../import/date-format.ts';
import { LogError, Trouble } from '../import/log-error.ts';
import type { Skipped } from '../log/event-log.ts';
import { ObjectLogBuilder, type OcelOptions } from './builder.ts';
import { lineInJson } from './json-line.ts';
import type { ObjectLog } from './object-log.ts';
import { fromVersion1 } from './version-1.ts';

/** Reads OCEL 2.0 (or 1.0) as JSON, plain or gzip. Throws `LogError` with the line. */
export async function readOcelJson(source: ByteSource, options: OcelOptions = {}): Promise<ObjectLog> {
  return parseOcelJson(new TextDecoder().decode(await allBytes(source)), options);
}

/** Reads OCEL 2.0 JSON at hand. */
export function parseOcelJson(text: string, options: OcelOptions = {}): ObjectLog {
  return read(text, options, false);
}

/**
 * What is wrong with a text as OCEL 2.0 JSON: its schema (fields, their kinds, values as texts,
 * times as dates) and what a schema cannot say (ids once, types and attributes declared, related
 * objects there). Empty for a text that is right.
 */
export function validateOcelJson(text: string): Skipped[] {
  try { return read(text, { lenient: true }, true).skipped; } catch (error) {
    if (error instanceof LogError) return [{ line: error.line, what: error.message }];
    throw error;
  }
}

type Path = (string | number)[];

function read(text: string, options: OcelOptions, bySchema: boolean): ObjectLog {
  let root: unknown;
  try { root = JSON.parse(text.replace(/^\ufeff/, '')); } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message);
    throw new LogError(position ? text.slice(0, Number(position[1])).split('\n').length : text.split('\n').length, `no JSON (${message.slice(0, 120)})`);
  }
  const skipped: Skipped[] = [];
  const trouble = new Trouble(options.lenient ?? false, skipped);
  const builder = new ObjectLogBuilder(trouble, skipped, instantReader(undefined, options.zone));
  // the line of a path costs a walk over the text: of many mistakes only the first get theirs
  let walks = 0;
  const lineOf = (path: Path) => (): number => (walks++ < 50 ? lineInJson(text, path) : 0);

  const wrong = (path: Path, value: unknown, expected: string): undefined => {
    builder.note(lineOf(path), `${path.length === 0 ? 'the document' : where(path)} is ${value === undefined ? 'missing' : brief(value)}: expected ${expected}`);
    return undefined;
  };
  const object = (value: unknown, path: Path): Record<string, unknown> | undefined =>
    (typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : wrong(path, value, 'an object'));
  const array = (value: unknown, path: Path, needed = true): unknown[] =>
    (Array.isArray(value) ? value : value === undefined && !needed ? [] : (wrong(path, value, 'a list'), []));
  const string = (value: unknown, path: Path): string | undefined => (typeof value === 'string' ? value : wrong(path, value, 'a text'));

  const known = new Set<string>();
  const relations: { of: 'event' | 'object'; number: number; to: string; qualifier: string; at: Path }[] = [];
  let top = object(root, []);
  if (top && 'ocel:events' in top && !bySchema) top = object(fromVersion1(top), []);
  if (!top) throw new LogError(1, 'expected an OCEL 2.0 document');
  for (const [key, of] of [['eventTypes', 'event'], ['objectTypes', 'object']] as const) {
    array(top[key], [key]).forEach((one, i) => {
      const declaration = object(one, [key, i]);
      const name = declaration && string(declaration['name'], [key, i, 'name']);
      if (name === undefined) return;
      const attributes = array(declaration!['attributes'], [key, i, 'attributes']).flatMap((each, k) => {
        const attribute = object(each, [key, i, 'attributes', k]);
        const attributeName = attribute && string(attribute['name'], [key, i, 'attributes', k, 'name']);
        const type = attribute && string(attribute['type'], [key, i, 'attributes', k, 'type']);
        return attributeName === undefined || type === undefined ? [] : [{ name: attributeName, type }];
      });
      builder.declare(of, { name, attributes }, lineOf([key, i]));
    });
  }
  for (const [key, of] of [['objects', 'object'], ['events', 'event']] as const) {
    array(top[key], [key]).forEach((one, i) => {
      const path: Path = [key, i];
      const given = object(one, path);
      const id = given && string(given['id'], [...path, 'id']);
      const type = given && string(given['type'], [...path, 'type']);
      if (!given || id === undefined || type === undefined) return;
      const number = of === 'object' ? builder.object(id, type, lineOf(path)) : builder.event(id, type, given['time'], lineOf([...path, 'time']));
      if (number < 0) return;
      if (of === 'object') known.add(id);
      array(given['attributes'], [...path, 'attributes'], false).forEach((each, k) => {
        const at: Path = [...path, 'attributes', k];
        const attribute = object(each, at);
        const name = attribute && string(attribute['name'], [...at, 'name']);
        if (name === undefined) return;
        const value = attribute!['value'];
        if (typeof value !== 'string' && (bySchema || (typeof value !== 'number' && typeof value !== 'boolean' && value !== null))) { wrong([...at, 'value'], value, 'a text'); return; }
        if (of === 'object') builder.value(number, name, value, attribute!['time'], lineOf(at));
        else builder.attribute(number, name, value, lineOf(at));
      });
      array(given['relationships'], [...path, 'relationships'], false).forEach((each, k) => {
        const at: Path = [...path, 'relationships', k];
        const relation = object(each, at);
        const to = relation && string(relation['objectId'], [...at, 'objectId']);
        const qualifier = relation && string(relation['qualifier'], [...at, 'qualifier']);
        if (to !== undefined && qualifier !== undefined) relations.push({ of, number, to, qualifier, at });
      });
    });
  }
  // whether an object is there is known only now
  for (const { of, number, to, qualifier, at } of relations) builder.relate(of, number, to, qualifier, known.has(to) ? () => 0 : lineOf(at));
  const log = builder.finish();
  trouble.finish(0);
  return log;
}

function where(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('').replace(/^\./, '');
}
function brief(value: unknown): string {
  return JSON.stringify(value).slice(0, 60);
}
