import { Decimal, fromBigInt, fromJs } from '../values/number.ts';
import { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration, isTemporal } from '../values/temporal.ts';
import { ANY, conforms, typeText } from '../feel/types.ts';
import type { FeelType } from '../feel/types.ts';
import { dateAsDateTime, kindOf } from './ops.ts';
import { work } from './work.ts';
import { FeelContext, FeelFunction, FeelRange } from './values.ts';
import type { FeelValue, Origin } from './values.ts';

/** Whether a value is of a type and meets its constraints. Null is of every type. */
export function isOf(value: FeelValue, type: FeelType): boolean {
  return isOfBase(value, type, true) && (type.constraint === undefined || value === null || meets(value, type));
}

/** `value instance of type`: constraints do not count, and null is of no type but Null. */
export function isInstance(value: FeelValue, type: FeelType): boolean {
  return value === null ? type.kind === 'null' : isOfBase(value, type, false);
}

function meets(value: FeelValue, type: FeelType): boolean {
  return (type.constraint as (v: FeelValue) => boolean)(value);
}

function isOfBase(value: FeelValue, type: FeelType, constraints: boolean): boolean {
  if (type.kind === 'any' || value === null) return true;
  const inner = constraints ? isOf : (v: FeelValue, t: FeelType): boolean => isOfBase(v, t, false);
  if (typeof value === 'object') work();
  switch (type.kind) {
    case 'null': return false;
    case 'number': return typeof value === 'number' || value instanceof Decimal;
    case 'string': return typeof value === 'string';
    case 'boolean': return typeof value === 'boolean';
    case 'date': return value instanceof FeelDate;
    case 'time': return value instanceof FeelTime;
    case 'date and time': return value instanceof FeelDateTime;
    case 'days and time duration': return value instanceof DayTimeDuration;
    case 'years and months duration': return value instanceof YearMonthDuration;
    case 'list': return Array.isArray(value) && (type.item.kind === 'any' || value.every((v) => inner(v, type.item)));
    case 'range':
      return value instanceof FeelRange && (type.item.kind === 'any'
        || (inner(value.low, type.item) && inner(value.high, type.item)));
    case 'context': {
      if (!(value instanceof FeelContext)) return false;
      for (const [name, member] of type.members) {
        const own = value.get(name);
        // An entry that is not there is unknown, which conforms only where the context came from outside.
        if (own === undefined ? !value.origin : !inner(own, member)) return false;
      }
      return true;
    }
    case 'function': // A built-in function checks its own arguments.
      return value instanceof FeelFunction && (value.parameters === undefined || conforms(value.type, type));
    default: return false;
  }
}

/**
 * A value made to fit a declared type (DMN 1.5, 10.3.2.9.4): as it is, as list of one, as the one item of a list, or a
 * date as date and time. `undefined` where it does not fit.
 */
export function coerced(value: FeelValue, type: FeelType): FeelValue | undefined {
  if (type.kind === 'any' && type.constraint === undefined) return value;
  if (isOf(value, type)) return value;
  if (type.kind === 'list' && !Array.isArray(value)) {
    const item = coerced(value, type.item);
    if (item !== undefined) {
      const list = [item];
      if (isOf(list, type)) return list;
    }
  }
  if (type.kind !== 'list' && Array.isArray(value) && value.length === 1 && !Array.isArray(value[0])) return coerced(value[0]!, type);
  if (type.kind === 'date and time' && value instanceof FeelDate) {
    const moment = dateAsDateTime(value);
    if (isOf(moment, type)) return moment;
  }
  return undefined;
}

/** Why coercion failed, for a person. */
export function mismatch(value: FeelValue, type: FeelType): string {
  const base = type.constraint && isOfBase(value, type, true) ? 'a value outside those allowed for' : `a ${kindOf(value)} where the model wants`;
  return `${base} ${typeText(type)}`;
}

/** A finding about an input value. */
export interface InputProblem { origin: Origin; detail: string }

/**
 * Plain JSON as a FEEL value of a declared type. ISO texts become dates, times and durations where the type says so;
 * FEEL values are taken as they are. What does not fit is reported and `undefined`: a fact that cannot be read is not known.
 */
export function fromJson(json: unknown, type: FeelType, origin: Origin, problems: InputProblem[]): FeelValue | undefined {
  if (json === null || json === undefined) return null;
  const value = convert(json, type, origin, problems);
  if (value === undefined) {
    problems.push({ origin, detail: `the input is ${describeJson(json)} where the model wants ${typeText(type)}` });
    return undefined;
  }
  if (value !== null && type.constraint !== undefined && !meets(value, type)) {
    problems.push({ origin, detail: `the input is a value outside those allowed for ${typeText(type)}` });
    return undefined;
  }
  return value;
}

function convert(json: unknown, type: FeelType, origin: Origin, problems: InputProblem[]): FeelValue | undefined {
  switch (typeof json) {
    case 'string': return fromText(json, type, origin, problems);
    case 'number': {
      if (type.kind === 'number' || type.kind === 'any') return fromJs(json) ?? undefined;
      break;
    }
    case 'boolean': {
      if (type.kind === 'boolean' || type.kind === 'any') return json;
      break;
    }
    case 'object': {
      if (json instanceof Decimal || isTemporal(json) || json instanceof FeelRange || json instanceof FeelFunction) {
        return coerced(json as FeelValue, { ...type, constraint: undefined } as FeelType);
      }
      if (Array.isArray(json)) {
        if (type.kind === 'list' || type.kind === 'any') {
          const item: FeelType = type.kind === 'list' ? type.item : type;
          return json.map((v, i) => fromJson(v, item, { parent: origin, key: i }, problems) ?? null);
        }
        return json.length === 1 ? convert(json[0], type, origin, problems) : undefined;
      }
      if ((type.kind === 'context' || type.kind === 'any') && isPlain(json as object)) return fromObject(json as object, type, origin, problems);
      break;
    }
    case 'bigint': {
      if (type.kind === 'number' || type.kind === 'any') return fromBigInt(json) ?? undefined;
      break;
    }
    default: return undefined;
  }
  return type.kind === 'list' ? asList(json, type.item, origin, problems) : undefined;
}

/** A Date or another class would be an object without entries; only what JSON can hold is taken. */
function isPlain(json: object): boolean {
  if (json instanceof Map) return true;
  const prototype: unknown = Object.getPrototypeOf(json);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

function fromObject(json: object, type: FeelType, origin: Origin, problems: InputProblem[]): FeelContext {
  const context = new FeelContext();
  context.origin = origin;
  const members = type.kind === 'context' ? type.members : undefined;
  const put = (key: string, v: unknown): void => {
    // An entry that is undefined is not there.
    if (v === undefined) return;
    const member = members?.get(key) ?? ANY;
    // Most entries are plain values that fit: only others need to know where they stand.
    const plain = member.constraint === undefined ? plainValue(v, member) : undefined;
    const value = plain === undefined ? fromJson(v, member, { parent: origin, key }, problems) : plain;
    if (value !== undefined) context.set(key, value);
  };
  if (json instanceof Map) for (const [key, v] of json) put(key as string, v);
  else for (const key of Object.keys(json)) put(key, (json as Record<string, unknown>)[key]);
  return context;
}

/** A text, number or boolean of the declared type as FEEL value; undefined for anything that needs a closer look. */
export function plainValue(v: unknown, type: FeelType): FeelValue | undefined {
  switch (typeof v) {
    case 'string':
      if (type.kind === 'string') return v;
      return type.kind === 'date' ? FeelDate.parse(v) ?? undefined : undefined;
    case 'number': return type.kind === 'number' ? fromJs(v) ?? undefined : undefined;
    case 'boolean': return type.kind === 'boolean' ? v : undefined;
    default: return undefined;
  }
}

/** One value where a list is wanted. */
function asList(json: unknown, item: FeelType, origin: Origin, problems: InputProblem[]): FeelValue[] | undefined {
  const value = fromJson(json, item, { parent: origin, key: 0 }, problems);
  return value === undefined ? undefined : [value];
}

function fromText(text: string, type: FeelType, origin: Origin, problems: InputProblem[]): FeelValue | undefined {
  switch (type.kind) {
    case 'string': case 'any': return text;
    case 'date': return FeelDate.parse(text) ?? undefined;
    case 'time': return FeelTime.parse(text) ?? undefined;
    case 'date and time': {
      const moment = FeelDateTime.parse(text);
      return moment === null ? undefined : text.includes('T') ? moment : dateAsDateTime(moment.date);
    }
    case 'days and time duration': return DayTimeDuration.parse(text) ?? undefined;
    case 'years and months duration': return YearMonthDuration.parse(text) ?? undefined;
    case 'list': return asList(text, type.item, origin, problems);
    default: return undefined;
  }
}

function describeJson(json: unknown): string {
  if (Array.isArray(json)) return 'a list';
  if (typeof json === 'string') return `the text "${json.length > 40 ? `${json.slice(0, 40)}...` : json}"`;
  return typeof json === 'object' ? 'an object' : `the ${typeof json} ${String(json)}`;
}
