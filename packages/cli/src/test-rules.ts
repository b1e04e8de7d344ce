import { compileRulebook, ContentError, readContent, runRuleTests, type RuleTestReport, type RuleTestResult } from '@ankomst/content';
import type { ConditionResult } from '@ankomst/core';

/**
 * `ankomst test-rules DIR [--json]`: runs each service's own cases through the assessment that
 * decides real ones, and says which rows no case reaches. Exit 0 when all pass and every row is hit.
 */
export async function testRules(argv: readonly string[], print: (line: string) => void = (line) => { process.stdout.write(`${line}\n`); }): Promise<number> {
  const dir = argv.find((one) => !one.startsWith('-'));
  if (!dir) {
    print('Usage: ankomst test-rules DIR [--json]   e.g. ankomst test-rules content/sweden');
    return 2;
  }
  try {
    const raw = readContent(dir);
    const faults = raw.findings.filter((one) => one.severity === 'error');
    if (faults.length > 0) throw new ContentError(faults);
    const reports: RuleTestReport[] = [];
    for (const service of raw.services) {
      if (service.tests) reports.push(runRuleTests(compileRulebook(raw, service), service.tests));
      else if (!argv.includes('--json')) print(`${service.id}: no cases - write services/${service.id}/rules.test.yaml`);
    }
    if (argv.includes('--json')) print(JSON.stringify(reports.map(summary), null, 2));
    else for (const report of reports) printReport(report, print);
    const failed = reports.some((report) => report.results.some((one) => one.problems.length > 0) || report.coverage.missed.length > 0);
    return failed || reports.length < raw.services.length ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    print(error.message);
    return 1;
  }
}

function printReport(report: RuleTestReport, print: (line: string) => void): void {
  for (const result of report.results.filter((one) => one.problems.length > 0)) {
    print(`${result.file}:${result.line}  "${result.name}"`);
    for (const { what, expected, got } of result.problems) print(`    ${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`);
    for (const line of inWords(result)) print(`    ${line}`);
  }
  const { rows, hit, missed } = report.coverage;
  for (const row of missed) print(`services/${report.service}/rules.dmn:${row.line}  row "${row.row}" of "${row.decision}" is hit by no case - add one to rules.test.yaml`);
  const failed = report.results.filter((one) => one.problems.length > 0).length;
  print(`${report.service}: ${report.results.length - failed} cases passed, ${failed} failed; ${hit} of ${rows} rows hit`);
}

/** What the rules did with a case, a line per condition that is not met, so that the author need not read the trace. */
function inWords({ assessment }: RuleTestResult): string[] {
  const line = (one: ConditionResult): string => {
    const why = [
      one.row ? `row ${one.row}` : 'no row matched',
      ...(one.missing.length > 0 ? [`not on file: ${one.missing.join(', ')}`] : []),
      ...(one.doubted.length > 0 ? [`in doubt: ${one.doubted.join(', ')}`] : []),
    ];
    return `${one.condition} is ${one.status} (${why.join('; ')})`;
  };
  const open = assessment.conditions.filter((one) => one.status !== 'met');
  return [...open.map(line), `so: ${assessment.outcome}${open.length === 0 ? ', every condition met' : ''}`];
}

function summary(report: RuleTestReport): unknown {
  return {
    service: report.service,
    coverage: report.coverage,
    results: report.results.map(({ name, file, line, problems, rows }) => ({ name, file, line, problems, rows })),
  };
}
