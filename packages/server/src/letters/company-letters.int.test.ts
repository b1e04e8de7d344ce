import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { proposeDecision } from '@ankomst/core';
import { mandatesFrom } from '@ankomst/store';
import { testStores } from '@ankomst/store/testing';
import { actOnCase } from '../cases-staff/act-on-case.ts';
import { revokeMandate } from '../mandates/revoke-mandate.ts';
import { until } from '../testing/until.ts';
import { loaded, lodgedWork, startWork, workParties, type Parties } from '../testing/work-permit.ts';
import type { World } from '../testing/world.ts';

for (const store of testStores()) {
  describe(`letters to a company, on ${store.name}`, { skip: store.skip }, () => {
    let world: World, parties: Parties;
    before(async () => {
      world = await startWork({ store });
      parties = await workParties(world);
    });
    after(() => world.close());

    /** A case granted by an officer, its letters written. */
    async function granted(): Promise<string> {
      const id = await lodgedWork(world, parties);
      await actOnCase(world.server.deps, { kind: 'staff', id: 'SL1042' }, id, ({ state, ctx }) => proposeDecision(state, {
        outcome: 'granted', reasons: [{ condition: 'salary', reason: 'reason.salary-enough', basis: ['UtlL-6-2-1-1'], row: null }],
        permit: { kind: 'temporary', ground: 'work', validFrom: '2027-01-01', validTo: '2028-12-31' },
      }, ctx));
      await until(async () => (await loaded(world, id)).letters.length === 2, 'the letters');
      return id;
    }
    const onPaper = async (): Promise<{ to: string; address: string[] }[]> =>
      (await (await fetch(`${world.neighbours.urls.catcher}/messages?channel=letter`)).json()) as { to: string; address: string[] }[];

    test('it is its own letter, read by who holds its mandate, in that reader’s language; nothing goes on paper yet', async () => {
      const { letters } = await loaded(world, await granted());
      const theirs = letters.find((one) => one.toPersonId === parties.employer)!;
      assert.deepEqual([theirs.letter, theirs.language], ['grant-employer', 'en']);
      assert.match(theirs.html, /may work for you/);
      const page = await parties.owner.get(`/case/${theirs.caseId}/letters/${theirs.id}`);
      assert.match(page.text, /may work for you/);
      assert.ok((await loaded(world, theirs.caseId)).events.some((event) => event.type === 'LetterRead' && event.data['by'] === parties.employer && event.actor.onBehalfOf === parties.employer));
      assert.deepEqual(await onPaper(), []);
    });

    test('nobody reads for it: at once on paper, in the binding language, to the address its register has', async () => {
      const { deps } = world.server;
      for (const mandate of await mandatesFrom(deps.store, parties.employer)) await revokeMandate(deps, parties.signatory, mandate.id);
      const id = await granted();
      await until(async () => (await onPaper()).length > 0, 'the letter on paper');
      const { letters } = await loaded(world, id);
      assert.equal(letters.find((one) => one.toPersonId === parties.employer)!.language, 'sv');
      const company = (await deps.companies.company('5599900015'))!;
      const [paper] = await onPaper();
      assert.deepEqual([paper!.to, paper!.address], [company.name, [company.name, company.address.street, `${company.address.postcode} ${company.address.city}`]]);
    });
  });
}
