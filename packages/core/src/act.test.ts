import { test } from 'node:test';
import assert from 'node:assert/strict';
import { contentHash } from './json.ts';
import { drawnForReview } from './act.ts';

test('the draw takes its share of decisions, the same ones each time', () => {
  const hashes = Array.from({ length: 10_000 }, (_, n) => contentHash({ n }));
  const drawn = hashes.filter((hash) => drawnForReview(hash, 0.05));
  assert.ok(drawn.length > 400 && drawn.length < 600, `${drawn.length} of 10,000 at 5 %`);
  assert.deepEqual(hashes.filter((hash) => drawnForReview(hash, 0.05)), drawn);
  assert.equal(hashes.filter((hash) => drawnForReview(hash, 0)).length, 0);
  assert.equal(hashes.filter((hash) => drawnForReview(hash, 1)).length, hashes.length);
});
