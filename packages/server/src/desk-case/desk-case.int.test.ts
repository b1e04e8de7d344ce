import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadCase, releaseLease, takeLease, type LoadedCase } from '@ankomst/store';
import { leftByRobot } from '../testing/left-by-robot.ts';
import { answerApproval, fillIn, offeredCase } from '../testing/newborn.ts';
import { until } from '../testing/until.ts';
import type { Visitor } from '../testing/visitor.ts';
import { startWorld, type World } from '../testing/world.ts';
import type { CaseAnswer, Decided, FactAnswer, Review } from './api.ts';

/** The desk's own talk with the server: JSON, a key for each write. */
function desk(world: World, who: Visitor, id: string) {
  const base = `/desk/api/cases/${id}`;
  const read = async <T>(answer: Promise<{ status: number; text: string }>): Promise<{ status: number; body: T }> => {
    const { status, text } = await answer;
    return { status, body: (text ? JSON.parse(text) : undefined) as T };
  };
  return {
    see: async (): Promise<CaseAnswer> => {
      const { status, body } = await read<CaseAnswer>(who.get(base, { accept: 'application/json' }));
      assert.equal(status, 200, JSON.stringify(body));
      return body;
    },
    send: <T>(path: string, body: object = {}, once = world.server.deps.ids.next()) => read<T>(who.request(`${base}/${path}`, {
      method: 'POST', body: JSON.stringify(body), headers: { accept: 'application/json', 'content-type': 'application/json', 'idempotency-key': once, origin: world.server.url },
    })),
    get: (path: string) => who.get(`${base}/${path}`),
  };
}
const factOf = (found: CaseAnswer, name: string): FactAnswer => found.facts.flatMap((group) => group.facts).find((one) => one.key.endsWith(` ${name}`))!;
const statusOf = (found: CaseAnswer, condition: string): string | undefined => found.assessment?.conditions.find((one) => one.id === condition)?.status;

describe('a clean case with one doubt: a child whose name only the mother has said', () => {
  let world: World, sara: ReturnType<typeof desk>, id: string;
  before(async () => {
    world = await startWorld();
    id = await leftByRobot(world);
    sara = desk(world, await world.visitor('staff-sara-lind'), id);
  });
  after(() => world.close());
  const load = async (): Promise<LoadedCase> => (await loadCase(world.server.deps.store, id))!;

  test('one answer holds what the page shows: only the doubted fact is open, and a value is proposed', async () => {
    const found = await sara.see();
    const open = found.facts.flatMap((group) => group.facts).filter((one) => one.open);
    assert.deepEqual(open.map((one) => [one.key.split(' ')[1], one.state, one.proposed?.value]), [['person.name', 'doubted', 'Liya Tesfay']]);
    assert.equal(statusOf(found, 'identity'), 'doubtful');
    assert.equal(found.assessment?.conditions[0]?.id, 'identity', 'what stopped the robot comes first');
    assert.ok(found.assessment!.conditions[0]!.law.length > 0);
    assert.deepEqual(found.assessment!.conditions[0]!.ask?.facts.map((key) => key.split('@')[0]), ['person.name'], 'what is doubted may be asked');
    assert.deepEqual(found.documents.filter((one) => !one.letter).map((one) => one.kind), ['image']);
    assert.deepEqual(factOf(found, 'person.passport-number').claims[0]!.place?.document, found.documents[0]!.id);
    assert.equal(found.may.decide, true);
    assert.equal(found.waiting?.us, true);
  });

  test('the picture is served to who may see the case', async () => {
    const found = await sara.see();
    const picture = await sara.get(`files/${found.documents[0]!.id}`);
    assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/jpeg']);
  });

  test('settled: an officer’s word with its reason, an event, the condition is met; taken back, all is as before', async () => {
    const before = await load();
    const name = factOf(await sara.see(), 'person.name');
    const settle = { fact: name.key, claim: name.proposed!.claim, because: name.proposed!.why };
    assert.equal((await sara.send('facts/settle', settle)).status, 204);
    const settled = await sara.see();
    assert.deepEqual([factOf(settled, 'person.name').state, statusOf(settled, 'identity'), settled.assessment?.outcome], ['settled', 'met', 'GRANT']);
    assert.match(factOf(settled, 'person.name').stands, /Sara Lind/);
    const [standing] = (await load()).facts.filter((fact) => fact.name === 'person.name' && fact.source === 'officer');
    assert.deepEqual([standing?.certainty, standing?.assertedBy], ['assessed', 'staff/SL1042']);
    assert.equal((await sara.send('facts/reopen', { settled: factOf(settled, 'person.name').reopen! })).status, 204);
    const again = await sara.see();
    assert.deepEqual([factOf(again, 'person.name').state, statusOf(again, 'identity')], ['doubted', 'doubtful']);
    const now = await load();
    assert.deepEqual(now.events.slice(before.events.length).map((event) => event.type), ['DifferenceSettled', 'DifferenceReopened']);
    assert.equal(now.facts.find((fact) => fact.name === 'person.name' && fact.subject === standing!.subject)?.source, 'applicant');
    // what has been opened again cannot be opened once more
    assert.equal((await sara.send('facts/reopen', { settled: standing!.id })).status, 409);
  });

  test('nothing that no source says can be made to stand, nor what no officer may assert', async () => {
    const found = await sara.see();
    assert.equal((await sara.send('facts/settle', { fact: factOf(found, 'person.name').key, claim: 'nothing', because: '' })).status, 422);
    const number = factOf(found, 'person.personal-number');
    assert.equal((await sara.send('facts/settle', { fact: number.key, claim: number.claims[0]!.id, because: '' })).status, 422);
  });

  test('what an officer learnt by telephone stands as their word, with how it is known; what cannot be read is said, and not every fact is theirs to tell', async () => {
    const found = await sara.see();
    const validTo = found.recordable.find((one) => one.fact === 'person.passport-valid-to')!;
    assert.deepEqual([validTo.kind, validTo.people.length], ['date', found.parties.length]);
    assert.ok(!found.recordable.some((one) => one.fact === 'person.personal-number'), 'no officer asserts a personal number');
    const told = { fact: validTo.fact, person: found.parties.find((one) => one.applicant)!.personId, how: 'The embassy of Eritrea, by telephone' };
    const wrong = await sara.send<{ wrong?: string }>('facts/record', { ...told, fields: { '.day': '31', '.month': '2', '.year': '2031' } });
    assert.equal(wrong.status, 200);
    assert.match(wrong.body.wrong!, /2|day|date|dag/i);
    assert.deepEqual((await sara.send('facts/record', { ...told, fields: { '.day': '1', '.month': '2', '.year': '2031' } })).body, {});
    assert.match(factOf(await sara.see(), validTo.fact).stands, /Sara Lind[\s\S]*by telephone/);
    const { events, facts } = await load();
    assert.deepEqual([events.at(-1)!.type, events.at(-1)!.data['because'], facts.findLast((one) => one.name === validTo.fact)?.source], ['FactsRecorded', told.how, 'officer']);
    assert.equal((await sara.send('facts/record', { ...told, fact: 'person.personal-number', fields: { '': '1' } })).status, 422);
    assert.equal((await sara.send('facts/record', { ...told, person: 'nobody', fields: { '.day': '1', '.month': '2', '.year': '2031' } })).status, 422);
  });

  test('what a colleague holds waits for them: who has it is told, what was written is not lost, and let go it can be done', async () => {
    const { store, clock } = world.server.deps;
    await takeLease(store, { caseId: id, staffId: 'OH1077', now: clock.now(), seconds: 300 });
    for (const [path, body] of [['assign', { to: 'me' }], ['rerun', {}], ['request', { person: 'anybody', facts: [], text: 'Hello?' }]] as const) {
      const refused = await sara.send<{ code: string; title: string }>(path, body);
      assert.deepEqual([refused.status, refused.body.code], [409, 'held'], path);
      assert.match(refused.body.title, /Omar Haddad/);
    }
    assert.equal((await load()).file.assignedTo, undefined);
    assert.equal(await releaseLease(store, id, 'OH1077'), true);
    assert.equal((await sara.send('rerun', {})).status, 204);
  });

  test('a question is held, and taken back before anybody is told; what is on file is not asked', async () => {
    const found = await sara.see();
    const person = found.people[0]!.value;
    assert.equal((await sara.send('request', { person, facts: [`person.citizenships@${found.parties[0]!.personId}`], text: 'Again?' })).status, 409);
    const asked = await sara.send<{ request: string }>('request', { person, facts: [], text: 'Is the name final?' });
    assert.equal(asked.status, 200);
    const [row] = await world.server.deps.store.query<{ due: boolean }>(`select due_at > $1::timestamptz + interval '5 seconds' as due from outbox where topic = 'ping' and payload->>'about' = $2`, [world.server.deps.clock.now(), `request:${asked.body.request}`]);
    assert.equal(row?.due, true);
    assert.equal((await sara.send('request/withdraw', { request: asked.body.request })).status, 204);
    assert.equal((await sara.send('request/withdraw', { request: asked.body.request })).status, 409);
    world.clock.advance(30_000);
    await until(async () => (await world.server.deps.store.query(`select 1 from outbox where topic = 'ping' and payload->>'about' = $1 and state <> 'done'`, [`request:${asked.body.request}`])).length === 0, 'the errand');
    const { file, events, messages } = await load();
    assert.equal(file.waiting?.reason, 'decision');
    assert.ok(!events.some((event) => event.type === 'NoticeSent' && event.data['about'] === `request:${asked.body.request}`));
    assert.match(messages.at(-1)!.text, /tillbaka|taken back|återtagen/);
  });

  test('a grant is looked at once more before it is sent, with its letters as they will be printed', async () => {
    const name = factOf(await sara.see(), 'person.name');
    await sara.send('facts/settle', { fact: name.key, claim: name.proposed!.claim, because: name.proposed!.why });
    const found = await sara.see();
    const choice = { outcome: 'granted', reasons: [], note: '', terms: found.assessment!.terms, seen: found.assessment!.seen };
    const review = await sara.send<Review>('review', choice);
    assert.equal(review.status, 200, JSON.stringify(review.body).slice(0, 500));
    assert.deepEqual([review.body.changed, review.body.second], [[], false]);
    assert.ok(review.body.steps.length >= 3, review.body.steps.join('\n'));
    assert.match(review.body.letters[0]!.html, /<article class="letter"/);
    assert.equal(Buffer.from(review.body.letters[0]!.pdf, 'base64').subarray(0, 5).toString(), '%PDF-');
    assert.equal((await load()).decisions.length, 0, 'a review keeps nothing');
  });

  test('what the officer saw no longer holds: nothing is done, and it is said what changed', async () => {
    const seen = (await sara.see()).assessment!.seen;
    const name = factOf(await sara.see(), 'person.name');
    await sara.send('facts/reopen', { settled: name.reopen! });
    const terms = (await sara.see()).assessment!.terms;
    const late = await sara.send<Decided>('decide', { outcome: 'granted', reasons: [], note: '', terms, seen });
    assert.equal(late.status, 200);
    assert.equal(late.body.done, false);
    assert.equal(late.body.changed.length, 1);
    assert.match(late.body.changed[0]!, /met.*in doubt/);
    assert.equal((await load()).decisions.length, 0);
  });

  test('decided with what is seen now: granted by the officer, once, however often it is sent', async () => {
    const open = factOf(await sara.see(), 'person.name');
    await sara.send('facts/settle', { fact: open.key, claim: open.proposed!.claim, because: open.proposed!.why });
    const found = await sara.see();
    const choice = { outcome: 'granted', reasons: [], note: '', terms: found.assessment!.terms, seen: found.assessment!.seen };
    const once = world.server.deps.ids.next();
    for (let i = 0; i < 2; i++) assert.deepEqual((await sara.send<Decided>('decide', choice, once)).body, { done: true, changed: [] });
    const { decisions, permits, file } = await load();
    assert.deepEqual([decisions.length, decisions[0]!.outcome, decisions[0]!.automatic, decisions[0]!.decidedBy.id, permits.length, file.phase], [1, 'granted', false, 'SL1042', 1, 'decided']);
    const after = await sara.see();
    assert.deepEqual([after.decision?.outcome, after.may.decide, after.decide], ['granted', false, undefined]);
  });
});

describe('a refusal by two', () => {
  let world: World, sara: ReturnType<typeof desk>, omar: ReturnType<typeof desk>, ivan: ReturnType<typeof desk>, id: string;
  before(async () => {
    world = await startWorld();
    const [mother, father] = await Promise.all(['199508259802', '198901019813'].map((who) => world.visitor(who))) as [Visitor, Visitor];
    await world.birth('sami');
    id = await offeredCase(mother);
    await mother.send(await fillIn(mother, id, { country: 'LB' }), { action: `/case/${id}/check` });
    await answerApproval(father, id, true);
    [sara, omar, ivan] = (await Promise.all(['staff-sara-lind', 'staff-omar-haddad', 'staff-ivan-novak'].map(async (who) => desk(world, await world.visitor(who), id)))) as [typeof sara, typeof sara, typeof sara];
  });
  after(() => world.close());
  const load = async (): Promise<LoadedCase> => (await loadCase(world.server.deps.store, id))!;
  const refusal = (found: CaseAnswer, note = ''): object => ({ outcome: 'refused', reasons: ['sponsor'], note, seen: found.assessment!.seen });

  test('a refusal rests on a condition that is not met, a grant against the rules on words', async () => {
    const found = await sara.see();
    assert.equal(statusOf(found, 'sponsor'), 'not met');
    assert.match(found.assessment!.conditions.find((one) => one.id === 'sponsor')!.askBlocked ?? '', /On file/);
    assert.ok(found.decide!.refuse.includes('sponsor') && !found.decide!.refuse.includes('birthplace'));
    for (const reasons of [[], ['birthplace']]) assert.equal((await sara.send('review', { ...refusal(found), reasons })).status, 422);
    const terms = { kind: 'temporary', ground: 'family', validFrom: '2026-12-01', validTo: '2028-11-30' };
    assert.equal((await sara.send('decide', { outcome: 'granted', reasons: [], note: ' ', terms, seen: found.assessment!.seen })).status, 422);
    assert.equal((await sara.send('review', { outcome: 'granted', reasons: [], note: 'x', terms: { ...terms, validTo: '2026-01-01' }, seen: found.assessment!.seen })).status, 422);
  });

  test('proposed, taken back by who proposed it and by nobody else, proposed again', async () => {
    const found = await sara.see();
    const review = await sara.send<Review>('review', refusal(found));
    assert.equal(review.body.second, true);
    assert.match(review.body.steps[0]!, /second officer/);
    assert.equal((await sara.send<Decided>('decide', refusal(found))).body.done, true);
    assert.equal((await omar.send('proposal/withdraw')).status, 403);
    assert.equal((await sara.send('proposal/withdraw')).status, 204);
    assert.deepEqual([(await load()).file.proposal, (await load()).file.waiting?.reason], [undefined, 'decision']);
    assert.equal((await sara.send<Decided>('decide', refusal(await sara.see(), 'The permits ended in August.'))).body.done, true);
  });

  test('the second officer sees what the first said, how it stands now and what has come since; agrees to what they saw', async () => {
    const first = await sara.see();
    assert.deepEqual([first.proposal?.mine, first.proposal?.mayApprove], [true, false]);
    const found = await omar.see();
    assert.deepEqual([found.proposal?.mine, found.proposal?.mayApprove, found.proposal?.reasons.map((one) => [one.condition, one.now]), found.proposal?.since], [false, true, [['sponsor', 'not met']], []]);
    const { seen } = found.assessment!;
    const review = await omar.send<Review>('approval/review', { seen });
    assert.match(review.body.letters[0]!.html, /The permits ended in August\./);
    assert.match(review.body.steps.join('\n'), /The case closes/);
    assert.equal((await sara.send('approval', { seen })).status, 403);
    assert.deepEqual((await omar.send<Decided>('approval', { seen })).body, { done: true, changed: [] });
    const { decisions, file } = await load();
    assert.deepEqual([decisions[0]!.outcome, decisions[0]!.decidedBy.id, decisions[0]!.approvedBy?.id, file.closedAs], ['refused', 'SL1042', 'OH1077', 'refused']);
  });

  test('an auditor reads and does nothing', async () => {
    const found = await ivan.see();
    assert.deepEqual(Object.values(found.may), Object.values(found.may).map(() => false));
    for (const [path, body] of [['note', { text: 'x' }], ['assign', { to: 'me' }], ['rerun', {}], ['message', { person: found.parties[0]!.personId, text: 'x' }]] as const) assert.equal((await ivan.send(path, body)).status, 403, path);
  });

  test('who last showed their key a while ago shows it again before deciding, agreeing, or looking at what they would send', async () => {
    const { seen } = (await sara.see()).assessment!;
    world.clock.advance(20 * 60_000);
    const choice = { outcome: 'refused', reasons: ['sponsor'], note: '', seen };
    for (const path of ['review', 'decide']) assert.deepEqual((await sara.send<{ code: string }>(path, choice)).body.code, 'step-up-needed', path);
    for (const path of ['approval/review', 'approval']) assert.deepEqual((await omar.send<{ code: string }>(path, { seen })).body.code, 'step-up-needed', path);
    assert.equal((await sara.see()).number, (await load()).file.number, 'reading needs no more than before');
  });
});
