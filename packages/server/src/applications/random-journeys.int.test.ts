import { after, before, describe, test } from 'node:test';
import { testStores } from '@ankomst/store/testing';
import { journeys, shortJourneys, worldFrom } from '../testing/journeys/random-journeys.ts';
import type { World } from '../testing/world.ts';

for (const store of testStores()) {
  describe(`random journeys through the service, on ${store.name}`, { skip: store.skip }, () => {
    let world: World;
    before(async () => { world = await worldFrom(store); });
    after(() => world.close());

    test('one waiting reason, no double decision or payment, nothing lost, nobody in without a part or a mandate', { timeout: 300_000 }, async () => {
      await shortJourneys(world);
      await journeys(world, { seed: 20261123, runs: 4, steps: 40 });
      // others each time: the seed of a failure is in its message
      await journeys(world, { seed: Math.floor(Math.random() * 2 ** 31), runs: 2, steps: 40 });
    });
  });
}
