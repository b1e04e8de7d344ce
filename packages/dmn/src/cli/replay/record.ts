import { createHash } from 'node:crypto';
import { compile } from '../../compile.ts';
import { readModel } from '../../model/read.ts';
import type { Json } from '../../run/values.ts';
import type { DecisionTrace } from '../../run/trace.ts';

/** A decision as it is kept: all that is needed to make it again, and what came out. */
export interface DecisionRecord {
  /** `sha256:...` of the rulebook's text. */
  rulebook: string;
  /** Version of the engine that decided. */
  engine: string;
  decision: string;
  input: Record<string, Json>;
  now: string;
  value: Json;
  trace: DecisionTrace[];
}

export function hashOf(text: string): string {
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}

/** Decides, and keeps the decision with its short trace. One rulebook serves many cases, so it is compiled once. */
export function recorder(xml: string, engine: string): (decision: string, input: Record<string, Json>, now: string) => DecisionRecord {
  const model = compile(readModel(xml));
  const rulebook = hashOf(xml);
  return (decision, input, now) => {
    const { value, trace } = model.evaluate(decision, input, { now });
    return { rulebook, engine, decision, input, now, value, trace };
  };
}

/** Decides again from what is stored: the same bytes, or the record or the engine is not what it was. */
export function replays(xml: string, stored: string): boolean {
  const record = JSON.parse(stored) as DecisionRecord;
  if (record.rulebook !== hashOf(xml)) return false;
  return JSON.stringify(recorder(xml, record.engine)(record.decision, record.input, record.now)) === stored;
}
