import type { DmnIssue } from '../errors.ts';
import type { DecisionTrace } from '../run/trace.ts';
import type { Io } from './io.ts';

/** `file:line:column  error gap  message`, the way editors and terminals turn into links. */
export function printIssues(issues: readonly DmnIssue[], files: number, io: Io): void {
  for (const i of issues) {
    io.out(`${i.file ?? 'model'}:${i.line}:${i.column}  ${i.severity} ${i.code}  ${i.message}${i.element ? `  [${i.element}]` : ''}`);
    if (i.hint) io.out(`    ${i.hint}`);
    const example = (i as { example?: Record<string, unknown> }).example;
    if (example) io.out(`    for example ${JSON.stringify(example)}`);
  }
  const errors = issues.filter((i) => i.severity === 'error').length;
  io.out(`${count(files, 'file')}: ${count(errors, 'error')}, ${count(issues.length - errors, 'warning')}`);
}

export function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

/** What a decision did, for people: its rows with their notes, the facts, why anything is null. */
export function printTrace(t: DecisionTrace, io: Io): void {
  io.out(`${t.decision} = ${JSON.stringify(t.value)}`);
  for (const h of t.hits) {
    io.out(`  row ${h.index} (${h.row}) matched: ${JSON.stringify(h.outputs)}`);
    for (const [name, text] of Object.entries(h.annotations)) io.out(`    ${name}: ${text}`);
  }
  for (const r of t.rejected) io.out(`  row ${r.row} did not: ${r.column}${r.unknown ? ' is not known' : ''}`);
  for (const f of t.facts) io.out(`  fact ${f.path} = ${JSON.stringify(f.value)}`);
  for (const n of t.nulls) io.out(`  null: ${n.path}: ${n.detail ?? n.cause}`);
}
