import { coverage } from '../verify/coverage.ts';
import type { ExitCode, Io } from './io.ts';
import { runFiles } from './test.ts';

/** `dmn cover`: which rows the cases hit. Exits with 1 where a row is hit by none. */
export async function cover(files: string[], options: { json: boolean; now: string | undefined }, io: Io): Promise<ExitCode> {
  const { model, results } = await runFiles(files, options.now ?? io.now);
  const report = coverage(model, results);
  if (options.json) io.out(JSON.stringify(report, null, 2));
  else {
    for (const t of report.tables) {
      io.out(`${t.decision}: ${t.covered} of ${t.rows.length} rows`);
      for (const r of t.rows) if (r.hits === 0) io.out(`  ${model.file ?? 'model'}:${r.line}  row ${r.row} is hit by no case`);
    }
    for (const d of report.unevaluated) io.out(`${d}: evaluated by no case`);
    const percent = report.rows === 0 ? 100 : Math.floor((report.covered / report.rows) * 1000) / 10;
    io.out(`${report.covered} of ${report.rows} rows covered (${percent} %) by ${results.length} cases`);
  }
  return report.covered === report.rows ? 0 : 1;
}
