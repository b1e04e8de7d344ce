import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { automationActs, automationRetries, readOutcomes, recordAutomationAct, robotWork, sampledDecisions, setUnitSetting, stoppedAutomations, StoreError, tryKeptBack } from '../index.ts';
import type { Store } from '../index.ts';
import { testIds, testStores } from '../testing.ts';
import { at, caseFile, decision, event, opening } from '../testing/fixtures.ts';

for (const { name, skip, open } of testStores()) {
  describe(`the stop switch on ${name}`, { skip }, () => {
    let store: Store;
    const ids = testIds();
    const next = (): string => ids.next();
    before(async () => { store = await open(); });
    after(() => store?.close());

    const opened = async (service: string): Promise<{ caseId: string; personId: string }> => {
      const [caseId, personId] = [next(), next()];
      await store.commit(opening(caseId, personId, ids, { service }));
      return { caseId, personId };
    };
    const decide = ({ caseId, personId }: { caseId: string; personId: string }, service: string, automatic = true): Promise<unknown> => store.commit({
      cases: [caseFile(caseId, { service, version: 1, parties: [{ personId, role: 'applicant' }] })],
      events: [event(next(), caseId, { type: 'DecisionMade', data: { automatic, outcome: 'granted' } })],
      decision: decision(next(), caseId, personId, { automatic }),
    });
    const made = async (service: string): Promise<number> =>
      (await store.query<{ n: number }>('select count(*)::int as n from decision d join case_file f on f.id = d.case_id where f.service = $1 and automatic', [service]))[0]!.n;
    const act = (service: string, what: 'stopped' | 'start-asked' | 'started', by: string): Promise<string> =>
      recordAutomationAct(store, { service, step: 'decision', act: what, by, at, why: `${what} by ${by}` });
    const refusedAsStopped = (error: unknown): boolean => error instanceof StoreError && error.code === 'version-conflict' && error.detail['automation'] !== undefined;

    test('stopped, the robot decides nothing in that service; officers do, and other services go on', async () => {
      const [mine, officers, other] = [await opened('stops'), await opened('stops'), await opened('goes-on')];
      assert.equal(await act('stops', 'stopped', 'eva'), 'done');
      assert.equal(store.stopped('stops'), undefined, 'another process has not heard of it yet');
      await assert.rejects(decide(mine, 'stops'), refusedAsStopped);
      assert.equal(store.stopped('stops')?.why, 'stopped by eva', 'the refusal has told it');
      await decide(officers, 'stops', false);
      await decide(other, 'goes-on');
      assert.equal(await made('stops'), 0);
    });

    test('started again only by two: one asks, another agrees', async () => {
      const mine = await opened('twice');
      assert.equal(await act('twice', 'started', 'eva'), 'not-stopped');
      assert.equal(await act('twice', 'stopped', 'eva'), 'done');
      assert.equal(await act('twice', 'stopped', 'nils'), 'already-stopped');
      assert.equal(await act('twice', 'started', 'nils'), 'not-asked');
      assert.equal(await act('twice', 'start-asked', 'eva'), 'done');
      assert.equal(await act('twice', 'started', 'eva'), 'same-person');
      await assert.rejects(decide(mine, 'twice'), refusedAsStopped);
      assert.equal(await act('twice', 'stopped', 'aino'), 'done', 'the request is taken back');
      assert.equal(await act('twice', 'started', 'nils'), 'not-asked');
      assert.equal(await act('twice', 'start-asked', 'aino'), 'done');
      assert.equal(await act('twice', 'started', 'nils'), 'done');
      await decide(mine, 'twice');
      await store.readSwitches();
      assert.equal(store.stopped('twice'), undefined);
      assert.deepEqual((await automationActs(store, { service: 'twice' })).map((one) => `${one.act} ${one.by} ${one.askedBy ?? ''}`.trim()),
        ['started nils aino', 'start-asked aino', 'stopped aino', 'start-asked eva', 'stopped eva']);
      assert.ok(!(await stoppedAutomations(store)).some((one) => one.service === 'twice'));
      await assert.rejects(store.query(`delete from automation_act where service = 'twice'`), (error: unknown) => error instanceof StoreError && error.code === 'append-only');
    });

    test('a race: what is decided when the switch is back is all that is ever decided', async () => {
      for (let round = 0; round < 5; round += 1) {
        const service = `race-${round}`;
        const cases = await Promise.all(Array.from({ length: 24 }, () => opened(service)));
        const before = cases.slice(0, 4 * round).map((one) => decide(one, service));
        const stop = act(service, 'stopped', 'eva').then(() => made(service));
        const after = cases.slice(4 * round).map((one) => decide(one, service));
        const results = await Promise.allSettled([...before, ...after]);
        assert.equal(await made(service), await stop, `round ${round}`);
        for (const one of results) assert.ok(one.status === 'fulfilled' || refusedAsStopped(one.reason));
        assert.equal(results.filter((one) => one.status === 'fulfilled').length, await made(service));
      }
    });

    test('cases that a stop left behind are tried again: each once, none in an officer’s hands, spread over time', async () => {
      const service = 'again';
      const left = await Promise.all([{}, {}, { assignedTo: 'sara' }, { stopped: { at, code: 'condition', conditions: ['age'] } }].map(async (differs) => {
        const { caseId, personId } = await opened(service);
        await store.commit({
          cases: [caseFile(caseId, { service, version: 1, phase: 'lodged', lodgedAt: at, parties: [{ personId, role: 'applicant' }], stopped: { at, code: 'automation-stopped', conditions: [] }, ...differs })],
          events: [event(next(), caseId, { type: 'AutomationStopped', data: { code: 'automation-stopped', conditions: [] } })],
        });
        return caseId;
      }));
      await readOutcomes(store, at, 'UTC');
      const count = async (): Promise<number[]> => (await robotWork(store, at, at)).filter((one) => one.service === service).flatMap((one) => [one.keptBack, one.free, one.coming]);
      assert.deepEqual(await count(), [3, 2, 0]);
      const given = { service, step: 'decision', by: 'eva', at, why: 'the stop is over' } as const;
      assert.deepEqual([await tryKeptBack(store, given), await tryKeptBack(store, given)], [2, 0]);
      assert.deepEqual(await count(), [3, 0, 2]);
      const errands = await store.query<{ caseId: string; later: number }>(`select case_id as "caseId", extract(epoch from due_at - $1::timestamptz)::float8 as later from outbox where topic = 'try-again' order by due_at`, [at]);
      assert.deepEqual(errands, left.slice(0, 2).sort().map((caseId, index) => ({ caseId, later: (index + 1) / 20 })));
      assert.deepEqual(await automationRetries(store), [{ ...given, cases: 2 }]);
    });

    test('officers’ decisions are drawn at the rate the unit has set, the robot’s at no lower than it has set', async () => {
      const rate = (way: string, value: number): Promise<void> => setUnitSetting(store, { unit: 'unit-a', name: `sample_rate/drawn/${way}`, value, setBy: 'eva', setAt: at, why: 'a test' });
      const drawn = async (): Promise<number> => (await sampledDecisions(store, { limit: 1000 })).length;
      const [one, two, three] = [await opened('drawn'), await opened('drawn'), await opened('drawn')];
      const before = await drawn();
      await decide(one, 'drawn', false);
      assert.equal(await drawn(), before, 'no rate, no draw');
      await rate('officer', 1);
      await decide(two, 'drawn', false);
      assert.equal(await drawn(), before + 1);
      await rate('officer', 0);
      await rate('robot', 1);
      await decide(three, 'drawn', true);
      assert.equal(await drawn(), before + 2);
    });
  });
}
