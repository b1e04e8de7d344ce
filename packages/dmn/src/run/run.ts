import { LimitError } from '../errors.ts';
import type { FeelType } from '../feel/types.ts';
import type { FeelDateTime } from '../values/temporal.ts';
import { coerced, fromJson, mismatch, plainValue } from './conform.ts';
import type { InputProblem } from './conform.ts';
import { toJson } from './json.ts';
import type { Limits } from './limits.ts';
import type { Cell, DecisionTrace, EvaluationIssue, Hit, NullNote, Rejected } from './trace.ts';
import { factsRead } from './facts-read.ts';
import { originPath } from './values.ts';
import type { FeelContext, FeelFunction, FeelValue, Origin } from './values.ts';

/** A compiled expression. */
export type Eval = (env: Env) => FeelValue;

/** Local names of one function body at run time. */
export class Env {
  readonly run: Run;
  readonly parent: Env | null;
  slots: FeelValue[];
  constructor(run: Run, parent: Env | null, slots: FeelValue[]) {
    this.run = run;
    this.parent = parent;
    this.slots = slots;
  }
}

/** What one decision's logic may read of the input, numbered at compile time. */
export class Unit {
  readonly name: string;
  readonly id: string;
  readonly kind: string;
  readonly facts: string[] = [];
  private readonly slots = new Map<string, number>();
  constructor(name: string, id: string, kind: string) {
    this.name = name;
    this.id = id;
    this.kind = kind;
  }
  /** The number of a fact path. */
  fact(path: string): number {
    let slot = this.slots.get(path);
    if (slot === undefined) {
      slot = this.facts.length;
      this.facts.push(path);
      this.slots.set(path, slot);
    }
    return slot;
  }
}

export interface GlobalInput { kind: 'input'; name: string; type: FeelType; origin: Origin; id: string; /** Keys under which the value may be given. */ keys: string[] }
export interface GlobalDecision { kind: 'decision'; name: string; id: string; type: FeelType; unit: Unit; frameSize: () => number; body: Eval }
export interface GlobalFunction { kind: 'function'; name: string; id: string; value: FeelFunction }
export type Global = GlobalInput | GlobalDecision | GlobalFunction;

/** Notes beyond this many per decision say nothing new. */
const MAX_NOTES = 100;

/** What a decision is seen to do while it is evaluated. */
export class Recorder {
  readonly unit: Unit;
  /** By fact number; undefined where not read. */
  readonly facts: (FeelValue | undefined)[];
  foreign: Map<string, FeelValue> | undefined = undefined;
  /** Entries read of contexts that are part of the input, and contexts looked at as a whole. */
  leaves: Map<FeelContext, string[]> | undefined = undefined;
  whole: Set<FeelContext> | undefined = undefined;
  nulls: NullNote[] | undefined = undefined;
  readonly hits: Hit[] = [];
  readonly rejected: Rejected[] = [];
  /** Only kept for a full trace. */
  cells: Cell[] | undefined = undefined;
  children: number[] | undefined = undefined;
  /** How often a missing fact was met. */
  missing = 0;
  constructor(unit: Unit) {
    this.unit = unit;
    this.facts = new Array<FeelValue | undefined>(unit.facts.length);
  }

  note(path: string, cause: string, detail?: string): void {
    const nulls = (this.nulls ??= []);
    if (nulls.length >= MAX_NOTES) return;
    for (const n of nulls) if (n.path === path && n.cause === cause && n.detail === detail) return;
    nulls.push(detail === undefined ? { path, cause } : { path, cause, detail });
  }
}

const BUSY = Symbol('busy');
/** The slots of logic without local names. */
const NOTHING: readonly never[] = Object.freeze([]);

/** One evaluation: the input, what has been computed so far, and the trace. */
export class Run {
  readonly globals: readonly Global[];
  readonly limits: Limits;
  readonly now: FeelDateTime;
  readonly full: boolean;
  readonly traces: DecisionTrace[];
  readonly issues: EvaluationIssue[];
  rec: Recorder;
  private readonly input: Readonly<Record<string, unknown>>;
  private readonly values: (FeelValue | undefined | typeof BUSY)[];
  /** Globals that are null because a fact is missing. */
  private readonly unknown: boolean[] = [];
  private readonly counter: { steps: number; calls: number };

  constructor(globals: readonly Global[], limits: Limits, now: FeelDateTime, full: boolean, input: Readonly<Record<string, unknown>>, outer?: Run) {
    this.globals = globals;
    this.limits = limits;
    this.now = now;
    this.full = full;
    this.input = input;
    this.values = new Array<FeelValue | undefined>(globals.length);
    this.traces = outer ? outer.traces : [];
    this.issues = outer ? outer.issues : [];
    this.counter = outer ? outer.counter : { steps: 0, calls: 0 };
    this.rec = outer ? outer.rec : ROOT_RECORDER();
  }

  /** An evaluation within this one, with some globals given: a decision service. */
  within(given: ReadonlyMap<number, FeelValue>, input: Readonly<Record<string, unknown>>): Run {
    const inner = new Run(this.globals, this.limits, this.now, this.full, input, this);
    for (const [index, value] of given) inner.values[index] = value;
    return inner;
  }

  /** Marks a global as given without a value: it is missing, not null on file. */
  markUnknown(index: number): void {
    this.unknown[index] = true;
  }

  // ---- globals

  inputValue(index: number): FeelValue {
    const value = this.values[index];
    return value === undefined ? this.loadInput(index) : (value as FeelValue);
  }

  isMissing(index: number): boolean {
    return this.unknown[index] === true;
  }

  private loadInput(index: number): FeelValue {
    const global = this.globals[index] as GlobalInput;
    let json: unknown;
    for (const key of global.keys) {
      json = this.input[key];
      if (json === undefined) continue;
      if (Object.hasOwn(this.input, key)) break;
      json = undefined;
    }
    const value = json === undefined ? undefined : this.convert(json, global.type, global.origin);
    if (value === undefined) this.unknown[index] = true;
    this.values[index] = value ?? null;
    return value ?? null;
  }

  /** An input as a FEEL value; what does not fit is an issue and unknown. */
  convert(json: unknown, type: FeelType, origin: Origin): FeelValue | undefined {
    const plain = type.constraint === undefined ? plainValue(json, type) : undefined;
    if (plain !== undefined) return plain;
    const problems: InputProblem[] = [];
    const value = fromJson(json, type, origin, problems);
    for (const p of problems) this.issues.push({ code: 'input', path: originPath(p.origin), message: p.detail });
    return value;
  }

  /** The value of a decision, evaluated at its first use. */
  decision(index: number): FeelValue {
    const rec = this.rec;
    let value = this.values[index];
    if (value === undefined) value = this.evaluate(index);
    else if (value === BUSY) {
      const { name } = this.globals[index]!;
      this.issues.push({ code: 'cycle', message: `the decision "${name}" needs itself` });
      rec.note(name, 'type-error', 'the decision needs itself');
      return null;
    }
    const children = (rec.children ??= []);
    if (!children.includes(index)) children.push(index);
    if (value === null && this.unknown[index] === true) {
      rec.missing++;
      rec.note(this.globals[index]!.name, 'missing-fact', 'a fact this decision needs is missing');
    }
    return value as FeelValue;
  }

  private evaluate(index: number): FeelValue {
    const global = this.globals[index] as GlobalDecision;
    const outer = this.rec;
    const rec = new Recorder(global.unit);
    this.rec = rec;
    this.values[index] = BUSY;
    const size = global.frameSize();
    let value = global.body(new Env(this, null, size === 0 ? (NOTHING as unknown as FeelValue[]) : new Array<FeelValue>(size)));
    value = this.fit(value, global.type, global.name);
    this.values[index] = value;
    if (value === null && rec.missing > 0) this.unknown[index] = true;
    this.rec = outer;
    this.traces.push(this.finish(rec, value));
    return value;
  }

  private finish(rec: Recorder, value: FeelValue): DecisionTrace {
    const { unit } = rec;
    const trace: DecisionTrace = {
      decision: unit.name, id: unit.id, kind: unit.kind, value: toJson(value), hits: rec.hits, rejected: rec.rejected, facts: factsRead(rec),
      nulls: rec.nulls ?? [],
      children: rec.children ? rec.children.map((i) => this.globals[i]!.name) : [],
    };
    if (this.full) trace.cells = rec.cells ?? [];
    return trace;
  }

  function(index: number): FeelFunction {
    return (this.globals[index] as GlobalFunction).value;
  }

  // ---- notes

  /** A fact was read. `missing` where the input does not have it. */
  fact(unit: Unit, slot: number, value: FeelValue, missing: boolean): void {
    const rec = this.rec;
    if (missing) {
      rec.missing++;
      rec.note(unit.facts[slot]!, 'missing-fact');
      return;
    }
    if (value === null) rec.note(unit.facts[slot]!, 'null-on-file');
    if (rec.unit === unit) rec.facts[slot] = value;
    else (rec.foreign ??= new Map()).set(unit.facts[slot]!, value);
  }

  /** An entry of a context that is part of the input was read. */
  leaf(context: FeelContext, name: string, value: FeelValue): void {
    const leaves = (this.rec.leaves ??= new Map());
    const names = leaves.get(context);
    if (!names) leaves.set(context, [name]);
    else if (names.includes(name)) return;
    else names.push(name);
    if (value === null) this.rec.note(originPath({ parent: context.origin, key: name }), 'null-on-file');
  }

  /** A context that is part of the input was looked at as a whole. */
  whole(context: FeelContext): void {
    (this.rec.whole ??= new Set()).add(context);
  }

  /** A context has no entry of this name: a missing fact where the context is part of the input. */
  noEntry(context: FeelContext, name: string): null {
    if (context.origin) {
      this.rec.missing++;
      this.rec.note(originPath({ parent: context.origin, key: name }), 'missing-fact');
    } else this.rec.note(name, 'no-entry', `the context has no entry "${name}"`);
    return null;
  }

  /** Records why a null arose, and is that null. */
  nothing(path: string, cause: string, detail?: string): null {
    this.rec.note(path, cause, detail);
    return null;
  }

  /** A value made to fit a type, or null with a note. */
  fit(value: FeelValue, type: FeelType, path: string): FeelValue {
    if (value === null || (type.kind === 'any' && type.constraint === undefined)) return value;
    const fitting = coerced(value, type);
    return fitting === undefined ? this.nothing(path, 'type-error', `${mismatch(value, type)}`) : fitting;
  }

  // ---- limits

  /** Counts work done. @throws LimitError */
  step(count = 1): void {
    if ((this.counter.steps += count) > this.limits.steps) {
      throw new LimitError('limit-steps', this.limits.steps, `the evaluation takes more than ${this.limits.steps} steps`);
    }
  }

  /** Forgets the work counted; for runs that are used for many small checks. */
  reset(): void {
    this.counter.steps = 0;
    this.counter.calls = 0;
  }

  checkItems(count: number): void {
    if (count > this.limits.items) throw new LimitError('limit-items', this.limits.items, `a list would have more than ${this.limits.items} items`);
  }

  checkText(length: number): void {
    if (length > this.limits.text) throw new LimitError('limit-text', this.limits.text, `a text would be longer than ${this.limits.text} characters`);
  }

  enter(): void {
    if (++this.counter.calls > this.limits.calls) {
      throw new LimitError('limit-calls', this.limits.calls, `functions call each other deeper than ${this.limits.calls}`);
    }
    this.step();
  }

  leave(): void {
    this.counter.calls--;
  }
}

const ROOT_UNIT = new Unit('', '', 'root');
const ROOT_RECORDER = (): Recorder => new Recorder(ROOT_UNIT);
