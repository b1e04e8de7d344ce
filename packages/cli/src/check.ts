import { checkContent } from '@ankomst/content';
import { accessFaults } from '@ankomst/server';

/**
 * `ankomst check DIR [--json]`: everything wrong with an authority's content, each with its place
 * and what to do. Exit 1 when there is an error; warnings do not fail.
 */
export async function check(argv: readonly string[], print: (line: string) => void = (line) => { process.stdout.write(`${line}\n`); }): Promise<number> {
  const dir = argv.find((one) => !one.startsWith('-'));
  if (!dir) {
    print('Usage: ankomst check DIR [--json]   e.g. ankomst check content/sweden');
    return 2;
  }
  const findings = [...checkContent(dir), ...accessFaults(dir).map((message) => ({ file: 'access', line: 1, severity: 'error' as const, message, fix: 'see docs/adr/0021-access.md' }))];
  const errors = findings.filter((one) => one.severity === 'error').length;
  if (argv.includes('--json')) {
    print(JSON.stringify(findings, null, 2));
    return errors > 0 ? 1 : 0;
  }
  const root = dir.replace(/\/+$/, '');
  for (const one of findings) print(`${root}/${one.file}:${one.line}  ${one.severity === 'warning' ? 'warning: ' : ''}${one.message} - ${one.fix}`);
  const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
  print(findings.length === 0 ? `${root}: nothing found` : `${root}: ${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}`);
  return errors > 0 ? 1 : 0;
}
