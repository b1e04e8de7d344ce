// Five hundred applications against a server that is killed again and again, on both databases (`npm run test:long`).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDatabase, killAtRandom } from './kill.ts';

const plan = { families: 500, acts: [40, 160] as [number, number], hands: 6, seed: 500 };

test('500 applications, kill -9 at random moments, embedded database', { timeout: 2_400_000 }, async () => {
  const report = await killAtRandom(plan);
  console.error(JSON.stringify(report));
  assert.ok(report.granted === 500 && report.kills >= 10, JSON.stringify(report));
});

test('the same on a PostgreSQL server', { timeout: 2_400_000, skip: process.env['TEST_DATABASE_URL'] ? false : 'no PostgreSQL server here' }, async () => {
  const report = await killAtRandom({ ...plan, databaseUrl: await emptyDatabase() });
  console.error(JSON.stringify(report));
  assert.ok(report.granted === 500 && report.kills >= 10, JSON.stringify(report));
});
