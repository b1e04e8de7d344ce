import type { FeelNumber } from '../values/number.ts';
import type { DayTimeDuration, FeelDate, FeelDateTime, FeelTime, YearMonthDuration } from '../values/temporal.ts';
import type { FeelType } from '../feel/types.ts';
import type { Run } from './run.ts';

export type Temporal = FeelDate | FeelTime | FeelDateTime | DayTimeDuration | YearMonthDuration;

/** A FEEL value at run time. `null` is FEEL's null. */
export type FeelValue =
  | null | boolean | string | FeelNumber | Temporal | FeelValue[] | FeelContext | FeelRange | FeelFunction;

/** Plain JSON, what goes in and comes out. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * A FEEL context. One that came from the input knows where it stands, so that an entry it does not have can be
 * told as a missing fact with its path.
 */
export class FeelContext extends Map<string, FeelValue> {
  origin: Origin | undefined = undefined;
}

/**
 * A context of plain values that is the same at every evaluation, such as the outputs of a table row. It carries its
 * JSON, and cannot be changed: what one caller did to it would reach the next.
 */
export class ConstantContext extends FeelContext {
  readonly json: Readonly<Record<string, Json>>;
  constructor(entries: Iterable<[string, FeelValue]>, json: Readonly<Record<string, Json>>) {
    super();
    for (const [key, value] of entries) super.set(key, value);
    this.json = Object.freeze(json);
  }
  override set(): never {
    throw new TypeError('this context is a constant of the model and cannot be changed');
  }
  override delete(): never {
    return this.set();
  }
  override clear(): never {
    return this.set();
  }
}

/** Where a value of the input stands: the path is put together only when it is needed. */
export interface Origin { parent: Origin | undefined; key: string | number }

export function originPath(origin: Origin): string {
  const own = typeof origin.key === 'number' ? `[${origin.key + 1}]` : origin.key;
  if (!origin.parent) return own;
  return typeof origin.key === 'number' ? originPath(origin.parent) + own : `${originPath(origin.parent)}.${own}`;
}

/**
 * `[low..high]`, or with `op` one written as a comparison: `(< 10)`, which has no start, is not the same as
 * `(null..10)`, whose start is not known.
 */
export class FeelRange {
  readonly low: FeelValue;
  readonly high: FeelValue;
  readonly lowIncluded: boolean;
  readonly highIncluded: boolean;
  readonly op: '<' | '<=' | '>' | '>=' | '=' | '!=' | undefined;
  constructor(low: FeelValue, lowIncluded: boolean, high: FeelValue, highIncluded: boolean, op?: FeelRange['op']) {
    this.low = low;
    this.high = high;
    this.lowIncluded = lowIncluded;
    this.highIncluded = highIncluded;
    this.op = op;
  }
}

export interface Parameter { name: string; type: FeelType }

/** A function as a value. `call` gets as many arguments as there are parameters, already coerced. */
export class FeelFunction {
  readonly name: string;
  /** Undefined for a built-in function, which checks its own arguments. */
  readonly parameters: readonly Parameter[] | undefined;
  readonly type: FeelType;
  readonly call: (run: Run, args: FeelValue[]) => FeelValue;
  constructor(name: string, parameters: readonly Parameter[] | undefined, type: FeelType, call: (run: Run, args: FeelValue[]) => FeelValue) {
    this.name = name;
    this.parameters = parameters;
    this.type = type;
    this.call = call;
  }
}
