/**
 * The rule lab against its limits, on the demonstration's own cases in the embedded database: a draft tried on open and
 * decided cases (each assessed four times: by base and draft, by the law's dates and as if it came on the draft's first
 * day), a cell tried as it is typed, the rules' own cases run, and a release written back into the files.
 *
 *   node scripts/run.mjs bench/src/lab.ts [--quick]
 *
 * The limits: nobody waits longer than 20 s for the 5,000 decided cases that the lab looks at unless told otherwise, a
 * cell answers while one types, the rules' own cases within 10 s. The answer is checked too: a draft that changes nothing
 * touches nobody, one that refuses a ground touches exactly those who rest on it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { readContent, runRuleTests, writeRulebook } from '@ankomst/content';
import { shippedPeople } from '@ankomst/neighbours';
import { loadDemo, openDeps, readConfig } from '@ankomst/server';
import { checkCell } from '../../packages/server/src/rule-lab/check-cell.ts';
import { applyEdits, type Edit } from '../../packages/server/src/rule-lab/edits.ts';
import { tryDraft } from '../../packages/server/src/rule-lab/try-draft.ts';
import { budget, quantileOf } from './report.ts';

const cases = process.argv.includes('--quick') ? 200 : 2000;
const contentDir = resolve(import.meta.dirname, '../../content/sweden'), service = 'child-born-in-sweden';
const dataDir = mkdtempSync(join(tmpdir(), 'ankomst-bench-lab-'));
const { deps, close } = await openDeps(readConfig({ DATA_DIR: dataDir, CONTENT_DIR: contentDir, LOG_LEVEL: 'silent' }));
try {
  const loading = performance.now();
  await loadDemo(deps, { people: shippedPeople(), cases });
  console.log(`      ${cases} cases loaded in ${((performance.now() - loading) / 1000).toFixed(0)} s`);
  const base = deps.authority.service(service)!;
  const draft = (...edits: Edit[]) => applyEdits(base, edits, { version: '9.0.0', validFrom: '2030-01-01' }, deps.authority.law);

  /** Milliseconds the house is busy without a pause, at each turn. */
  const turns: number[] = [];
  const run = async (rulebook: ReturnType<typeof draft>) => {
    let since = performance.now();
    const began = since;
    const tried = (await tryDraft(deps.store, { base, draft: rulebook, past: 100_000, at: deps.clock.now(), timeZone: deps.authority.calendar.timeZone, tick: async () => {
      turns.push(performance.now() - since);
      await new Promise((done) => setImmediate(done));
      since = performance.now();
      return true;
    } }))!;
    return { tried, seconds: (performance.now() - began) / 1000 };
  };
  const same = await run(draft());
  if (same.tried.past.flipped + same.tried.open.flipped + same.tried.asIf.flipped > 0) throw new Error('a draft that changes nothing touches somebody');
  // no picture of a passport counts any more: every case whose passport was accepted comes out otherwise, and no other
  const { tried, seconds } = await run(draft({ kind: 'cell', decision: 'Passport', row: 'passport-valid', part: 'output', column: 0, text: '"not met"' }));
  const resting = (await deps.store.query<{ n: number }>(
    `select count(*)::int as n from decision d join case_file f on f.id = d.case_id, jsonb_array_elements(d.body::jsonb->'assessment'->'conditions') c where f.service = $1 and c->>'row' = 'passport-valid'`, [service]))[0]!.n;
  if (tried.past.flipped !== resting) throw new Error(`${tried.past.flipped} decided cases flip, and ${resting} rest on the row`);
  const looked = tried.asIf.looked;
  console.log(`      ${looked} cases looked at, ${tried.past.looked} of them decided; ${tried.past.flipped} decided ones come out otherwise, as many as rest on the row`);
  budget('a draft tried on 5,000 cases', (seconds * 5000) / looked, 20, 's');
  console.log(`      ${(looked / seconds).toFixed(0)} cases a second`);
  budget('the longest the house is busy at a time meanwhile, p95', quantileOf(turns, 0.95), 500, 'ms');

  const times: number[] = [];
  for (let i = 0; i < 40; i++) {
    const began = performance.now();
    checkCell(base, { decision: 'Passport', row: 'passport-valid', part: 'input', column: 0, text: i % 2 === 0 ? 'true, (' : 'false' }, 'sv');
    times.push(performance.now() - began);
  }
  budget('a cell tried as it is typed, p95', quantileOf(times, 0.95), 100, 'ms');

  const raw = readContent(contentDir);
  const own = raw.services.find((one) => one.id === 'work-permit')!;
  const work = deps.authority.service('work-permit')!;
  let began = performance.now();
  const { results } = runRuleTests(work, own.tests!);
  budget(`the ${results.length} cases of the work permit's rules`, (performance.now() - began) / 1000, 10, 's');
  began = performance.now();
  writeRulebook(raw, applyEdits(work, [{ kind: 'hit-policy', decision: 'Salary', policy: 'PRIORITY' }], { version: '9.0.0', validFrom: '2030-01-01' }, deps.authority.law), own.tests!.value);
  budget('a release written back into the files', performance.now() - began, 2000, 'ms');
} finally {
  await close();
  rmSync(dataDir, { recursive: true });
}
