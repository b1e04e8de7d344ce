import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadCase } from '@ankomst/store';
import { testStores } from '@ankomst/store/testing';
import { adam, answerApproval, fillIn, lodged, offeredCase, picture, sarah, semhar } from '../testing/newborn.ts';
import { startWorld } from '../testing/world.ts';
import type { World } from '../testing/world.ts';
import type { Visitor } from '../testing/visitor.ts';

for (const kind of testStores()) {
  describe(`Mona's film on ${kind.name}`, { skip: kind.skip }, () => {
    let world: World, mother: Visitor, father: Visitor, id: string;
    before(async () => {
      world = await startWorld({ store: kind });
      [mother, father] = await Promise.all([world.visitor(sarah), world.visitor(adam)]);
    });
    after(() => world.close());
    const load = async () => (await loadCase(world.server.deps.store, id))!;

    test('the birth brings both parents an offer with what is known, and asks only for the passport', async () => {
      await world.birth('mona');
      id = await offeredCase(mother);
      assert.equal(await offeredCase(father), id);
      const offer = await mother.get(`/case/${id}/offer`);
      for (const known of ['Mona', 'Akademiska sjukhuset, Uppsala', 'Storgatan 12', 'Sarah Doe', 'Adam Doe']) assert.ok(offer.text.includes(known), known);
      assert.doesNotMatch(offer.text, /name="person\.(name|birth-date|address)/, 'asks for what is on file');
    });

    test('a page left half-way keeps what was typed, in another language too', async () => {
      const form = await mother.get(`/case/${id}/form/passport`);
      const swedish = await mother.send(form, { action: `/case/${id}/form/passport`, fields: { 'person.passport-exists': 'true', language: 'sv' } });
      assert.match(swedish.text, /<html lang="sv"/);
      assert.match(swedish.text, /value="true"[^>]* checked/);
      await mother.send(swedish, { action: '/language', fields: { language: 'en' } });
    });

    test('what is missing or wrong is said at the field, and what was typed stands', async () => {
      const form = await mother.get(`/case/${id}/form/passport-details`);
      const again = await mother.send(form, { action: `/case/${id}/form/passport-details`, fields: { 'person.passport-number': 'AB 12', 'person.passport-valid-to.day': '31', 'person.passport-valid-to.month': '2', 'person.passport-valid-to.year': '2031', do: 'continue' } });
      assert.equal(again.status, 422);
      assert.match(again.text, /<title>Error:/);
      assert.match(again.text, /value="AB 12"/);
      assert.match(again.text, /href="#f-person-passport-valid-to/);
    });

    test('sent once, whatever is pressed twice', async () => {
      const check = await fillIn(mother, id);
      const [first, second] = await Promise.all([mother.send(check, { action: `/case/${id}/check` }), mother.send(check, { action: `/case/${id}/check` })]);
      assert.match(first.url, /\/sent$/);
      assert.match(second.url, /\/sent$/);
      const { file, events } = await load();
      assert.equal(file.phase, 'lodged');
      assert.equal(events.filter((event) => event.type === 'ApplicationLodged').length, 1);
      assert.equal(file.waiting?.reason, 'approve');
    });

    test('the other guardian approves on the own phone and the permit is granted in the same act', async () => {
      const granted = await answerApproval(father, id, true);
      assert.match(granted.text, /has a residence permit until/);
      const { file, events, decisions, permits } = await load();
      assert.equal(file.phase, 'decided');
      assert.deepEqual([decisions.length, permits.length], [1, 1]);
      assert.ok(decisions[0]!.automatic);
      const at = (type: string): string | undefined => events.find((event) => event.type === type)?.at;
      assert.equal(events.findLast((event) => event.type === 'ApprovalGiven')?.at, at('DecisionMade'));
      const decision = await mother.get(`/case/${id}/decision`);
      assert.match(decision.text, /Aliens Act/);
    });

    test('no page shows a text by its key, in any language', async () => {
      for (const language of ['sv', 'en', 'ar', 'uk', 'pt']) {
        await mother.send(await mother.get('/my'), { action: '/language', fields: { language } });
        for (const path of ['/', '/services/child-born-in-sweden', '/help', '/my', '/me', '/me/contact', `/case/${id}`, `/case/${id}/decision`, `/case/${id}/sent`, `/case/${id}/messages`]) {
          const page = await mother.get(path);
          assert.equal(page.status, 200, `${path} ${page.text.slice(0, 300)}`);
          const words = page.text.replace(/<[^>]*>/g, ' ');
          const keys = words.match(/\b(ui|fact|event|waiting|requirement|service|offer|form|reason|deadline|permit|letter|role|partner|unit|law|step)\.[a-z][\w.-]+/g);
          assert.deepEqual(keys, null, `${path} in ${language}`);
        }
      }
      await mother.send(await mother.get('/my'), { action: '/language', fields: { language: 'en' } });
    });
  });
}

describe('two guardians, two people', () => {
  let world: World, mother: Visitor, father: Visitor, stranger: Visitor, id: string;
  before(async () => {
    world = await startWorld();
    [mother, father, stranger] = await Promise.all([world.visitor(sarah), world.visitor(adam), world.visitor(semhar)]);
    id = await lodged(world, mother);
  });
  after(() => world.close());

  test('a case that is another’s and one that does not exist look the same', async () => {
    const not = await stranger.get(`/case/${id}`);
    const none = await stranger.get('/case/01900000-0000-7000-8000-000000000000');
    assert.deepEqual([not.status, none.status], [404, 404]);
    const plain = (text: string): string => text.replace(/[\w-]{30,}|tox\w+|\/case\/[\w-]+/g, '');
    assert.equal(plain(not.text), plain(none.text));
    for (const path of ['offer', 'tasks', 'check', 'sent', 'approval', 'decision', 'messages', 'withdraw', 'live', 'letters/x', 'files/x', 'requests/x', 'form/passport']) {
      assert.equal((await stranger.get(`/case/${id}/${path}`)).status, 404, path);
    }
  });

  test('messages are between one guardian and the authority', async () => {
    const page = await mother.get(`/case/${id}/messages`);
    await mother.send(page, { action: `/case/${id}/messages`, fields: { text: 'Between you and me <b>only</b>', do: 'continue' } });
    const sent = await mother.send(page, { action: `/case/${id}/messages`, fields: { text: 'Between you and me <b>only</b>', do: 'continue' } });
    assert.equal(sent.text.match(/Between you and me &lt;b&gt;only/g)?.length, 1, 'the same form twice is one message');
    const other = await mother.send(page, { action: `/case/${id}/messages`, fields: { text: 'Gone back, and written something else', do: 'continue' } });
    assert.match(other.text, /written something else/, 'other words in the same form were lost');
    const others = await father.get(`/case/${id}/messages`);
    assert.doesNotMatch(others.text, /Between you and me/);
    assert.doesNotMatch((await father.get(`/case/${id}`)).text, /A message came in/);
  });

  test('contact details are the person’s own, and belong to no case', async () => {
    const contact = await mother.get('/me/contact');
    const saved = await mother.send(contact, { action: '/me/contact', fields: { phone: '+46 70-123 45 67', email: 'sarah@example.org', letters: 'ar' } });
    assert.match(saved.text, /value="\+46701234567"/);
    for (const path of ['/my', '/me', `/case/${id}`]) assert.doesNotMatch((await father.get(path)).text, /701234567|sarah@example/);
    const wrong = await mother.send(contact, { action: '/me/contact', fields: { phone: 'seven', email: 'sarah@example.org', letters: 'en' } });
    assert.equal(wrong.status, 422);
  });

  test('a form one guardian left open on a shared phone does not act as the other', async () => {
    const page = await mother.get(`/case/${id}/messages`);
    const answer = await father.send(page, { action: `/case/${id}/messages`, fields: { text: 'as somebody else', do: 'continue' } });
    assert.equal(answer.status, 403);
  });

  test('guardians who disagree: an officer takes the case, and the reason is not told to the other', async () => {
    const answer = await answerApproval(father, id, false, 'We are about to move');
    assert.equal(answer.status, 200);
    const { file, decisions } = (await loadCase(world.server.deps.store, id))!;
    assert.equal(decisions.length, 0);
    assert.equal(file.waiting?.reason, 'decision');
    assert.equal(file.waiting?.holder.kind, 'unit');
    for (const path of ['', '/approval', '/sent', '/messages']) assert.doesNotMatch((await mother.get(`/case/${id}${path}`)).text, /about to move/);
  });

  test('every look is logged for the person, before it is shown', async () => {
    const rows = await world.server.deps.store.query<{ n: number }>('select count(*)::int as n from access_log where case_id = $1 and not granted', [id]);
    assert.ok(rows[0]!.n >= 10, 'the stranger’s tries are not in the log');
  });

  test('withdrawn is closed, with nothing decided', async () => {
    const page = await mother.get(`/case/${id}/withdraw`);
    const closed = await mother.send(page, { action: `/case/${id}/withdraw`, fields: { confirm: 'yes' } });
    assert.equal(closed.status, 200);
    const { file, decisions } = (await loadCase(world.server.deps.store, id))!;
    assert.deepEqual([file.phase, file.closedAs, decisions.length], ['closed', 'withdrawn', 0]);
  });

  test('a file is shown to those it concerns, remade, and never to others', async () => {
    const { documents } = (await loadCase(world.server.deps.store, id))!;
    const seen = await mother.request(`/case/${id}/files/${documents[0]!.id}`, {});
    assert.equal(seen.headers.get('content-type'), 'image/jpeg');
    assert.match(seen.headers.get('content-security-policy')!, /sandbox/);
    assert.equal(seen.headers.get('x-content-type-options'), 'nosniff');
    assert.equal((await father.request(`/case/${id}/files/${documents[0]!.id}`, {})).status, 200, 'the other guardian may see the child’s passport');
    assert.equal((await stranger.get(`/case/${id}/files/${documents[0]!.id}`)).status, 404);
    assert.ok((await picture()).length > 0);
  });
});
