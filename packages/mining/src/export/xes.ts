import { escapeXml } from '../import/xml-text.ts';
import type { Cell, Column } from '../log/column.ts';
import type { EventLog, XesHeader, XesType } from '../log/event-log.ts';

/**
 * The log as XES (IEEE 1849-2016), in parts of about a megabyte: extensions, classifiers, globals,
 * attributes inside attributes and lists as they were read. Instants are written in UTC with
 * milliseconds; the offset they were once written with is not kept, the instant is.
 */
export function* xesParts(log: EventLog): Generator<string> {
  const head = log.xes;
  let part = headOf(log, head);
  const ofEvents = tree(log.eventAttributes, head?.types.event, head?.nested, (column) => writer(column));
  const ofCases = tree(log.caseAttributes, head?.types.case, head?.nested, (column) => writer(column));
  const activityKey = head?.activityKey ?? 'concept:name', timeKey = head?.timeKey ?? 'time:timestamp';
  // what stands inside the name of an event, its instant or the name of a case is written there: a key stands once in its element
  const inActivity = takeInside(ofEvents, activityKey), inTime = takeInside(ofEvents, timeKey), inCase = takeInside(ofCases, 'concept:name');
  const closed = (tag: string, inside: readonly Node[], row: number, indent: string): string => {
    const text = inside.length > 0 ? written(inside, row, `${indent}\t`) : '';
    return text === '' ? `${indent}<${tag}/>\n` : `${indent}<${tag}>\n${text}${indent}</${tag.slice(0, tag.indexOf(' '))}>\n`;
  };
  const activities = log.activities.map((name) => `string key="${escapeXml(activityKey)}" value="${escapeXml(name)}"`);
  const instant = `date key="${escapeXml(timeKey)}" value="`;
  for (let c = 0; c < log.caseIds.length; c++) {
    part += `\t<trace>\n${closed(`string key="concept:name" value="${escapeXml(log.caseIds[c]!)}"`, inCase, c, '\t\t')}${written(ofCases, c, '\t\t')}`;
    for (let row = log.caseStart[c]!; row < log.caseStart[c + 1]!; row++) {
      const time = log.time[row]!;
      part += `\t\t<event>\n${closed(activities[log.activity[row]!]!, inActivity, row, '\t\t\t')}`;
      if (time === time) part += closed(`${instant}${new Date(time).toISOString()}"`, inTime, row, '\t\t\t');
      part += `${written(ofEvents, row, '\t\t\t')}\t\t</event>\n`;
      if (part.length > 1 << 20) { yield part; part = ''; }
    }
    part += '\t</trace>\n';
  }
  yield `${part}</log>\n`;
}

/** Takes an attribute that is written elsewhere out of the list and gives what stands inside it. */
function takeInside(nodes: Node[], key: string): readonly Node[] {
  const at = nodes.findIndex((one) => one.key === key);
  return at < 0 ? [] : nodes.splice(at, 1)[0]!.inside;
}

/** The log as XES, in one text. */
export function toXes(log: EventLog): string {
  return [...xesParts(log)].join('');
}

/** The standard's own extensions, for logs that did not come from XES. */
const standard = [
  { name: 'Concept', prefix: 'concept', uri: 'http://www.xes-standard.org/concept.xesext' },
  { name: 'Time', prefix: 'time', uri: 'http://www.xes-standard.org/time.xesext' },
  { name: 'Lifecycle', prefix: 'lifecycle', uri: 'http://www.xes-standard.org/lifecycle.xesext' },
  { name: 'Organizational', prefix: 'org', uri: 'http://www.xes-standard.org/org.xesext' },
];

function headOf(log: EventLog, head: XesHeader | undefined): string {
  const keys = [...log.eventAttributes.keys(), ...log.caseAttributes.keys()];
  const extensions = head?.extensions ?? standard.filter((one) => one.prefix === 'concept' || one.prefix === 'time' || keys.some((key) => key.startsWith(`${one.prefix}:`)));
  const classifiers = head?.classifiers ?? [{ name: 'Activity', scope: 'event' as const, keys: ['concept:name'] }];
  let text = `<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="${escapeXml(head?.version ?? '2.0')}" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">\n`;
  for (const one of extensions) text += `\t<extension name="${escapeXml(one.name)}" prefix="${escapeXml(one.prefix)}" uri="${escapeXml(one.uri)}"/>\n`;
  for (const global of head?.globals ?? []) {
    const values = new Map(global.attributes.map((one) => [one.path.join('\0'), one]));
    const nodes = grow([...values].map(([, one]) => ({ path: one.path, type: one.type, whole: typeof one.value === 'number', write: () => textOf(one.type === 'date' ? 'instant' : 'other', one.value) })));
    text += `\t<global scope="${global.scope}">\n${written(nodes, 0, '\t\t')}\t</global>\n`;
  }
  for (const one of classifiers) {
    // a key with a space in it stands in quotes (IEEE 1849-2016, 4.1.4)
    const names = one.keys.map((key) => (/\s/.test(key) ? `'${key}'` : key)).join(' ');
    text += `\t<classifier name="${escapeXml(one.name)}"${one.scope === 'trace' ? ' scope="trace"' : ''} keys="${escapeXml(names)}"/>\n`;
  }
  const ofLog = tree(log.attributes, head?.types.log, head?.nested, (cell, type) => ({
    type: typeof cell === 'string' ? 'string' : typeof cell === 'boolean' ? 'boolean' : type === 'date' ? 'date' : Number.isInteger(cell) ? 'int' : 'float',
    write: () => textOf(type === 'date' ? 'instant' : 'other', cell),
  }));
  return text + written(ofLog, 0, '\t');
}

/** How the values of one attribute are written; null where a row has none. */
interface Writer { type: XesType; write: (row: number) => string | null }

function writer(column: Column): Writer {
  switch (column.kind) {
    case 'text': {
      const texts: string[] = [];
      return { type: 'string', write: (row) => { const code = column.codes[row]!; return code < 0 ? null : (texts[code] ??= escapeXml(column.values[code]!)); } };
    }
    case 'boolean': return { type: 'boolean', write: (row) => { const flag = column.flags[row]!; return flag < 0 ? null : flag === 1 ? 'true' : 'false'; } };
    case 'instant': return { type: 'date', write: (row) => textOf('instant', column.numbers[row]!) };
    default: {
      const whole = column.numbers.every((value) => Number.isNaN(value) || Number.isSafeInteger(value));
      return { type: whole ? 'int' : 'float', write: (row) => textOf('other', column.numbers[row]!) };
    }
  }
}

function textOf(kind: 'instant' | 'other', cell: Cell): string | null {
  if (cell === null || Number.isNaN(cell)) return null;
  if (typeof cell === 'string') return escapeXml(cell);
  if (kind === 'instant') return new Date(cell as number).toISOString();
  return cell === Infinity ? 'INF' : cell === -Infinity ? '-INF' : String(cell);
}

/** An attribute and those inside it. */
interface Node { key: string; type: XesType; whole: boolean; write: ((row: number) => string | null) | undefined; inside: Node[] }

function tree<V>(columns: Map<string, V>, types: Map<string, XesType> | undefined, nested: Map<string, string[]> | undefined, writerOf: (value: V, type: XesType | undefined) => Writer): Node[] {
  const leaves: Leaf[] = [];
  for (const [key, type] of types ?? []) if (type === 'list' || type === 'container') leaves.push({ path: nested?.get(key) ?? [key], type, write: undefined });
  for (const [key, value] of columns) {
    const type = types?.get(key);
    const one = writerOf(value, type);
    // a type that was read is kept where the values still are of it; whole numbers beyond 2^53 are kept as text
    const kept = one.type === 'string' ? type === 'id' || type === 'int' : type === 'float' && one.type === 'int';
    leaves.push({ path: nested?.get(key) ?? [key], type: kept ? type! : one.type, whole: one.type === 'int', write: one.write });
  }
  return grow(leaves);
}

/** `whole`: its values are whole numbers indeed, not texts of some that are too big. */
interface Leaf { path: string[]; type: XesType; whole?: boolean; write: ((row: number) => string | null) | undefined }

function grow(leaves: readonly Leaf[]): Node[] {
  const root: Node = { key: '', type: 'container', whole: false, write: undefined, inside: [] };
  const byPath = new Map<string, Node>([['', root]]);
  const nodeAt = (path: readonly string[]): Node => {
    const name = path.map((key) => `\0${key}`).join('');
    let node = byPath.get(name);
    if (!node) {
      node = { key: path.at(-1)!, type: 'container', whole: false, write: undefined, inside: [] };
      byPath.set(name, node);
      nodeAt(path.slice(0, -1)).inside.push(node);
    }
    return node;
  };
  const told = new Set<Node>();
  for (const leaf of leaves) {
    const node = nodeAt(leaf.path);
    told.add(node);
    node.type = leaf.type;
    node.write = leaf.write;
    node.whole = leaf.whole ?? false;
  }
  const place = (node: Node): number => (/^#\d+$/.test(node.key) ? Number(node.key.slice(1)) : Infinity);
  for (const node of byPath.values()) {
    // the head keeps the values of globals and not what they stand in: numbered places are those of a list
    if (!told.has(node) && node.inside.length > 0 && node.inside.every((one) => !told.has(one) && place(one) < Infinity)) node.type = 'list';
    if (node.type === 'list') node.inside.sort((a, b) => place(a) - place(b) || 0);
  }
  return root.inside;
}

function written(nodes: readonly Node[], row: number, indent: string): string {
  let text = '';
  for (const node of nodes) {
    const value = node.write ? node.write(row) : null;
    let inside = '';
    if (node.inside.length > 0) {
      if (node.type === 'list') {
        inside = node.inside.filter((one) => one.key.startsWith('#')).map((place) => written(place.inside, row, `${indent}\t\t`)).join('');
        if (inside) inside = `${indent}\t<values>\n${inside}${indent}\t</values>\n`;
        inside += written(node.inside.filter((one) => !one.key.startsWith('#')), row, `${indent}\t`);
      } else inside = written(node.inside, row, `${indent}\t`);
    }
    if (value === null && inside === '') continue;
    const { name, tail } = element(node, value);
    text += inside === '' ? `${indent}<${name} ${tail}/>\n` : `${indent}<${name} ${tail}>\n${inside}${indent}</${name}>\n`;
  }
  return text;
}

function element(node: Node, value: string | null): { name: XesType; tail: string } {
  const key = `key="${escapeXml(node.key)}"`;
  if (value === null) return { name: node.type === 'list' ? 'list' : 'container', tail: key };
  const isText = node.type === 'int' && !(/^[+-]?\d+$/.test(value) && (node.whole || !Number.isSafeInteger(Number(value))));
  return { name: isText ? 'string' : node.type, tail: `${key} value="${value}"` };
}
