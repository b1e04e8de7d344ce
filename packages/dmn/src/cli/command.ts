import { parseArgs } from 'node:util';
import { DmnError } from '../errors.ts';
import { check } from './check.ts';
import { cover } from './cover.ts';
import { diff } from './diff.ts';
import { UsageError } from './io.ts';
import type { ExitCode, Io } from './io.ts';
import { printIssues } from './report.ts';
import { run } from './run.ts';
import { boundaries, test } from './test.ts';

export const USAGE = `usage:
  dmn check MODEL...            gaps, overlaps, unreachable rows, type errors, unused inputs
      --unknown                 also for facts that are not known
  dmn run MODEL                 evaluate for one input
      --input JSON|@FILE|-      values by the names of the input data
      --decision NAME           only this decision (may be repeated)
      --trace                   rows, facts and nulls behind each value
  dmn diff OLD NEW              for which inputs two versions answer differently
  dmn test MODEL [CASES...]     run cases (.yaml, .json, or the compatibility kit's .xml)
      --boundaries              print cases at every limit of every table instead
  dmn cover MODEL [CASES...]    which rows the cases hit
options for all:
  --json                        machine-readable output
  --now ISO                     what now() and today() give
exit code: 0 nothing wrong, 1 findings, differences or failures, 2 the command could not be carried out`;

/** Carries out one command line. Never throws for wrong use or wrong models: says so and returns 2. */
export async function command(argv: string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (error instanceof DmnError) {
      printIssues(error.issues, 1, { ...io, out: io.err });
      return 2;
    }
    if (error instanceof UsageError || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) {
      io.err(`dmn: ${error.message}`);
      return 2;
    }
    throw error;
  }
}

async function dispatch(argv: string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: argv, allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false }, unknown: { type: 'boolean', default: false }, trace: { type: 'boolean', default: false },
      boundaries: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false },
      input: { type: 'string' }, now: { type: 'string' }, decision: { type: 'string', multiple: true },
    },
  });
  const [name, ...files] = positionals;
  if (values.help || name === undefined) {
    (values.help ? io.out : io.err)(USAGE);
    return values.help ? 0 : 2;
  }
  const need = (least: number, most: number): void => {
    if (files.length < least || files.length > most) throw new UsageError(`${name}: wrong number of files\n${USAGE}`);
  };
  switch (name) {
    case 'check': need(1, Infinity); return check(files, values, io);
    case 'run': need(1, 1); return run(files[0]!, { ...values, input: values.input, decision: values.decision, now: values.now }, io);
    case 'diff': need(2, 2); return diff(files[0]!, files[1]!, values, io);
    case 'test': need(1, Infinity); return values.boundaries ? boundaries(files, { now: values.now }, io) : test(files, { json: values.json, now: values.now }, io);
    case 'cover': need(1, Infinity); return cover(files, { json: values.json, now: values.now }, io);
    default: throw new UsageError(`there is no command "${name}"\n${USAGE}`);
  }
}
