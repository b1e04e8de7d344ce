import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { backPath } from './back-path.ts';

test('goes back to a page of ours with its query', () => {
  assert.equal(backPath('/case/1/form/passport?change=1', '/my'), '/case/1/form/passport?change=1');
  assert.equal(backPath('/case/1/form/passport#f-number', '/my'), '/case/1/form/passport#f-number');
});

test('never leads to another site or into the login again', () => {
  for (const bad of ['//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil.example', '/login?back=/my', '/staff/login', '/logout', '', undefined, ['/my'], 'my']) {
    assert.equal(backPath(bad, '/my'), '/my', JSON.stringify(bad));
  }
});

test('whatever is asked for, the browser stays here', () => {
  fc.assert(fc.property(fc.oneof(fc.webUrl(), fc.string().map((text) => `/${text}`)), (asked) => {
    const url = new URL(backPath(asked, '/my'), 'https://ankomst.example');
    return url.origin === 'https://ankomst.example';
  }));
});
