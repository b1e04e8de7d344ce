import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadCase, type LoadedCase } from '@ankomst/store';
import { testStores } from '@ankomst/store/testing';
import { adam, answerApproval, lodged, picture, sarah } from '../testing/newborn.ts';
import { until } from '../testing/until.ts';
import type { Page, Visitor } from '../testing/visitor.ts';
import { startWorld, type World } from '../testing/world.ts';

for (const kind of testStores()) {
  describe(`the visit and the card, on ${kind.name}`, { skip: kind.skip }, () => {
    let world: World, mother: Visitor, father: Visitor, lena: Visitor, id: string;
    before(async () => {
      world = await startWorld({ store: kind, neighbours: { cardSeconds: 1 } });
      [mother, father, lena] = await Promise.all([world.visitor(sarah), world.visitor(adam), world.visitor('staff-lena-berg')]);
      id = await lodged(world, mother);
      await answerApproval(father, id, true);
    });
    after(() => world.close());
    const load = async (): Promise<LoadedCase> => (await loadCase(world.server.deps.store, id))!;
    const slotsOn = (page: Page): string[] => [...page.text.matchAll(/name="slot"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="slot"/g)].map(([, a, b]) => (a ?? b)!);
    const visit = async (): Promise<string> => (await load()).appointments.find((one) => one.status !== 'cancelled')!.id;

    test('a guardian chooses office, day and time; the choice is made in links, and posted once', async () => {
      const offices = await mother.get(`/case/${id}/visit`);
      for (const office of ['Sundbyberg', 'Gothenburg', 'Malmö', 'Uppsala']) assert.ok(offices.text.includes(office), office);
      const days = await mother.get(`/case/${id}/visit?office=uppsala`);
      const slots = slotsOn(days);
      assert.ok(slots.length > 5, String(slots.length));
      const nothing = await mother.send(days, { action: `/case/${id}/visit` });
      assert.equal(nothing.status, 422);
      const form = { action: `/case/${id}/visit`, fields: { slot: slots[0]! } };
      const [booked, again] = await Promise.all([mother.send(days, form), mother.send(days, form)]);
      for (const page of [booked, again]) assert.match(page.text, /Dragarbrunnsgatan/);
      const { appointments, file } = await load();
      assert.equal(appointments.length, 1);
      assert.equal(appointments[0]!.startsAt, slots[0]);
      assert.equal(file.waiting?.reason, 'identity-check');
    });

    test('a time that is full is refused clearly, with other times to choose from', async () => {
      const { deps } = world.server;
      const days = await mother.get(`/case/${id}/visit?office=uppsala`);
      const [, wanted] = slotsOn(days);
      const [mine] = (await load()).appointments;
      for (const desk of [1, 2]) await deps.store.commit({ appointments: [{ ...mine!, id: deps.ids.next(), startsAt: wanted!, desk }] });
      const refused = await mother.send(days, { action: `/case/${id}/visit`, fields: { slot: wanted! } });
      assert.equal(refused.status, 409);
      assert.ok(slotsOn(refused).length > 3 && !slotsOn(refused).includes(wanted!));
      for (const invented of ['2026-11-22T03:00:00.000Z', 'yesterday']) {
        assert.equal((await mother.send(days, { action: `/case/${id}/visit`, fields: { slot: invented } })).status, 409);
      }
    });

    test('the other guardian moves it to another office; the old time is free again', async () => {
      const days = await father.get(`/case/${id}/visit?office=sundbyberg`);
      await father.send(days, { action: `/case/${id}/visit`, fields: { slot: slotsOn(days)[0]! } });
      const { appointments, events } = await load();
      assert.deepEqual(appointments.filter((one) => one.status === 'booked').filter((one) => one.office === 'sundbyberg').length, 1);
      assert.ok(events.some((event) => event.type === 'VisitRebooked'));
    });

    test('cancelled and booked anew', async () => {
      await world.server.deps.store.query(`update appointment set status = 'cancelled' where office = 'uppsala'`);
      const page = await mother.get(`/case/${id}/visit`);
      await mother.send(page, { action: `/case/${id}/visit/cancel` });
      assert.equal((await load()).file.waiting?.reason, 'book-visit');
      const days = await mother.get(`/case/${id}/visit?office=sundbyberg`);
      await mother.send(days, { action: `/case/${id}/visit`, fields: { slot: slotsOn(days)[2]! } });
      assert.equal((await load()).file.waiting?.reason, 'identity-check');
    });

    test('the clerk sees who comes that day, and nothing of other days', async () => {
      const { startsAt } = (await load()).appointments.find((one) => one.status === 'booked')!;
      const day = await lena.get(`/staff/clerk?office=sundbyberg&day=${startsAt.slice(0, 10)}`);
      for (const shown of ['Mona Doe', 'Sarah Doe', 'Adam Doe']) assert.ok(day.text.includes(shown), shown);
      assert.doesNotMatch((await lena.get('/staff/clerk?office=sundbyberg&day=2020-01-07')).text, /Mona/);
    });

    test('arrived, identity, photo, order: in that order and no other', async () => {
      const { startsAt } = (await load()).appointments.find((one) => one.status === 'booked')!;
      const desk = (): Promise<Page> => lena.get(`/staff/clerk?office=sundbyberg&day=${startsAt.slice(0, 10)}`);
      const appointment = await visit();
      const step = async (name: string, fields: Record<string, string> = {}): Promise<Page> =>
        lena.send(await desk(), { action: `/staff/clerk/${appointment}/${name}`, fields });
      const photo = async (bytes: Buffer, type = 'image/jpeg'): Promise<Page> =>
        lena.send(await desk(), { action: `/staff/clerk/${appointment}/photo`, files: { photo: { name: 'mona.jpg', type, bytes } } });
      assert.equal((await step('order')).status, 409);
      const compared = await step('arrived');
      for (const shown of ['N0123456', 'Syria', '3 November 2026']) assert.ok(compared.text.includes(shown), shown);
      assert.equal((await step('arrived')).status, 409);
      assert.equal((await step('order')).status, 409);
      assert.equal((await step('identity')).status, 400);
      assert.equal((await step('identity', { result: 'differs', note: 'Other birth date in the passport' })).status, 200);
      assert.equal((await load()).file.waiting?.reason, 'identity-check');
      assert.equal((await step('order')).status, 409);
      await step('identity', { result: 'same' });
      assert.equal((await photo(Buffer.from('this is no picture'))).status, 415);
      assert.equal((await photo(await picture(600, 800))).status, 200);
      const shown = await desk();
      assert.match(shown.text, /<img class="portrait"/);
      const src = /<img class="portrait" src="([^"]+)"/.exec(shown.text)![1]!;
      assert.equal((await lena.request(src, {})).headers.get('content-type'), 'image/jpeg');
      await step('order');
      const { cardOrders, file } = await load();
      assert.equal(cardOrders.length, 1);
      assert.equal(file.waiting?.reason, 'card-made');
    });

    test('a card the producer fails is ordered again from the same photo, and the second one comes', async () => {
      const cards = world.neighbours.urls.cards;
      const orders = async (): Promise<{ orderId: string; state: string }[]> => (await fetch(`${cards}/orders`)).json() as Promise<never>;
      await until(async () => (await orders()).length === 1, 'the order at the producer');
      await fetch(`${cards}/orders/${(await orders())[0]!.orderId}/fail`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ reason: 'The chip could not be written.' }) });
      await until(async () => (await load()).cardOrders[0]?.status === 'failed', 'the failure');
      const { startsAt } = (await load()).appointments.find((one) => one.status === 'done')!;
      const day = await lena.get(`/staff/clerk?office=sundbyberg&day=${startsAt.slice(0, 10)}`);
      assert.match(day.text, /The chip could not be written/);
      await lena.send(day, { action: `/staff/clerk/${await visit()}/order` });
      await until(async () => (await load()).cardOrders.some((order) => order.status === 'produced'), 'the second card');
      assert.equal((await load()).file.waiting?.reason, 'card-handed-out');
      assert.match((await mother.get(`/case/${id}`)).text, /ready to collect/);
    });

    test('handed out: the case is closed, and nothing is left to wait for', async () => {
      const { startsAt } = (await load()).appointments.find((one) => one.status === 'done')!;
      const day = await lena.get(`/staff/clerk?office=sundbyberg&day=${startsAt.slice(0, 10)}`);
      await lena.send(day, { action: `/staff/clerk/${await visit()}/hand-out` });
      const { file } = await load();
      assert.deepEqual([file.phase, file.closedAs, file.waiting], ['closed', 'granted', null]);
    });
  });
}
