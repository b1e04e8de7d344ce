import { test } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { formToken, readFormToken } from './form-token.ts';

const secret = randomBytes(32);
const now = '2026-11-22T10:00:00.000Z';

test('a form token names for whom and when the page was made', () => {
  const token = formToken('person/018f-1', secret, now);
  assert.deepEqual(readFormToken(token, secret), { subject: 'person/018f-1', madeAt: Date.parse(now) });
});

test('an altered, foreign or missing token is none', () => {
  const token = formToken('person/a', secret, now);
  assert.equal(readFormToken(token.replace('person/a', 'person/b'), secret), null);
  assert.equal(readFormToken(token, randomBytes(32)), null);
  for (const bad of [undefined, null, '', '.', '..', 7, ['x'], token.slice(0, -1), `${token}x`]) assert.equal(readFormToken(bad, secret), null);
  fc.assert(fc.property(fc.string(), (text) => readFormToken(text, secret) === null));
});
