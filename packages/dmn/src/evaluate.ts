import { LimitError } from './errors.ts';
import type { EvaluateOptions, Evaluation } from './compile.ts';
import { toJson } from './run/json.ts';
import type { Limits } from './run/limits.ts';
import { Run } from './run/run.ts';
import type { Global } from './run/run.ts';
import { ConstantContext } from './run/values.ts';
import type { FeelValue, Json } from './run/values.ts';
import { setReader } from './run/reads.ts';
import { startWork } from './run/work.ts';
import { FeelDateTime } from './values/temporal.ts';

/** One evaluation from start to end: limits reached become issues, and the value null. */
export function evaluateIn(globals: readonly Global[], limits: Limits, options: EvaluateOptions, input: Readonly<Record<string, unknown>>, evaluate: (run: Run) => FeelValue): Evaluation {
  const run = new Run(globals, limits, instant(options.now), options.trace === 'full', input);
  let feel: FeelValue = null;
  let value: Json = null;
  startWork(limits.steps);
  const before = setReader(run);
  try {
    feel = evaluate(run);
    value = toJson(feel);
    // What is handed out is the caller's own.
    if (feel instanceof ConstantContext) value = { ...(value as Record<string, Json>) };
  } catch (error) {
    feel = null;
    if (error instanceof LimitError) run.issues.push({ code: 'limit', message: error.message });
    // The engine's own stack is a limit like the others; which is reached first depends on the expression.
    else if (error instanceof RangeError) run.issues.push({ code: 'limit', message: 'the evaluation is nested too deeply' });
    else throw error;
  } finally {
    startWork(Infinity);
    setReader(before);
  }
  return { value, feel, trace: run.traces, issues: run.issues };
}

const INSTANTS = new Map<string, FeelDateTime>();

/** `2026-03-01T10:00:00+01:00`, `...Z`, `...@Europe/Oslo` or `...[Europe/Oslo]`. */
function instant(now: string): FeelDateTime {
  let found = INSTANTS.get(now);
  if (!found) {
    const zoned = /^(.*?)(?:Z|[+-]\d\d:\d\d)?\[(.+)\]$/.exec(now);
    const parsed = FeelDateTime.parse(zoned ? `${zoned[1]}@${zoned[2]}` : now);
    if (!parsed || !now.includes('T')) throw new TypeError(`options.now must be an ISO date and time with offset or zone, not "${now}"`);
    if (INSTANTS.size > 100) INSTANTS.clear();
    INSTANTS.set(now, (found = parsed));
  }
  return found;
}
