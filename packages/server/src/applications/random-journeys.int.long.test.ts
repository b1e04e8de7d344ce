import { describe, test } from 'node:test';
import { testStores } from '@ankomst/store/testing';
import { journeys, worldFrom } from '../testing/journeys/random-journeys.ts';

for (const store of testStores()) {
  describe(`many random journeys through the service, on ${store.name}`, { skip: store.skip }, () => {
    // each world anew: years pass in a few dozen journeys
    for (let world = 0; world < 6; world += 1) {
      test(`world ${world + 1}`, { timeout: 600_000 }, async () => {
        const here = await worldFrom(store);
        try {
          await journeys(here, { seed: Math.floor(Math.random() * 2 ** 31), runs: 12, steps: 80 });
        } finally {
          await here.close();
        }
      });
    }
  });
}
