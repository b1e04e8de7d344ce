import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { replay } from '@ankomst/core';
import { decisionsSince, getRulebook, metrics, openCases, orphans, personByIdentifier, verifyAudit, type Store } from '@ankomst/store';
import { testStores } from '@ankomst/store/testing';
import { shippedPeople } from '@ankomst/neighbours';
import { readConfig } from '../config.ts';
import type { Deps } from '../deps.ts';
import { openDeps } from '../open-deps.ts';
import { loadDemo } from './load-demo.ts';

const newborn = 60;
/** With those who apply for work permits beside. */
const cases = 65;

for (const kind of testStores()) {
  describe(`the demonstration, on ${kind.name}`, { skip: kind.skip }, () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'ankomst-demo-'));
    let store: Store, deps: Deps, close: () => Promise<void>;
    before(async () => {
      store = await kind.open();
      ({ deps, close } = await openDeps(readConfig({ DATA_DIR: dataDir, CONTENT_DIR: resolve(import.meta.dirname, '../../../../content/sweden'), LOG_LEVEL: 'silent' }), { store, clock: { now: () => '2026-11-22T20:00:00.000Z' } }));
    });
    after(async () => {
      await close();
      await store.close();
      rmSync(dataDir, { recursive: true });
    });
    const load = () => loadDemo(deps, { people: shippedPeople(), cases: newborn });

    test('a load cut short is taken up again and ends the same', async () => {
      let seen = 0;
      const cut = loadDemo(deps, { people: shippedPeople(), cases: newborn, onPeople: () => { if (++seen === 57) throw new Error('the power went'); } });
      await assert.rejects(cut, /the power went/);
      assert.deepEqual(await load(), { cases, already: false });
      const { open, closed } = await metrics(store);
      assert.equal([...open, ...closed].reduce((sum, row) => sum + row.count, 0), cases);
      assert.deepEqual(await load(), { cases, already: true });
    });

    test('what was loaded is as if it had happened: chains, hashes and signatures hold', async () => {
      const { findings, checked } = await verifyAudit(store, deps.keys.jwks as { keys: object[] });
      assert.deepEqual(findings, []);
      assert.equal(checked.cases, cases);
      assert.ok(checked.events > cases * 8);
      assert.ok(checked.letters > 2);
    });

    test('every decision computes again from its own record, byte for byte', async () => {
      const decisions = await decisionsSince(store, '2000-01-01T00:00:00.000Z');
      assert.ok(decisions.length > cases / 2);
      for (const record of decisions) {
        const rulebook = await getRulebook(store, record.assessment.rulebook);
        assert.deepEqual(replay(record, rulebook!, deps.engine), { same: true, differences: [] });
      }
      assert.ok(decisions.every((record) => !record.automatic || record.outcome === 'granted'));
    });

    test('cases are in every stage, each open one waits for something, and nothing is to be sent', async () => {
      const { cases: open } = await openCases(store, {}, { limit: 200 });
      assert.ok(open.length > 2 && open.length < cases);
      assert.deepEqual(await orphans(store), []);
      assert.deepEqual(await store.query('select 1 from outbox'), []);
    });

    test('work permits are among them, of people from where the authority has an embassy, each hired by a company on file', async () => {
      const work = await store.query<{ unit: string; employers: number }>(`select unit, (select count(*)::int from case_party p join person_identifier i on i.person_id = p.person_id and i.kind = 'organisation-number' where p.case_id = f.id) as employers
        from case_file f where service = 'work-permit' and phase <> 'offered'`);
      assert.ok(work.length > 2);
      assert.ok(work.every((one) => one.unit === 'labour' && one.employers === 1));
    });

    test('the parents of the film are known, with the permits the authority gave them', async () => {
      const adam = await personByIdentifier(store, 'personal-number', '199001079814');
      const rows = await store.query<{ name: string }>(`select name from fact where subject = 'person/' || $1 and name like 'person.permit-%'`, [adam]);
      assert.deepEqual(rows.map((row) => row.name).sort(), ['person.permit-ground', 'person.permit-kind', 'person.permit-prospects', 'person.permit-valid-from', 'person.permit-valid-to']);
    });
  });
}
