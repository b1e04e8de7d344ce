import { test } from 'node:test';
import assert from 'node:assert/strict';
import { DomainError } from '@ankomst/core';
import { StoreError } from '@ankomst/store';
import { hasText } from '@ankomst/web';
import { exchangeWords } from '../exchange/words.ts';
import { Problem, problemStatus } from '../problem.ts';
import { toldOf } from './errors.ts';

/** Said to machines only: partners' messages have no page, but words in the answer. */
const withoutPage = new Set(['bad-signature', 'unknown-partner', 'no-ground']);

test('every problem a person can meet is told in words, with what to do', () => {
  for (const code of Object.keys(problemStatus)) {
    if (withoutPage.has(code)) {
      assert.ok(exchangeWords(code)?.recover, `no words for partners for ${code}`);
      continue;
    }
    assert.ok(hasText(`error.${code}`) && hasText(`error.${code}.do`), `no page text for ${code}`);
  }
});

test('an error is told by its code and status, and nothing else of it', () => {
  assert.deepEqual(toldOf(new Problem('slot-taken')), { code: 'slot-taken', status: 409, args: {} });
  assert.deepEqual(toldOf(new DomainError('wrong-phase', { phase: 'closed' })), { code: 'wrong-phase', status: 409, args: { phase: 'closed' } });
  assert.equal(toldOf(new StoreError('version-conflict', { current: 7 })).code, 'conflict');
  assert.equal(toldOf(new StoreError('database-unreachable')).code, 'neighbour-down');
  assert.equal(toldOf(new StoreError('append-only')).code, 'internal');
  for (const error of [new Error('select * from person where number = 199001079814'), null, 'text', { statusCode: 500 }, new TypeError('x')]) {
    assert.deepEqual(toldOf(error), { code: 'internal', status: 500, args: {} });
  }
  assert.equal(toldOf(Object.assign(new Error('x'), { statusCode: 413, code: 'FST_ERR_CTP_BODY_TOO_LARGE' })).code, 'too-large');
  assert.equal(toldOf(Object.assign(new Error('x'), { statusCode: 415 })).code, 'bad-request');
});
