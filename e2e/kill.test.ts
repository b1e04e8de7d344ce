// Twelve families, and a server that is killed again and again: on the embedded database, and on a server where there is one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDatabase, killAtRandom } from './kill.ts';

const plan = { families: 12, acts: [6, 14] as [number, number], hands: 4, seed: 20261103 };

test('kill -9 at random moments, embedded database: nothing acknowledged is lost, nothing doubled, chains verify', { timeout: 800_000 }, async () => {
  const report = await killAtRandom(plan);
  assert.ok(report.kills >= 4, JSON.stringify(report));
});

test('the same on a PostgreSQL server', { timeout: 800_000, skip: process.env['TEST_DATABASE_URL'] ? false : 'no PostgreSQL server here' }, async () => {
  const report = await killAtRandom({ ...plan, databaseUrl: await emptyDatabase() });
  assert.ok(report.kills >= 4, JSON.stringify(report));
});
