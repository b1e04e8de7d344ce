import { compile } from '../compile.ts';
import type { CompiledModel } from '../compile.ts';
import type { DmnModel } from '../model/types.ts';
import { boundaryTests } from '../verify/boundary.ts';
import { tablesOf } from '../verify/columns.ts';
import { casesBeside, readCases, runCase } from './cases.ts';
import type { CaseFile, CaseResult } from './cases.ts';
import { loadModel } from './files.ts';
import { UsageError } from './io.ts';
import type { ExitCode, Io } from './io.ts';
import { count } from './report.ts';

/** Splits FILE... into the model and its cases; without cases, those beside the model. */
export async function runFiles(files: string[], now: string): Promise<{ model: DmnModel; compiled: CompiledModel; results: CaseResult[] }> {
  const models = files.filter((f) => f.endsWith('.dmn'));
  if (models.length !== 1) throw new UsageError('name one model (.dmn), and any number of files of cases');
  const given = files.filter((f) => !f.endsWith('.dmn'));
  const caseFiles = given.length > 0 ? given : casesBeside(models[0]!);
  if (caseFiles.length === 0) throw new UsageError(`${models[0]}: no cases given, and none beside it (NAME.test.yaml, NAME.test.json, NAME-test-01.xml)`);
  const model = loadModel(models[0]!);
  const compiled = compile(model, { tolerant: true });
  const results: CaseResult[] = [];
  for (const file of caseFiles) for (const c of await readCases(file)) results.push(runCase(compiled, c, now));
  return { model, compiled, results };
}

/** `dmn test`: runs the cases. Exits with 1 where one fails. */
export async function test(files: string[], options: { json: boolean; now: string | undefined }, io: Io): Promise<ExitCode> {
  const { results } = await runFiles(files, options.now ?? io.now);
  const failed = results.filter((r) => !r.passed);
  if (options.json) io.out(JSON.stringify({ passed: results.length - failed.length, failed: failed.length, results: results.map(({ name, file, passed, problems }) => ({ name, file, passed, problems })) }, null, 2));
  else {
    for (const r of failed) {
      io.out(`${r.file}: ${r.name} failed`);
      for (const p of r.problems) io.out(`    ${p}`);
    }
    io.out(`${count(results.length - failed.length, 'case')} passed, ${failed.length} failed`);
  }
  return failed.length === 0 ? 0 : 1;
}

/**
 * `dmn test --boundaries`: prints cases at every limit of every table, as JSON to be looked through, corrected and kept:
 * they say what the rules do, not what the law wants.
 */
export function boundaries(files: string[], options: { now: string | undefined }, io: Io): ExitCode {
  const cases: CaseFile['cases'] = [];
  for (const file of files) {
    const model = loadModel(file);
    for (const { owner, decision, table } of tablesOf(model)) {
      if (!decision) {
        io.err(`${file}: a table inside "${owner}" is not a decision's own logic: no cases for it`);
        continue;
      }
      const { tests, notAnalysable } = boundaryTests(model, table);
      if (notAnalysable.length > 0) io.err(`${file}: decision "${owner}": no cases for the rows ${notAnalysable.join(', ')}, which cannot be analysed`);
      const unfit = tests.filter((t) => t.input === undefined || t.value === undefined).length;
      if (unfit > 0) io.err(`${file}: decision "${owner}": ${count(unfit, 'case')} left out, as a column or output is computed`);
      for (const t of tests) {
        if (t.input === undefined || t.value === undefined) continue;
        cases.push({ name: `${owner}: ${t.name}`, input: t.input, expect: { [owner]: t.value } });
      }
    }
  }
  io.out(JSON.stringify({ now: options.now ?? io.now, cases }, null, 2));
  return 0;
}
