import { compile } from '../compile.ts';
import type { Json } from '../run/values.ts';
import { loadModel, readText } from './files.ts';
import { UsageError } from './io.ts';
import type { ExitCode, Io } from './io.ts';
import { printTrace } from './report.ts';

export interface RunOptions { json: boolean; input: string | undefined; decision: string[] | undefined; now: string | undefined; trace: boolean }

/** `dmn run`: evaluates decisions (all, unless named) for one input. Exits with 1 where an issue stopped one. */
export function run(file: string, options: RunOptions, io: Io): ExitCode {
  const model = compile(loadModel(file));
  const input = readInput(options.input, io);
  const names = options.decision ?? model.decisions.map((d) => d.name);
  const results = names.map((name) => ({ decision: name, ...model.evaluate(name, input, { now: options.now ?? io.now, trace: options.trace ? 'full' : 'short' }) }));
  if (options.json) {
    io.out(JSON.stringify(results.map(({ decision, value, trace, issues }) => ({ decision, value, trace, issues })), null, 2));
  } else {
    const told = new Set<string>();
    for (const { decision, value, trace, issues } of results) {
      for (const t of trace) {
        if (told.has(t.decision)) continue;
        told.add(t.decision);
        if (options.trace) printTrace(t, io);
      }
      if (!options.trace || !told.has(decision)) io.out(`${decision} = ${JSON.stringify(value)}`);
      for (const issue of issues) io.err(`${decision}: ${issue.message}`);
    }
  }
  return results.some((r) => r.issues.length > 0) ? 1 : 0;
}

/** `--input` is JSON, `@file` or `-` for standard input. */
function readInput(input: string | undefined, io: Io): Record<string, Json> {
  if (input === undefined) return {};
  const text = input === '-' ? io.stdin() : input.startsWith('@') ? readText(input.slice(1)) : input;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`the input is not JSON: ${(error as Error).message}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new UsageError('the input must be a JSON object: values by the names of the input data');
  return parsed as Record<string, Json>;
}
