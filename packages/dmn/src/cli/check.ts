import { DmnError } from '../errors.ts';
import type { DmnIssue } from '../errors.ts';
import { compile } from '../compile.ts';
import { checkModel } from '../verify/check.ts';
import type { Finding } from '../verify/check.ts';
import { loadModel } from './files.ts';
import type { ExitCode, Io } from './io.ts';
import { printIssues } from './report.ts';

/** `dmn check`: what is wrong with the models, errors of reading and compiling first. */
export function check(files: string[], options: { json: boolean; unknown: boolean }, io: Io): ExitCode {
  const findings = files.flatMap((file) => checkFile(file, options.unknown));
  if (options.json) io.out(JSON.stringify({ findings }, null, 2));
  else printIssues(findings, files.length, io);
  return findings.some((f) => f.severity === 'error') ? 1 : 0;
}

function checkFile(file: string, unknown: boolean): (DmnIssue | Finding)[] {
  try {
    const model = loadModel(file);
    // Compiled tolerantly, so that one broken expression does not hide the findings about the tables.
    const compiled = compile(model, { tolerant: true });
    return [...compiled.issues, ...checkModel(model, { unknown })];
  } catch (error) {
    if (error instanceof DmnError) return [...error.issues];
    throw error;
  }
}
