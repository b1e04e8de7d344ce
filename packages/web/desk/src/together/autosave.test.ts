import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createAutosave, type Answer, type Kept } from './autosave.ts';

/** A server that keeps one field, may be slow, lose a request or an answer, and has a colleague writing too. */
function fakeServer() {
  const state = { value: '', version: 0, by: '', heard: 0 };
  return {
    state,
    put(value: string, version: number, by: string): Answer {
      const fits = version === state.version || (state.version > 0 && state.value === value);
      if (fits) Object.assign(state, { value, version: state.version + 1, by });
      return { saved: fits, now: { value: state.value, version: state.version, by: state.by, mine: state.by === 'me', at: 'now' } };
    },
  };
}
const memory = (): { kept: Kept | null; read(): Kept | null; write(kept: Kept): void; clear(): void } =>
  ({ kept: null, read() { return this.kept; }, write(kept) { this.kept = kept; }, clear() { this.kept = null; } });

/** Lets timers of the simulated clock run, and what they begin. */
async function pass(timers: { tick(milliseconds: number): void }, milliseconds: number): Promise<void> {
  for (let gone = 0; gone < milliseconds; gone += 50) {
    timers.tick(50);
    for (let turn = 0; turn < 6; turn++) await Promise.resolve();
  }
}

test('however one types, what was typed is on the server within two seconds of its key', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 20, max: 900 }), { minLength: 1, maxLength: 40 }), async (pauses) => {
    const server = fakeServer();
    const saver = createAutosave({ save: async (value, version) => server.put(value, version, 'me'), keep: memory(), onChange: () => {} });
    saver.load(undefined);
    let typed = '';
    const keys: { at: number; text: string }[] = [];
    for (const wait of pauses) {
      typed += 'x';
      saver.type(typed);
      keys.push({ at: Date.now(), text: typed });
      await pass(context.mock.timers, wait);
      for (const key of keys) if (Date.now() - key.at >= 2_000) assert.ok(server.state.value.length >= key.text.length, `key of ${Date.now() - key.at} ms ago is not saved`);
    }
    await pass(context.mock.timers, 2_000);
    assert.equal(server.state.value, typed);
    assert.equal(saver.state().status, 'clean');
    saver.stop();
  }), { numRuns: 40 });
});

test('requests and answers that are lost: the text arrives whole, is never doubled, and is kept here meanwhile', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const step = fc.record({ wait: fc.integer({ min: 50, max: 3_000 }), fate: fc.constantFrom('arrives', 'lost', 'answer-lost') });
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
    const server = fakeServer(), keep = memory();
    let fate = 'arrives';
    const saver = createAutosave({
      save: async (value, version) => {
        if (fate === 'lost') throw new Error('offline');
        const answer = server.put(value, version, 'me');
        if (fate === 'answer-lost') throw new Error('offline');
        return answer;
      }, keep, onChange: () => {},
    });
    saver.load(undefined);
    let typed = '';
    for (const { wait, fate: next } of steps) {
      fate = next;
      saver.type(typed += 'y');
      assert.ok(keep.kept?.value === typed, 'kept in the browser from the first key');
      await pass(context.mock.timers, wait);
    }
    fate = 'arrives';
    await pass(context.mock.timers, 6_000);
    assert.equal(server.state.value, typed);
    assert.equal(saver.state().status, 'clean');
    assert.equal(keep.kept, null);
    saver.stop();
  }), { numRuns: 40 });
});

test('a colleague wrote meanwhile: both texts are shown, and what is chosen stands', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const server = fakeServer();
  const saver = createAutosave({ save: async (value, version) => server.put(value, version, 'me'), keep: memory(), onChange: () => {} });
  saver.load(undefined);
  saver.type('mine');
  server.put('theirs', 0, 'omar');
  await pass(context.mock.timers, 2_000);
  assert.deepEqual([saver.state().status, saver.state().value, saver.state().theirs?.value], ['conflict', 'mine', 'theirs']);
  saver.type('mine, more');
  await pass(context.mock.timers, 2_000);
  assert.equal(server.state.value, 'theirs', 'nothing is sent until it is settled');
  saver.settle('theirs\n\nmine, more');
  await pass(context.mock.timers, 1_000);
  assert.deepEqual([server.state.value, saver.state().status], ['theirs\n\nmine, more', 'clean']);
  saver.stop();
});

test('the browser closed before it was sent: typed text comes back and is sent; over a colleague’s newer text it is a conflict', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  for (const colleague of [false, true]) {
    const server = fakeServer(), keep = memory();
    server.put('first', 0, 'me');
    keep.kept = { value: 'first and more', version: 1 };
    if (colleague) server.put('omar’s', 1, 'omar');
    const saver = createAutosave({ save: async (value, version) => server.put(value, version, 'me'), keep, onChange: () => {} });
    assert.equal(saver.state().value, 'first and more');
    saver.load({ value: server.state.value, version: server.state.version, by: server.state.by, mine: server.state.by === 'me', at: 'now' });
    await pass(context.mock.timers, 1_000);
    assert.deepEqual([saver.state().status, server.state.value], colleague ? ['conflict', 'omar’s'] : ['clean', 'first and more']);
    saver.stop();
  }
});

test('a colleague’s new text shows where nothing has been typed here', () => {
  const saver = createAutosave({ save: async () => { throw new Error('nothing to save'); }, keep: memory(), onChange: () => {} });
  saver.load({ value: 'one', version: 1, by: 'Omar', mine: false, at: 'now' });
  saver.load({ value: 'two', version: 2, by: 'Omar', mine: false, at: 'now' });
  assert.deepEqual([saver.state().value, saver.state().status], ['two', 'clean']);
  saver.stop();
});
