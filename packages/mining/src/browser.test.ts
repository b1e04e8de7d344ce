import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

test('what index.ts exports runs in a browser: nothing it reaches imports from node', () => {
  const seen = new Set<string>();
  const visit = (url: URL): void => {
    if (seen.has(url.href)) return;
    seen.add(url.href);
    for (const [, from] of readFileSync(url, 'utf8').matchAll(/^(?:import|export)\b(?! type\b).*\bfrom '([^']+)'/gm)) {
      assert.ok(from!.startsWith('.'), `${url.pathname.split('/src/')[1]} imports ${from}`);
      visit(new URL(from!, url));
    }
  };
  visit(new URL('index.ts', import.meta.url));
  assert.ok(seen.size > 30);
});
