import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadCase, type LoadedCase } from '@ankomst/store';
import { openCase } from '../access/open-case.ts';
import { returnDecision } from '../cases-staff/return-decision.ts';
import { answerApproval, fillIn, offeredCase } from '../testing/newborn.ts';
import { until } from '../testing/until.ts';
import type { Page, Visitor } from '../testing/visitor.ts';
import { startWorld, type World } from '../testing/world.ts';

const samisMother = '199508259802', samisFather = '198901019813';

describe('officers and a case the robot left to them: Sami, whose parents’ permits have ended', () => {
  let world: World, mother: Visitor, father: Visitor, sara: Visitor, omar: Visitor, lena: Visitor, ivan: Visitor, id: string;
  before(async () => {
    world = await startWorld();
    [mother, father, sara, omar, lena, ivan] = await Promise.all(
      [samisMother, samisFather, 'staff-sara-lind', 'staff-omar-haddad', 'staff-lena-berg', 'staff-ivan-novak'].map((who) => world.visitor(who))) as [Visitor, Visitor, Visitor, Visitor, Visitor, Visitor];
    await world.birth('sami');
    id = await offeredCase(mother);
    await mother.send(await fillIn(mother, id, { country: 'LB' }), { action: `/case/${id}/check` });
    await answerApproval(father, id, true);
  });
  after(() => world.close());
  const load = async (): Promise<LoadedCase> => (await loadCase(world.server.deps.store, id))!;
  const desk = (who: Visitor): Promise<Page> => who.get(`/staff/cases/${id}`);
  const act = async (who: Visitor, name: string, fields: Record<string, string | string[]> = {}): Promise<Page> =>
    who.send(await desk(who), { action: `/staff/cases/${id}/${name}`, fields });

  test('nothing was refused by the robot: the case waits for an officer, with the unmet condition and its law', async () => {
    const { file, decisions } = await load();
    assert.equal(decisions.length, 0);
    assert.equal(file.waiting?.reason, 'decision');
    const list = await sara.get('/staff/cases?waiting=decision');
    assert.ok(list.text.includes(file.number));
    assert.match(list.text, /Sami Saleh/);
    const page = await desk(sara);
    assert.match(page.text, /residence permit has ended/);
    assert.match(page.text, /Utlänningslagen|Aliens Act/i);
    assert.doesNotMatch(page.text.replace(/<[^>]*>/g, ' '), /\b(fact|reason|condition|waiting|event|requirement|role|partner|letter|permit)\.[a-z][\w.-]+/);
  });

  test('an officer takes the case; what is on file cannot be asked for', async () => {
    await act(sara, 'assign', { to: 'me' });
    assert.equal((await load()).file.assignedTo, 'SL1042');
    const { parties } = (await load()).file;
    const child = parties.find((party) => party.role === 'applicant')!.personId;
    const refused = await act(sara, 'request', { person: parties.find((party) => party.role === 'guardian')!.personId, fact: `person.passport-number@${child}`, text: '' });
    assert.equal(refused.status, 400);
    assert.equal((await load()).file.openRequests.length, 0);
  });

  test('a message reaches the one it is for', async () => {
    const guardian = (await load()).file.parties.find((party) => party.role === 'guardian')!.personId;
    const page = await act(sara, 'message', { person: guardian, text: 'Have you applied for a new permit?' });
    assert.match(page.text, /Have you applied for a new permit\?/);
    const seen = await Promise.all([mother, father].map(async (who) => /Have you applied/.test((await who.get(`/case/${id}/messages`)).text)));
    assert.equal(seen.filter(Boolean).length, 1);
  });

  test('a refusal without an unmet condition is not accepted, and what was typed stands', async () => {
    for (const reason of [[], ['birthplace']]) {
      const again = await act(sara, 'propose', { outcome: 'refused', reason, note: 'Own words', do: 'propose' });
      assert.equal(again.status, 422);
      assert.match(again.text, /Own words/);
    }
    const nothing = await act(sara, 'propose', { note: '', do: 'propose' });
    assert.equal(nothing.status, 422);
    assert.equal((await load()).file.proposal, undefined);
  });

  test('a grant by hand needs terms that hold', async () => {
    const again = await act(sara, 'propose', { outcome: 'granted', kind: 'temporary', ground: 'family', validFrom: '2026-12-01', validTo: '2026-02-30', do: 'propose' });
    assert.equal(again.status, 422);
    assert.match(again.text, /2026-02-30/);
    assert.equal((await load()).decisions.length, 0);
  });

  test('the letter can be read before, by the renderer that will print it; nothing is kept', async () => {
    const preview = await act(sara, 'propose', { outcome: 'refused', reason: 'sponsor', note: 'The permits ended in August.', do: 'preview' });
    assert.equal(preview.status, 200);
    assert.match(preview.text, /The permits ended in August\./);
    const { file, letters, events } = await load();
    assert.equal(file.proposal, undefined);
    assert.equal(letters.filter((letter) => letter.letter === 'refuse').length, 0);
    assert.ok(!events.some((event) => event.type === 'DecisionProposed'));
  });

  test('a refusal is only proposed; the one who proposed it can neither approve it nor send it back', async () => {
    await act(omar, 'propose', { outcome: 'refused', reason: 'sponsor', note: '', do: 'propose' });
    assert.equal((await load()).file.waiting?.reason, 'second-officer');
    assert.match((await desk(omar)).text, /Someone other than the one who proposed/);
    for (const name of ['approve', 'return']) assert.equal((await act(omar, name, { text: 'x' })).status, 403, name);
    // nor can a colleague put another proposal in its place
    assert.equal((await act(sara, 'propose', { outcome: 'refused', reason: 'sponsor', note: '', do: 'propose' })).status, 409);
    assert.equal((await load()).file.proposal?.by.id, 'OH1077');
    await returnDecision(world.server.deps, { staff: { kind: 'staff', staffId: 'BS1102', unit: 'child-family', roles: ['approver'] }, caseId: id, once: '1', because: 'Sara has the case.' });
  });

  test('sent back with what is lacking, proposed anew, approved by a second officer: refused, with letters and how to appeal', async () => {
    await act(sara, 'propose', { outcome: 'refused', reason: 'sponsor', note: '', do: 'propose' });
    assert.equal((await act(sara, 'approve')).status, 403);
    await act(omar, 'return', { text: 'Say on which day the permits ended.' });
    assert.match((await desk(sara)).text, /Say on which day the permits ended/);
    await act(sara, 'propose', { outcome: 'refused', reason: 'sponsor', note: 'The permits ended in August.', do: 'propose' });
    assert.match((await omar.get(`/staff/cases/${id}/preview`)).text, /The permits ended in August\./);
    await act(omar, 'approve');
    const { decisions, file } = await load();
    assert.deepEqual([decisions[0]?.outcome, decisions[0]?.automatic, decisions[0]?.decidedBy.id, decisions[0]?.approvedBy?.id], ['refused', false, 'SL1042', 'OH1077']);
    assert.equal(file.closedAs, 'refused');
    await until(async () => (await load()).letters.filter((letter) => letter.letter === 'refuse').length === 2, 'two letters of refusal');
    assert.match((await mother.get(`/case/${id}/decision`)).text, /appeal/i);
  });

  test('the same form twice is one act', async () => {
    const page = await desk(sara);
    const note = { action: `/staff/cases/${id}/note`, fields: { text: 'Filed with the parents’ cases.' } };
    await sara.send(page, note);
    await sara.send(page, note);
    assert.equal((await load()).events.filter((event) => event.type === 'CaseNoted').length, 1);
  });

  test('who may not, may not: a clerk, an officer of another unit, a guardian; the auditor reads only', async () => {
    assert.equal((await lena.get(`/staff/cases/${id}`)).status, 403);
    assert.equal((await lena.get('/staff/cases')).status, 403);
    assert.equal((await sara.get('/staff/clerk')).status, 403);
    assert.match((await mother.get(`/staff/cases/${id}`)).text, /<title>Use your key/);
    const page = await desk(ivan);
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.text, /\/(propose|note|message|assign)"/);
    assert.equal((await ivan.send(page, { action: `/staff/cases/${id}/note`, fields: { text: 'x' } })).status, 403);
    await assert.rejects(openCase(world.server.deps, { kind: 'staff', staffId: 'X', unit: 'other', roles: ['officer'] }, id, 'read', 'test'), /not-found/);
  });

  test('the person sees that staff have looked', async () => {
    assert.match((await mother.get('/me')).text, /Work on the case/);
  });
});

describe('what the house must mend', () => {
  let world: World, sara: Visitor;
  before(async () => {
    world = await startWorld({ neighbours: { backoff: () => 60_000 } });
    sara = await world.visitor('staff-sara-lind');
  });
  after(() => world.close());
  const register = (path: string, body: object): Promise<Response> =>
    fetch(`${world.neighbours.urls.register}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${world.config.register.key}` }, body: JSON.stringify(body) });

  test('a forged message lies in the inbox with its reason, and opens nothing', async () => {
    await register('/control', { badSignature: true });
    await register('/births/expected/mona', {});
    await until(async () => /signature/i.test((await sara.get('/staff/inbox')).text), 'the message in the inbox');
    assert.match((await sara.get('/staff/inbox')).text, /The signature does not hold/);
    const [row] = await world.server.deps.store.query<{ n: number }>('select count(*)::int as n from case_file');
    assert.equal(row!.n, 0);
  });

  test('an errand that no try can mend is shown with its reason, and sent again by hand', async () => {
    const { store, clock, ids } = world.server.deps;
    await store.commit({ outbox: [{ id: ids.next(), key: 'card-order:nothing', topic: 'card-order', payload: { order: 'nothing' } }] });
    await until(async () => /not-found/.test((await sara.get('/staff/stuck')).text), 'the stuck errand');
    const page = await sara.get('/staff/stuck');
    assert.match(page.text, /Order of a card/);
    const before = clock.now();
    const action = /\/staff\/stuck\/[\w-]+\/resend/.exec(page.text)![0];
    await sara.send(page, { action });
    await until(async () => (await store.query<{ n: number }>(`select count(*)::int as n from outbox where state = 'stuck' and due_at > $1`, [before]))[0]!.n === 1, 'the second try');
  });

  test('no case waits for nothing', async () => {
    assert.match((await sara.get('/staff/watchdog')).text, /None\. As it should be\./);
  });
});
