import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadCase, outboxOfCase, stuckOutbox, type LoadedCase } from '@ankomst/store';
import { testStores } from '@ankomst/store/testing';
import { demoSecrets } from '@ankomst/neighbours';
import { adam, answerApproval, lodged, sarah } from '../testing/newborn.ts';
import type { Visitor } from '../testing/visitor.ts';
import { startWorld, type World } from '../testing/world.ts';
import { until } from '../testing/until.ts';

interface Caught { channel: string; to: string; text: string; address?: string[]; pdf?: string; at: string }

for (const kind of testStores()) {
  describe(`what goes out after a decision, on ${kind.name}`, { skip: kind.skip }, () => {
    let world: World, mother: Visitor, father: Visitor, id: string;
    before(async () => {
      world = await startWorld({ store: kind });
      [mother, father] = await Promise.all([world.visitor(sarah), world.visitor(adam)]);
    });
    after(() => world.close());
    const load = async (): Promise<LoadedCase> => (await loadCase(world.server.deps.store, id))!;
    const caught = async (query = ''): Promise<Caught[]> => (await fetch(`${world.neighbours.urls.catcher}/messages?${query}`)).json() as Promise<Caught[]>;

    test('the second yes gives decision, letters in each one’s language, and a ping', async () => {
      await mother.send(await mother.get('/me/contact'), { action: '/me/contact', fields: { phone: '+46701234567', email: 'sarah@example.org', letters: 'ar' } });
      await father.send(await father.get('/me/contact'), { action: '/me/contact', fields: { phone: '+46707654321', email: '', letters: 'sv' } });
      id = await lodged(world, mother);
      await until(async () => (await caught('channel=sms&to=7654321')).length > 0, 'the question to the other guardian');
      await answerApproval(father, id, true);
      await until(async () => (await load()).letters.length === 2, 'two letters');
      await until(async () => (await caught('channel=sms&to=1234567')).length > 0, 'the ping');
      const { letters, decisions, events } = await load();
      const byReader = new Map(letters.map((letter) => [letter.language, letter]));
      assert.deepEqual([...byReader.keys()].sort(), ['ar', 'sv']);
      for (const letter of letters) {
        assert.equal(letter.decisionId, decisions[0]!.id);
        assert.match(letter.html, /Mona/);
        assert.ok(await world.server.deps.documents.has(letter.pdfSha256));
      }
      assert.match(byReader.get('ar')!.html, /dir="rtl"/);
      assert.match(byReader.get('sv')!.html, /2005:716|utlänningslagen/i);
      assert.equal(events.filter((event) => event.type === 'LetterIssued').length, 2);
    });

    test('no ping says what it is about', async () => {
      await until(async () => (await caught('channel=email')).length > 0, 'the mail');
      for (const { text } of await caught()) assert.doesNotMatch(text, /Mona|permit|tillstånd|تصريح|Doe/i);
    });

    test('the population register gets the permit, once, signed, with its fields and no more', async () => {
      const notices = async (): Promise<{ number: string; permit: Record<string, string> }[]> =>
        (await fetch(`${world.neighbours.urls.register}/notices/permits`, { headers: { authorization: `Bearer ${demoSecrets.keys.register}` } })).json() as Promise<never>;
      await until(async () => (await notices()).length === 1, 'the notice');
      const [notice] = await notices();
      const { permits, decisions } = await load();
      assert.deepEqual(Object.keys(notice!.permit).sort(), ['decision', 'kind', 'validFrom', 'validTo']);
      assert.equal(notice!.permit['validTo'], permits[0]!.validTo);
      assert.equal(notice!.permit['decision'], decisions[0]!.id);
      await until(async () => (await load()).events.some((event) => event.type === 'NoticeSent' && event.data['partner'] === 'population-register'), 'the event');
    });

    test('everything done is done once; a letter goes out on paper on the third day, if it is unread', async () => {
      await until(async () => (await outboxOfCase(world.server.deps.store, id)).filter((item) => item.topic !== 'paper').every((item) => item.state === 'done'), 'an empty outbox');
      const paper = (await outboxOfCase(world.server.deps.store, id)).filter((item) => item.topic === 'paper' && item.state === 'due');
      assert.equal(paper.length, 2);
      assert.ok(paper.every((item) => Date.parse(item.dueAt) - Date.parse(item.createdAt) > 2.9 * 86_400_000));
      assert.deepEqual(await stuckOutbox(world.server.deps.store), []);
      assert.equal((await caught('channel=letter')).length, 0);

      const { letters } = await load();
      const hers = letters.find((letter) => letter.language === 'ar')!;
      assert.equal((await mother.get(`/case/${id}/letters/${hers.id}`)).status, 200);
      world.clock.advance(3 * 86_400_000 + 1000);
      await until(async () => (await caught('channel=letter')).length > 0, 'the letter on paper');
      await until(async () => (await outboxOfCase(world.server.deps.store, id)).every((item) => item.state === 'done'), 'an empty outbox');
      const sent = await caught('channel=letter');
      assert.deepEqual(sent.map((letter) => letter.to), ['Adam Doe']);
      assert.ok(sent[0]!.text.includes(letters.find((letter) => letter.language === 'sv')!.pdfSha256));
    });
  });
}

describe('people whom no channel reaches', () => {
  let world: World;
  before(async () => { world = await startWorld(); });
  after(() => world.close());

  test('the offer goes to parents without a login on paper, in the binding language', async () => {
    await world.birth('mona');
    const letters = async (): Promise<Caught[]> => (await fetch(`${world.neighbours.urls.catcher}/messages?channel=letter`)).json() as Promise<Caught[]>;
    await until(async () => (await letters()).length === 2, 'two letters on paper');
    const [first] = await letters();
    assert.ok(first!.address!.includes('Storgatan 12'));
    const [row] = await world.server.deps.store.query<{ id: string }>('select id from case_file');
    const { letters: issued } = (await loadCase(world.server.deps.store, row!.id))!;
    assert.deepEqual(issued.map((letter) => [letter.letter, letter.language]), [['offer', 'sv'], ['offer', 'sv']]);
  });

  test('a neighbour that is down delays, and nothing is lost', async () => {
    const control = (down: boolean) => fetch(`${world.neighbours.urls.catcher}/control`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ down }) });
    await control(true);
    await world.birth('yasmin');
    await until(async () => {
      const rows = await world.server.deps.store.query<{ problem: string | null }>(`select problem from outbox where topic = 'paper' and state = 'due' and attempts > 0`);
      return rows.some((row) => row.problem?.includes('HTTP 503'));
    }, 'the failed attempt on record');
    await control(false);
    await until(async () => ((await (await fetch(`${world.neighbours.urls.catcher}/messages?channel=letter`)).json()) as unknown[]).length === 4, 'the letters after all', 30_000);
  });
});
