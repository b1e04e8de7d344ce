import { test } from 'node:test';
import assert from 'node:assert/strict';
import { StoreError } from './index.ts';
import { migrate, migrations } from './migrate.ts';
import { testStores } from './testing.ts';

for (const { name, skip, open } of testStores()) {
  test(`migrations on ${name}: applied once, and a changed one is refused`, { skip }, async () => {
    const store = await open();
    try {
      assert.deepEqual(await migrate(store.driver, store.clock.now()), []);
      const applied = await store.query<{ name: string }>('select name from migration order by name');
      assert.deepEqual(applied.map((row) => row.name), (await migrations()).map((file) => file.name));
      await store.query(`update migration set checksum = 'other' where name like '0001%'`);
      await assert.rejects(migrate(store.driver, store.clock.now()), (error: unknown) => error instanceof StoreError && error.code === 'migration-changed');
    } finally {
      await store.close();
    }
  });
}
