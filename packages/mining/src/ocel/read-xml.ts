import { allBytes, type ByteSource } from '../import/bytes.ts';
import { instantReader } from '../import/date-format.ts';
import { LogError, Trouble } from '../import/log-error.ts';
import { unescapeXml } from '../import/xml-text.ts';
import type { Skipped } from '../log/event-log.ts';
import { ObjectLogBuilder, type OcelOptions } from './builder.ts';
import type { ObjectLog } from './object-log.ts';

/** Reads OCEL 2.0 as XML, plain or gzip. Throws `LogError` with the line. */
export async function readOcelXml(source: ByteSource, options: OcelOptions = {}): Promise<ObjectLog> {
  return parseOcelXml(new TextDecoder().decode(await allBytes(source)), options);
}

/** Reads OCEL 2.0 XML at hand. */
export function parseOcelXml(text: string, options: OcelOptions = {}): ObjectLog {
  const skipped: Skipped[] = [];
  const trouble = new Trouble(options.lenient ?? false, skipped);
  const builder = new ObjectLogBuilder(trouble, skipped, instantReader(undefined, options.zone));
  const root = readTree(text, trouble);
  if (root.name !== 'log') throw new LogError(root.line, `<${root.name}>: expected an OCEL 2.0 document with a <log> element`);
  const need = (element: Element, name: string): string | undefined => {
    const value = element.attributes.get(name);
    if (value === undefined) trouble.note(element.line, `<${element.name}> without ${name}: expected ${name}="…"`);
    return value;
  };
  for (const [list, one, of] of [['object-types', 'object-type', 'object'], ['event-types', 'event-type', 'event']] as const) {
    for (const type of inside(root, list, one)) {
      const name = need(type, 'name');
      const attributes = inside(type, 'attributes', 'attribute').flatMap((each) => {
        const attribute = need(each, 'name');
        return attribute === undefined ? [] : [{ name: attribute, type: each.attributes.get('type') ?? 'string' }];
      });
      if (name !== undefined) builder.declare(of, { name, attributes }, () => type.line);
    }
  }
  for (const [list, of] of [['objects', 'object'], ['events', 'event']] as const) {
    for (const one of inside(root, list, of)) {
      const id = need(one, 'id'), type = need(one, 'type');
      if (id === undefined || type === undefined) continue;
      const place = (): number => one.line;
      const number = of === 'object' ? builder.object(id, type, place) : builder.event(id, type, one.attributes.get('time'), place);
      if (number < 0) continue;
      for (const each of inside(one, 'attributes', 'attribute')) {
        const name = need(each, 'name');
        if (name === undefined) continue;
        if (of === 'object') builder.value(number, name, each.text, each.attributes.get('time'), () => each.line);
        else builder.attribute(number, name, each.text, () => each.line);
      }
      // the standard's text, its schema and some of its public logs name the relation differently
      for (const each of relations.flatMap((name) => inside(one, 'objects', name))) {
        const to = need(each, 'object-id'), qualifier = each.attributes.get('qualifier') ?? '';
        if (to !== undefined) builder.relate(of, number, to, qualifier, () => each.line);
      }
    }
  }
  const log = builder.finish();
  trouble.finish(0);
  return log;
}

const relations = ['relationship', 'object', 'relobj'];

interface Element { name: string; attributes: Map<string, string>; children: Element[]; text: string; line: number }

const inside = (element: Element, list: string, one: string): Element[] => element.children.filter((child) => child.name === list).flatMap((child) => child.children.filter((each) => each.name === one));

const deepest = 100;

/** The document as a tree, each element with its line. */
function readTree(text: string, trouble: Trouble): Element {
  const top: Element = { name: '', attributes: new Map(), children: [], text: '', line: 1 };
  const open = [top];
  const token = /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<\/([^\s<>/]+)\s*>|<([^\s<>/!?="']+)((?:[^"'<>]|"[^"]*"|'[^']*')*)>|([^<]+)/y;
  let line = 1, at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const match = exec(token, text, line);
    const here = open.at(-1)!;
    if (!match) {
      if (text.startsWith('<!DOCTYPE', at)) throw new LogError(line, 'a DOCTYPE is not read (it could hide entities); take it out');
      // leniently, what came before is there
      trouble.note(line, 'expected an element that begins and ends here; nothing after it is read');
      break;
    }
    const [whole, data, end, name, attributes, words] = match;
    if (data !== undefined) here.text += data;
    else if (words !== undefined) here.text += unescapeXml(words);
    else if (end !== undefined) {
      if (here === top || here.name !== local(end)) {
        trouble.note(line, here === top ? `</${end}> without its beginning` : `</${end}> where </${here.name}> was expected`);
        while (open.length > 1 && open.at(-1)!.name !== local(end)) open.pop();
      }
      if (open.length > 1) open.pop();
    } else if (name !== undefined) {
      const element: Element = { name: local(name), attributes: new Map(), children: [], text: '', line };
      for (const [, key, value] of attributes!.matchAll(/([^\s=]+)\s*=\s*("[^"]*"|'[^']*')/g)) element.attributes.set(local(key!), unescapeXml(value!.slice(1, -1)));
      here.children.push(element);
      if (!attributes!.endsWith('/')) open.push(element);
      if (open.length > deepest) throw new LogError(line, `elements ${deepest} deep`);
    }
    for (let i = whole.indexOf('\n'); i >= 0; i = whole.indexOf('\n', i + 1)) line++;
    at += whole.length;
  }
  if (open.length > 1) trouble.note(line, `the document ends before </${open.at(-1)!.name}>`);
  const root = top.children[0];
  if (!root) throw new LogError(line, 'expected an OCEL 2.0 document with a <log> element');
  return root;
}

/** A tag of many megabytes is more than the pattern's stack holds. */
function exec(token: RegExp, text: string, line: number): RegExpExecArray | null {
  try { return token.exec(text); } catch { throw new LogError(line, 'an element too long to read'); }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
