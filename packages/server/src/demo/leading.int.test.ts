import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { automationActs, lastRuleJobs, releasedFromDrafts, ruleDraftApprovals, ruleDrafts } from '@ankomst/store';
import { testStores } from '@ankomst/store/testing';
import { shippedPeople } from '@ankomst/neighbours';
import { readConfig } from '../config.ts';
import type { Deps } from '../deps.ts';
import { openDeps } from '../open-deps.ts';
import { releaseAtStart } from '../releases/take-up-releases.ts';
import { demoLab } from './lab.ts';
import { demoLeading } from './leading.ts';
import { loadDemo } from './load-demo.ts';

const [kind] = testStores();

describe('what a leader and an owner of rules find in the demonstration', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ankomst-demo-'));
  let deps: Deps, close: () => Promise<void>;
  before(async () => {
    const store = await kind!.open();
    const opened = await openDeps(readConfig({ DATA_DIR: dataDir, CONTENT_DIR: resolve(import.meta.dirname, '../../../../content/sweden'), LOG_LEVEL: 'silent' }), { store, clock: { now: () => '2026-11-22T20:00:00.000Z' } });
    deps = opened.deps;
    close = async () => { await opened.close(); await store.close(); };
    await loadDemo(deps, { people: shippedPeople(), cases: 60 });
    await releaseAtStart(deps);
  });
  after(async () => {
    await close();
    rmSync(dataDir, { recursive: true });
  });

  test('the automation was stopped and started again by two, while it did nothing', { timeout: 240_000 }, async () => {
    for (let start = 0; start < 2; start++) await demoLeading(deps);
    const acts = (await automationActs(deps.store)).toReversed();
    assert.deepEqual(acts.map((one) => one.act), ['stopped', 'start-asked', 'started']);
    assert.notEqual(acts[1]!.by, acts[2]!.by);
    const during = await deps.store.query(`select 1 from decision d join case_file f on f.id = d.case_id where f.service = $1 and d.decided_at between $2 and $3`, [acts[0]!.service, acts[0]!.at, acts[2]!.at]);
    assert.deepEqual(during, [], 'nothing was decided while it stood still');
  });

  test('a draft has been tested and proposed, and waits for one more approval', { timeout: 240_000 }, async () => {
    for (let start = 0; start < 2; start++) await demoLab(deps);
    const drafts = await ruleDrafts(deps.store);
    assert.deepEqual(drafts.map((one) => one.state), ['proposed']);
    assert.deepEqual((await ruleDraftApprovals(deps.store, drafts[0]!.id, drafts[0]!.content!)).map((one) => one.by), ['AL5002']);
    assert.equal((await lastRuleJobs(deps.store, drafts[0]!.id)).find((one) => one.kind === 'tests')!.state, 'done');
    assert.equal((await releasedFromDrafts(deps.store)).size, 0);
  });
});
