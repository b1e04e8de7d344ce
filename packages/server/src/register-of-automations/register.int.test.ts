import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answerApproval, adam, lodged, sarah } from '../testing/newborn.ts';
import { startWorld, type World } from '../testing/world.ts';
import type { Automations } from './open-data.ts';

let world: World;
before(async () => {
  world = await startWorld();
  const id = await lodged(world, await world.visitor(sarah));
  await answerApproval(await world.visitor(adam), id, true);
});
after(() => world.close());

test('anybody reads which decisions are automatic, by what law and rules, in their language, without logging in', async () => {
  const visitor = await world.visitor();
  for (const [language, words] of [['sv', /Automatiska beslut/], ['en', /Automated decisions/], ['ar', /القرارات الآلية/], ['uk', /Автоматичні рішення/], ['pt', /Decisões automáticas/]] as const) {
    const page = await visitor.get('/open/automations', { 'accept-language': language });
    assert.equal(page.status, 200);
    assert.match(page.text, words);
    const service = await visitor.get('/open/automations/child-born-in-sweden', { 'accept-language': language });
    assert.equal(service.status, 200);
    assert.doesNotMatch(service.text, />(register|condition|reason)\.[a-z]/, 'no key without words');
  }
  const page = await visitor.get('/open/automations/child-born-in-sweden');
  assert.match(page.text, /Section 28, first paragraph, Administrative Procedure Act/);
  assert.match(page.text, /not read in the statute/, 'what was not read is said to be so');
  assert.match(page.text, /fewer than five/, 'one decision is told of nobody');
  assert.equal((await visitor.get('/open/automations/nothing')).status, 404);
});

test('the same as data, by its own description', async () => {
  const { text, headers } = await (await world.visitor()).get('/open-data/automations.json');
  assert.equal(headers.get('access-control-allow-origin'), '*');
  const { automations } = JSON.parse(text) as Automations;
  const newborn = automations.find((one) => one.service === 'child-born-in-sweden')!;
  assert.deepEqual(newborn.outcomes, ['granted']);
  assert.equal(newborn.state, 'running');
  assert.equal(newborn.rulebook.hash, world.server.deps.authority.service('child-born-in-sweden')!.hash);
  assert.deepEqual([newborn.figures.automatic, newborn.figures.byPeople, newborn.checked], [null, 0, null]);
  assert.ok(newborn.rules.length > 8 && newborn.rules.every((rule) => rule.rows.length > 0 && rule.rows.every((row) => row.reason && row.law.length > 0)));
  assert.doesNotMatch(text, /Doe|Sarah|SL1042/, 'no person and no officer is named');
});
