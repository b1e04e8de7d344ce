import { diffModels } from '../verify/diff.ts';
import type { DecisionDiff } from '../verify/diff.ts';
import { loadModel } from './files.ts';
import type { ExitCode, Io } from './io.ts';
import { count } from './report.ts';

/** `dmn diff`: for which inputs two versions answer differently. Exits with 1 where they may. */
export function diff(before: string, after: string, options: { json: boolean }, io: Io): ExitCode {
  const diffs = diffModels(loadModel(before), loadModel(after));
  const changed = diffs.filter((d) => d.change !== 'same');
  if (options.json) io.out(JSON.stringify({ decisions: diffs }, null, 2));
  else {
    for (const d of changed) print(d, io);
    for (const d of diffs) if (d.change === 'same' && d.through.length > 0) io.out(`${d.decision}: the same rules, but fed by ${d.through.join(', ')}`);
    io.out(changed.length === 0 ? `no input is answered differently (${count(diffs.length, 'decision')} compared)` : `${changed.length} of ${count(diffs.length, 'decision')} differ`);
  }
  return changed.length === 0 ? 0 : 1;
}

function print(d: DecisionDiff, io: Io): void {
  switch (d.change) {
    case 'added': case 'removed': io.out(`${d.decision}: ${d.change}`); break;
    case 'logic': io.out(`${d.decision}: ${d.reason}`); break;
    case 'table': {
      const { diff: t } = d;
      io.out(`${d.decision}: ${t.regions.length === 0 ? 'no difference found' : `${count(t.regions.length, 'region')} ${t.complete ? '' : 'and more '}answered differently`}`);
      for (const name of t.columnsAdded) io.out(`  new column ${name}`);
      for (const name of t.columnsRemoved) io.out(`  column ${name} is gone`);
      for (const r of t.regions) {
        const when = Object.entries(r.when).map(([name, text]) => `${name}: ${text}`).join(', ') || 'any input';
        io.out(`  ${when}${r.certain ? '' : ' (possibly)'}`);
        io.out(`    ${r.before.outcome} (${r.before.rows.join(', ') || 'no row'}) -> ${r.after.outcome} (${r.after.rows.join(', ') || 'no row'})`);
        io.out(`    for example ${JSON.stringify(r.example)}`);
      }
      for (const n of t.notAnalysable) io.out(`  not analysable ${n.version}: row ${n.row}, column ${n.column}, \`${n.text}\`: ${n.reason}`);
      break;
    }
    case 'same': break;
  }
}
