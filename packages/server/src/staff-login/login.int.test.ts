import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createVisitor } from '../testing/visitor.ts';
import { logIn, startWorld } from '../testing/world.ts';
import type { World } from '../testing/world.ts';

describe('staff log in', () => {
  let world: World;
  before(async () => { world = await startWorld(); });
  after(() => world.close());

  test('with a key from the cabinet, and come to the page they asked for', async () => {
    const visitor = createVisitor(world.server.url);
    const page = await logIn(visitor, 'staff-sara-lind', '/staff/cases');
    assert.match(page.url, /\/staff\/cases$/, page.text);
    assert.match(page.text, /Sara Lind/);
  });
});
