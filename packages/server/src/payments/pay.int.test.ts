import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { testStores } from '@ankomst/store/testing';
import { until } from '../testing/until.ts';
import type { Page, Visitor } from '../testing/visitor.ts';
import { loaded, lodgedWork, startWork, workParties, type Parties } from '../testing/work-permit.ts';
import type { World } from '../testing/world.ts';

for (const store of testStores()) {
  describe(`paying the fee, on ${store.name}`, { skip: store.skip }, () => {
    let world: World, parties: Parties, id: string;
    before(async () => {
      world = await startWork({ store });
      parties = await workParties(world);
      id = await lodgedWork(world, parties);
    });
    after(() => world.close());
    const now = () => loaded(world, id);
    const control = (change: object): Promise<unknown> => fetch(`${world.neighbours.urls.payments}/control`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(change) });
    const press = async (who: Visitor): Promise<Page> => who.send(await who.get(`/case/${id}/pay`), { action: `/case/${id}/pay` });
    const answer = (who: Visitor, page: Page, said: 'pay' | 'refuse' | 'leave'): Promise<Page> => who.request(page.url, { method: 'POST', body: new URLSearchParams({ answer: said }) });

    test('the case waits for either of the two; each sees the fee, its ground and its law', async () => {
      assert.deepEqual([(await now()).file.waiting?.reason, (await now()).file.waiting?.holder.kind], ['pay', 'anyone']);
      for (const who of [parties.cook, parties.owner]) {
        const page = await who.get(`/case/${id}/pay`);
        assert.match(page.text, /2,200/);
        assert.match(page.text, /The fee for a work permit/);
        assert.match(page.text, /Aliens Ordinance \(2006:97\)/);
      }
      const stranger = await world.visitor('198509219823');
      assert.equal((await stranger.get(`/case/${id}/pay`)).status, 404);
    });

    test('gone to the provider and back without paying: still to pay, nothing lost, and the same attempt again', async () => {
      const there = await press(parties.cook);
      assert.ok(there.url.startsWith(world.neighbours.urls.payments), there.url);
      assert.match(there.text, new RegExp((await now()).file.number));
      const back = await answer(parties.cook, there, 'leave');
      assert.match(back.text, /We have not heard that it is paid yet/);
      assert.equal((await press(parties.cook)).url, there.url);
      assert.deepEqual((await now()).payments.map((one) => [one.status, one.amount]), [['requested', 220_000]]);
    });

    test('the card refused: said so, and one may begin anew', async () => {
      const back = await answer(parties.cook, await press(parties.cook), 'refuse');
      assert.match(back.text, /Pay now/);
      assert.equal(new URL(back.url).pathname, `/case/${id}/pay`);
      assert.deepEqual((await now()).payments.map((one) => one.status), ['failed']);
    });

    test('the provider out of reach: the page says so, and the way on is the same attempt', async () => {
      await control({ down: true });
      const told = await press(parties.owner);
      assert.match(told.text, /does not answer just now/);
      await control({ reset: true });
      const [attempt] = (await now()).payments.filter((one) => one.status === 'requested');
      assert.equal(attempt?.payer, parties.employer);
      const there = await press(parties.owner);
      assert.ok(there.url.startsWith(world.neighbours.urls.payments), there.url);
      assert.equal((await now()).payments.length, 2);
    });

    test('both pay at once, with the messages held up: who comes back is believed by asking, and the second sum goes back', async () => {
      await control({ paused: true });
      const [cooks, owners] = [await press(parties.cook), await press(parties.owner)];
      const paid = await answer(parties.cook, cooks, 'pay');
      assert.match(paid.text, /The fee is paid\. You need do nothing more/);
      assert.notEqual((await now()).file.waiting?.reason, 'pay');
      const second = await answer(parties.owner, owners, 'pay');
      assert.match(second.text, /Your money is on its way back|You have your money back/);
      await control({ paused: false });
      await until(async () => (await now()).payments.some((one) => one.status === 'refunded'), 'the second sum to be back');
      const { payments, events, facts } = await now();
      assert.deepEqual(payments.map((one) => one.status).sort(), ['failed', 'paid', 'refunded']);
      assert.equal(payments.find((one) => one.status === 'paid')!.payer, parties.applicant);
      assert.deepEqual(events.filter((event) => event.type === 'FeePaid').map((event) => event.data['goesBack'] ?? 'kept'), ['kept', 'paid-twice']);
      assert.equal(events.filter((event) => event.type === 'PaymentRefunded').length, 1);
      assert.equal(facts.filter((fact) => fact.name === 'case.fee-paid').length, 1);
    });

    test('the receipt: the payer’s own, as page and as letter', async () => {
      await until(async () => (await now()).letters.some((one) => one.letter === 'receipt'), 'the receipt');
      const { payments, letters } = await now();
      const payment = payments.find((one) => one.status === 'paid')!;
      const page = await parties.cook.get(`/case/${id}/pay/${payment.id}/receipt`);
      assert.match(page.text, new RegExp(payment.receipt!));
      assert.match(page.text, /Souza Lima/);
      const receipts = letters.filter((one) => one.letter === 'receipt');
      assert.deepEqual(receipts.map((one) => one.toPersonId), [parties.applicant]);
      assert.match(receipts[0]!.html, new RegExp(payment.receipt!));
      assert.equal((await parties.cook.get(`/case/${id}/letters/${receipts[0]!.id}.pdf`)).headers.get('content-type'), 'application/pdf');
      assert.equal((await parties.owner.get(`/case/${id}/pay/${payment.id}/receipt`)).status, 404);
      assert.match((await parties.owner.get(`/case/${id}/pay`)).text, /The fee is paid/);
    });

    test('paid already: pressing an old page leads to that it is paid', async () => {
      const count = (await now()).payments.length;
      const page = await parties.cook.get(`/case/${id}`);
      const pressed = await parties.cook.send(page, { action: `/case/${id}/pay` });
      assert.match(pressed.text, /The fee is paid/);
      assert.equal((await now()).payments.length, count);
    });
  });
}
