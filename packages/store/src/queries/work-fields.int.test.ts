import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Store } from '../index.ts';
import { clearWorkFields, saveWorkField, workFieldsOf } from '../index.ts';
import { testIds, testStores } from '../testing.ts';
import { at, caseFile, opening } from '../testing/fixtures.ts';

for (const { name, skip, open } of testStores()) {
  describe(`what is being written in a case, on ${name}`, { skip }, () => {
    let store: Store;
    before(async () => {
      store = await open();
      const ids = testIds('work');
      await store.commit(opening('c1', 'p1', ids));
      await store.commit(opening('c2', 'p2', ids));
    });
    after(() => store?.close());
    const write = (staffId: string, value: string, version: number, owner = '') => saveWorkField(store, 'c1', { field: 'text', owner, value, version, staffId, updatedAt: at });

    test('each saving names the version it was made over; a colleague’s is not overwritten but comes back', async () => {
      assert.deepEqual(await write('sara', 'a', 0).then(({ saved, now }) => [saved, now.version]), [true, 1]);
      assert.deepEqual(await write('sara', 'ab', 1).then(({ saved, now }) => [saved, now.version]), [true, 2]);
      const late = await write('omar', 'x', 1);
      assert.deepEqual([late.saved, late.now.value, late.now.staffId, late.now.version], [false, 'ab', 'sara', 2]);
      assert.equal((await write('omar', 'ab', 1)).saved, true, 'the same words are no conflict');
    });

    test('of fifty who write over the same version one is saved', async () => {
      await write('sara', 'start', 3);
      const all = await Promise.all(Array.from({ length: 50 }, (_, index) => write(`s${index}`, `text ${index}`, 4)));
      assert.equal(all.filter(({ saved }) => saved).length, 1);
    });

    test('one’s own is one’s own; cleared, the next begins anew whatever version is named', async () => {
      await write('sara', 'mine', 0, 'sara');
      assert.deepEqual((await workFieldsOf(store, 'c1', 'omar')).map((one) => one.owner), ['']);
      assert.deepEqual((await workFieldsOf(store, 'c1', 'sara')).map((one) => one.owner), ['', 'sara']);
      await clearWorkFields(store, 'c1', ['text'], 'sara');
      assert.deepEqual(await workFieldsOf(store, 'c1', 'sara'), []);
      assert.deepEqual(await write('sara', 'again', 7).then(({ saved, now }) => [saved, now.version]), [true, 1]);
    });

    test('goes when the case has closed', async () => {
      await saveWorkField(store, 'c2', { field: 'text', owner: '', value: 'left behind', version: 0, staffId: 'sara', updatedAt: at });
      await store.commit({ cases: [{ ...caseFile('c2'), phase: 'closed', closedAt: at, closedAs: 'withdrawn', waiting: null, version: 1 }] });
      assert.deepEqual(await workFieldsOf(store, 'c2', 'sara'), []);
      assert.equal((await workFieldsOf(store, 'c1', 'sara')).length, 1);
    });
  });
}
