import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startWorld, type World } from '../testing/world.ts';

let world: World;
before(async () => { world = await startWorld(); });
after(() => world.close());

test('with the page of the desk come its words, in the language of whoever asks, and never another', async () => {
  const visitor = await world.visitor();
  for (const [asked, words] of [['sv', 'sv'], ['en', 'en'], ['uk', 'sv']] as const) {
    for (const path of ['/desk', '/desk/today', '/desk/cases/none']) {
      const { status, headers } = await visitor.get(path, { 'accept-language': asked });
      assert.equal(status, 200);
      const [, file] = /^<(\/desk\/assets\/[\w-]+\.js)>; rel=modulepreload; crossorigin$/.exec(headers.get('link') ?? '') ?? [];
      assert.match(file ?? '', new RegExp(`/${words}-`));
      assert.equal((await visitor.get(file!)).status, 200);
    }
  }
  assert.equal((await visitor.get('/desk/sw.js')).headers.get('link'), null);
});
