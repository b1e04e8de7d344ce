import { after, before, test } from 'node:test';
import { knockEverywhere, startDeniedWorld, type DeniedWorld } from '../testing/denials.ts';

let denied: DeniedWorld;
before(async () => { denied = await startDeniedWorld({ all: true }); });
after(() => denied.close());

test('every door, each role in its unit and in another, each purpose, each state of a case', { timeout: 1_800_000 }, async (t) => {
  const { doors, knocks, denied: turned } = await knockEverywhere(denied, true);
  t.diagnostic(`${doors} doors, ${knocks} knocks, ${turned} of them must be denied`);
});
