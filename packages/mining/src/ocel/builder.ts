import type { Trouble } from '../import/log-error.ts';
import type { InstantReader } from '../import/date-format.ts';
import type { Cell } from '../log/column.ts';
import type { Skipped } from '../log/event-log.ts';
import { Dictionary, Table, type TypedCell } from '../log/growing.ts';
import type { ObjectLog, ObjectValues, OcelType, Relations, TypeDeclaration } from './object-log.ts';

export interface OcelOptions {
  /** Passes over what is broken and says so in `log.skipped`, instead of stopping there. */
  lenient?: boolean;
  /** IANA time zone of times without an offset; UTC if not said. */
  zone?: string;
}

/** Where something stands in a document: its line. */
export type Place = () => number;

const types = new Set<string>(['string', 'time', 'integer', 'float', 'boolean']);
const encoder = new TextEncoder();

/** Takes types, objects, events and relations in the order of a document, checks them against each other, and gives the log. */
export class ObjectLogBuilder {
  readonly #trouble: Trouble;
  readonly #readInstant: InstantReader;
  readonly skipped: Skipped[];
  readonly #eventTypes = new Types();
  readonly #objectTypes = new Types();
  readonly #events = new Dictionary();
  readonly #eventType: number[] = [];
  readonly #time: number[] = [];
  readonly #attributes = new Table();
  readonly #objects = new Dictionary();
  readonly #objectType: number[] = [];
  readonly #names = new Dictionary();
  readonly #values: { object: number; name: number; since: number; value: Exclude<Cell, null> }[] = [];
  readonly #eventObjects: Related[] = [];
  readonly #objectObjects: Related[] = [];

  constructor(trouble: Trouble, skipped: Skipped[], readInstant: InstantReader) {
    this.#trouble = trouble;
    this.skipped = skipped;
    this.#readInstant = readInstant;
  }

  note(place: Place, what: string): void { this.#trouble.note(place(), what); }

  declare(of: 'event' | 'object', declaration: { name: string; attributes: { name: string; type: string }[] }, place: Place): void {
    const all = of === 'event' ? this.#eventTypes : this.#objectTypes;
    if (all.numbers.has(declaration.name)) { this.note(place, `the ${of} type "${declaration.name}" a second time`); return; }
    const attributes = new Map<string, OcelType>();
    for (const one of declaration.attributes) {
      if (!types.has(one.type)) this.note(place, `"${one.type}" as type of "${one.name}": expected string, time, integer, float or boolean`);
      if (attributes.has(one.name)) this.note(place, `the attribute "${one.name}" of "${declaration.name}" a second time`);
      else attributes.set(one.name, types.has(one.type) ? one.type as OcelType : 'string');
    }
    all.add(declaration.name, attributes);
  }

  /** Gives the number of the object; -1 if it is passed over. */
  object(id: string, type: string, place: Place): number {
    const number = this.#objectTypes.numbers.get(type);
    if (number === undefined) { this.note(place, `object "${id}" of the type "${type}": expected a declared one`); return -1; }
    const object = this.#objects.code(id);
    if (object < this.#objectType.length) { this.note(place, `the object "${id}" a second time`); return -1; }
    this.#objectType.push(number);
    return object;
  }

  value(object: number, name: string, value: unknown, since: unknown, place: Place): void {
    const type = this.#typeOf(this.#objectTypes, this.#objectType[object]!, name, place);
    if (type === undefined) return;
    const instant = this.#instant(since, place);
    const cell = this.#cell(type, name, value, place);
    if (Number.isNaN(instant) || cell === null) return;
    this.#values.push({ object, name: this.#names.code(name), since: instant, value: typeof cell === 'object' ? cell.instant : cell });
  }

  /** Gives the number of the event; -1 if it is passed over. */
  event(id: string, type: string, time: unknown, place: Place): number {
    const number = this.#eventTypes.numbers.get(type);
    if (number === undefined) { this.note(place, `event "${id}" of the type "${type}": expected a declared one`); return -1; }
    const instant = this.#instant(time, place);
    if (Number.isNaN(instant)) return -1;
    const event = this.#events.code(id);
    if (event < this.#eventType.length) { this.note(place, `the event "${id}" a second time`); return -1; }
    this.#eventType.push(number);
    this.#time.push(instant);
    return event;
  }

  attribute(event: number, name: string, value: unknown, place: Place): void {
    const type = this.#typeOf(this.#eventTypes, this.#eventType[event]!, name, place);
    if (type !== undefined) this.#attributes.set(name, event, this.#cell(type, name, value, place));
  }

  /** An object may be named before it comes in the document. */
  relate(of: 'event' | 'object', from: number, to: string, qualifier: string, place: Place): void {
    (of === 'event' ? this.#eventObjects : this.#objectObjects).push({ from, to, qualifier, line: place() });
  }

  finish(): ObjectLog {
    const n = this.#time.length;
    const order = Int32Array.from({ length: n }, (_, i) => i);
    if (this.#time.some((time, i) => i > 0 && time < this.#time[i - 1]!)) order.sort((a, b) => this.#time[a]! - this.#time[b]! || a - b);
    const rank = new Int32Array(n);
    order.forEach((event, i) => { rank[event] = i; });
    for (const one of this.#eventObjects) one.from = rank[one.from]!;
    return {
      eventTypes: this.#eventTypes.declared(), objectTypes: this.#objectTypes.declared(),
      eventIds: Array.from(order, (event) => this.#events.values[event]!),
      eventType: order.map((event) => this.#eventType[event]!),
      time: Float64Array.from(order, (event) => this.#time[event]!),
      eventAttributes: this.#attributes.finish(n, order),
      objectIds: this.#objects.values.slice(0, this.#objectType.length),
      objectType: Int32Array.from(this.#objectType),
      values: this.#finishValues(),
      eventObjects: this.#finishRelations(this.#eventObjects, n, 'event'),
      objectObjects: this.#finishRelations(this.#objectObjects, this.#objectType.length, 'object'),
      skipped: this.skipped,
    };
  }

  #finishValues(): ObjectValues {
    const rows = this.#values.map((_, i) => i);
    rows.sort((a, b) => { const x = this.#values[a]!, y = this.#values[b]!; return x.object - y.object || x.since - y.since || a - b; });
    const sorted = rows.map((i) => this.#values[i]!);
    const object = Int32Array.from(sorted, (one) => one.object);
    return {
      start: startsOf(object, this.#objectType.length), object, name: Int32Array.from(sorted, (one) => one.name), names: this.#names.values,
      since: Float64Array.from(sorted, (one) => one.since), value: sorted.map((one) => one.value),
    };
  }

  #finishRelations(related: Related[], count: number, of: 'event' | 'object'): Relations {
    const qualifiers = new Dictionary();
    const known: { from: number; to: number; qualifier: number }[] = [];
    const seen = new Set<string>();
    for (const { from, to, qualifier, line } of related) {
      const object = this.#objects.code(to);
      if (object >= this.#objectType.length) { this.#trouble.note(line, `an ${of} is related to the object "${to}": expected one that is in the log`); continue; }
      const one = { from, to: object, qualifier: qualifiers.code(qualifier) };
      // the same said twice is said once
      const key = `${from} ${object} ${one.qualifier}`;
      if (!seen.has(key)) { seen.add(key); known.push(one); }
    }
    known.sort((a, b) => a.from - b.from);
    const from = Int32Array.from(known, (one) => one.from);
    return { start: startsOf(from, count), from, to: Int32Array.from(known, (one) => one.to), qualifier: Int32Array.from(known, (one) => one.qualifier), qualifiers: qualifiers.values };
  }

  #typeOf(all: Types, type: number, name: string, place: Place): OcelType | undefined {
    const declared = all.attributes[type]!.get(name);
    if (declared === undefined) this.note(place, `the attribute "${name}": expected one declared for "${all.names[type]}"`);
    return declared;
  }

  #instant(value: unknown, place: Place): number {
    const bytes = encoder.encode(typeof value === 'string' ? value : '');
    const instant = this.#readInstant(bytes, 0, bytes.length);
    if (Number.isNaN(instant)) this.note(place, `${JSON.stringify(value) ?? 'nothing'} as time: expected a date with time like 2026-11-03T09:14:00Z`);
    return instant;
  }

  #cell(type: OcelType, name: string, value: unknown, place: Place): TypedCell {
    if (value === null) return null;
    const text = String(value);
    switch (type) {
      case 'string': return text;
      case 'time': {
        const bytes = encoder.encode(text);
        const instant = this.#readInstant(bytes, 0, bytes.length);
        if (!Number.isNaN(instant)) return { instant };
        break;
      }
      case 'boolean':
        if (/^(true|1)$/i.test(text)) return true;
        if (/^(false|0)$/i.test(text)) return false;
        break;
      default: {
        const number = text.trim() === '' ? NaN : Number(text);
        if (Number.isFinite(number) && (type === 'float' || Number.isInteger(number))) return number;
      }
    }
    this.note(place, `"${text.slice(0, 60)}" as value of "${name}": expected ${type === 'time' ? 'a date with time' : type === 'boolean' ? 'true or false' : `a number (${type})`}`);
    return null;
  }
}

interface Related { from: number; to: string; qualifier: string; line: number }

class Types {
  readonly names: string[] = [];
  readonly numbers = new Map<string, number>();
  readonly attributes: Map<string, OcelType>[] = [];
  add(name: string, attributes: Map<string, OcelType>): void {
    this.numbers.set(name, this.names.length);
    this.names.push(name);
    this.attributes.push(attributes);
  }
  declared(): TypeDeclaration[] {
    return this.names.map((name, i) => ({ name, attributes: [...this.attributes[i]!].map(([key, type]) => ({ name: key, type })) }));
  }
}

function startsOf(sorted: Int32Array, count: number): Int32Array {
  const start = new Int32Array(count + 1);
  for (const one of sorted) start[one + 1]!++;
  for (let i = 0; i < count; i++) start[i + 1]! += start[i]!;
  return start;
}
