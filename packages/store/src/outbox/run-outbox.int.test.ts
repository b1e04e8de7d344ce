import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { HopelessErrand, backOff, outboxOfCase, resend, runOutbox, stuckOutbox } from '../index.ts';
import type { ErrandHandler, OutboxOptions, Store } from '../index.ts';
import { testClock, testIds, testStores } from '../testing.ts';
import { opening } from '../testing/fixtures.ts';

test('the wait before the next attempt doubles up to an hour, half of it drawn by lot', () => {
  assert.deepEqual([1, 2, 3, 4].map((attempt) => backOff(attempt, () => 0)), [500, 1000, 2000, 4000]);
  assert.equal(backOff(3, () => 0.5), 3000);
  assert.equal(backOff(30, () => 0.999999), 3_599_998);
});

for (const { name, skip, open } of testStores()) {
  describe(`outbox on ${name}`, { skip }, () => {
    const clock = testClock();
    const ids = testIds();
    let store: Store;
    const caseId = 'case-1';
    before(async () => {
      store = await open({ clock });
      await store.commit(opening(caseId, 'person-1', ids));
    });
    after(() => store?.close());

    /** Runs a worker while the test goes on. */
    const working = async (handlers: { [topic: string]: ErrandHandler }, options: Partial<OutboxOptions>, during: () => Promise<void>): Promise<void> => {
      const stop = new AbortController();
      const worker = runOutbox(store, handlers, { signal: stop.signal, random: () => 0, pollMs: 10, ...options });
      try {
        await during();
      } finally {
        stop.abort();
        await worker;
      }
    };
    const send = (topic: string, key: string, more: object = {}): Promise<unknown> =>
      store.commit({ outbox: [{ id: ids.next(), key, topic, caseId, payload: { to: key }, ...more }] });
    const stateOf = async (key: string) => (await outboxOfCase(store, caseId)).find((row) => row.key === key);
    const until = async (holds: () => Promise<boolean>): Promise<void> => {
      while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
    };

    test('an errand is done once, with its key and payload; a key sent twice is one errand', async () => {
      const done: unknown[] = [];
      await working({ ping: async ({ key, payload, attempt, caseId }) => { done.push({ key, payload, attempt, caseId }); } }, {}, async () => {
        await send('ping', 'k1');
        await send('ping', 'k1');
        await until(async () => (await stateOf('k1'))?.state === 'done');
        await send('ping', 'k1');
      });
      assert.deepEqual(done, [{ key: 'k1', payload: { to: 'k1' }, attempt: 1, caseId }]);
    });

    test('a failure is tried again later, with the same key; its reason can be read', async () => {
      const attempts: number[] = [];
      await working({ mail: async ({ attempt }) => {
        attempts.push(attempt);
        if (attempt < 3) throw new Error(`mail server says ${attempt}`);
      } }, {}, async () => {
        await send('mail', 'k2');
        await until(async () => (await stateOf('k2'))?.problem === 'Error: mail server says 1');
        assert.equal((await stateOf('k2'))?.state, 'due');
        clock.advance(500);
        await until(async () => (await stateOf('k2'))?.problem === 'Error: mail server says 2');
        assert.deepEqual(attempts, [1, 2]);
        clock.advance(1000);
        await until(async () => (await stateOf('k2'))?.state === 'done');
      });
      assert.deepEqual(attempts, [1, 2, 3]);
    });

    test('what fails too often is stuck and seen, and goes out when a human sends it again', async () => {
      let broken = true;
      await working({ paper: async () => { if (broken) throw new HopelessErrand('no such address'); }, sms: async () => { if (broken) throw new Error('down'); } }, { maxAttempts: 1 }, async () => {
        await send('paper', 'k3');
        await send('sms', 'k4');
        await until(async () => (await stuckOutbox(store)).length === 2);
        const stuck = await stuckOutbox(store);
        assert.deepEqual(stuck.map(({ key, problem }) => [key, problem]), [['k3', 'Error: no such address'], ['k4', 'Error: down']]);
        broken = false;
        for (const { id } of stuck) assert.equal(await resend(store, id, clock.now()), true);
        assert.equal(await resend(store, 'none', clock.now()), false);
        await until(async () => (await stateOf('k3'))?.state === 'done' && (await stateOf('k4'))?.state === 'done');
      });
    });

    test('nothing goes out before its time', async () => {
      const done: string[] = [];
      await working({ later: async ({ key }) => { done.push(key); } }, {}, async () => {
        await send('later', 'k5', { notBefore: new Date(Date.parse(clock.now()) + 60_000).toISOString() });
        await send('later', 'k6');
        await until(async () => (await stateOf('k6'))?.state === 'done');
        assert.deepEqual(done, ['k6']);
        clock.advance(60_000);
        await until(async () => (await stateOf('k5'))?.state === 'done');
      });
    });

    test('of two workers each errand falls to one, and what a dead worker held is taken up after its lease', async () => {
      const done: string[] = [];
      const handler: ErrandHandler = async ({ key }) => { done.push(key); };
      const keys = Array.from({ length: 40 }, (_, i) => `many-${i}`);
      await working({ many: handler }, {}, () => working({ many: handler }, {}, async () => {
        await Promise.all(keys.map((key) => send('many', key)));
        await until(async () => done.length >= keys.length);
      }));
      assert.deepEqual([...done].sort(), [...keys].sort());

      await send('left', 'k7');
      // As a worker leaves it that was killed in the middle.
      await store.query(`update outbox set state = 'leased', lease = 'dead', attempts = 1, due_at = $1::timestamptz + interval '60 s' where key = 'k7'`, [clock.now()]);
      const attempts: number[] = [];
      await working({ left: async ({ attempt }) => { attempts.push(attempt); } }, {}, async () => {
        await new Promise((resolve) => setTimeout(resolve, 30));
        assert.deepEqual(attempts, []);
        clock.advance(60_000);
        await until(async () => (await stateOf('k7'))?.state === 'done');
      });
      assert.deepEqual(attempts, [2]);
    });

    test('an errand that kills its worker each time is set aside', async () => {
      await send('poison', 'k8');
      await store.query(`update outbox set state = 'leased', attempts = 3 where key = 'k8'`);
      await working({ poison: async () => assert.fail('must not be tried again') }, { maxAttempts: 3 }, () => until(async () => (await stateOf('k8'))?.state === 'stuck'));
      assert.match((await stateOf('k8'))!.problem!, /3 attempts that never came back/);
    });

    test('a handler that does not answer in time has failed; stopping waits for what is under way', async () => {
      const stop = new AbortController();
      let ended = false;
      const started = new AbortController();
      const worker = runOutbox(store, {
        hang: (_, signal) => once(signal, 'abort').then(() => {}),
        slow: async () => {
          started.abort();
          await new Promise((resolve) => setTimeout(resolve, 100));
          ended = true;
        },
      }, { signal: stop.signal, random: () => 0, timeoutMs: 200, maxAttempts: 1 });
      await send('hang', 'k9');
      await until(async () => (await stateOf('k9'))?.state === 'stuck');
      assert.match((await stateOf('k9'))!.problem!, /no answer within 200 ms/);
      await send('slow', 'k10');
      if (!started.signal.aborted) await once(started.signal, 'abort');
      stop.abort();
      await worker;
      assert.equal(ended, true);
      assert.equal((await stateOf('k10'))?.state, 'done');
    });
  });
}
