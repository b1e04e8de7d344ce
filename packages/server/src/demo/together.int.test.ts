import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newsFor } from '../together/news.ts';
import { leftByRobot } from '../testing/left-by-robot.ts';
import { startWorld, type World } from '../testing/world.ts';
import { demoTogether } from './together.ts';

let world: World;
before(async () => { world = await startWorld(); });
after(() => world?.close());

test('somebody who opens the desk for the first time finds that a colleague has mentioned them; once', async () => {
  await leftByRobot(world);
  const { deps } = world.server;
  for (let start = 0; start < 2; start++) await demoTogether(deps);
  const { items } = await newsFor(deps, { kind: 'staff', staffId: 'SL1042', unit: 'child-family', roles: ['officer'] });
  assert.deepEqual(items.map((one) => [one.kind, one.by.name]), [['mention', 'Omar Haddad']]);
});
