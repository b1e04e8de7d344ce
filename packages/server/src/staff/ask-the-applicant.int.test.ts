import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadCase, type LoadedCase } from '@ankomst/store';
import { personalNumber } from '../demo/personal-number.ts';
import { answerApproval, offeredCase, picture } from '../testing/newborn.ts';
import { until } from '../testing/until.ts';
import type { Page, Visitor } from '../testing/visitor.ts';
import { startWorld, type World } from '../testing/world.ts';

const mothersNumber = '199004179801', fathersNumber = '198712059818';

describe('a child without a passport: a task, not a failure', () => {
  let world: World, mother: Visitor, father: Visitor, sara: Visitor, id: string;
  before(async () => {
    world = await startWorld();
    [mother, father, sara] = await Promise.all([mothersNumber, fathersNumber, 'staff-sara-lind'].map((who) => world.visitor(who))) as [Visitor, Visitor, Visitor];
    await world.birth('yasmin');
    id = await offeredCase(mother);
    let page = await mother.get(`/case/${id}/offer`);
    const [confirmed] = /party\.confirmed@guardian\.\d/.exec(page.text)!;
    page = await mother.send(page, { action: `/case/${id}/form/confirm`, fields: { [confirmed]: 'true', do: 'continue' } });
    page = await mother.send(page, { action: `/case/${id}/form/passport`, fields: { 'person.passport-exists': 'false', do: 'continue' } });
    await mother.send(page, { action: `/case/${id}/check` });
    await answerApproval(father, id, true);
  });
  after(() => world.close());
  const load = async (): Promise<LoadedCase> => (await loadCase(world.server.deps.store, id))!;

  test('it reaches an officer with what is missing, ready to be asked for with one press', async () => {
    const { file, decisions } = await load();
    assert.equal(decisions.length, 0);
    assert.equal(file.waiting?.reason, 'decision');
    const page = await sara.get(`/staff/cases/${id}`);
    assert.match(page.text, /The child has no passport/);
    assert.match(page.text, /Ask the applicant/);
  });

  test('the officer asks for number, country and end; both see that the case waits for the mother', async () => {
    const page = await sara.get(`/staff/cases/${id}`);
    const keys = [...page.text.matchAll(/name="fact"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="fact"/g)].map(([, a, b]) => (a ?? b)!);
    const wanted = [...new Set(keys)].filter((key) => /passport-(number|country|valid-to|image)/.test(key));
    assert.equal(wanted.length, 4, keys.join());
    assert.ok(!keys.some((key) => /person\.(name|birth-date|citizenships)@/.test(key)), 'asks for what is on file');
    const person = (await load()).file.parties.find((party) => party.role === 'guardian')!.personId;
    const sent = await sara.send(page, { action: `/staff/cases/${id}/request`, fields: { person, fact: wanted, text: 'Has the passport come?', by: '2027-01-15' } });
    assert.match(sent.text, /Has the passport come\?/);
    const { file } = await load();
    assert.deepEqual([file.waiting?.reason, file.openRequests.length, file.openRequests[0]!.answerBy], ['answer', 1, '2027-01-15']);
    assert.match((await mother.get('/my')).text, new RegExp(`/case/${id}/requests/`));
  });

  test('the answer comes in; the rules look again', async () => {
    const request = (await load()).file.openRequests[0]!;
    const who = request.to === (await load()).file.lodgedBy ? mother : father;
    let page: Page = await who.get(`/case/${id}/requests/${request.id}`);
    assert.match(page.text, /Has the passport come\?/);
    page = await who.send(page, { action: `/case/${id}/requests/${request.id}`, fields: {
      'person.passport-number': 'N7654321', 'person.passport-country': 'IQ',
      'person.passport-valid-to.day': '1', 'person.passport-valid-to.month': '3', 'person.passport-valid-to.year': '2031', do: 'continue',
    }, files: { 'file:person.passport-image': { name: 'pass.jpg', type: 'image/jpeg', bytes: await picture() } } });
    assert.equal(page.status, 200, page.text.slice(0, 3000));
    const { file, messages } = await load();
    assert.equal(file.openRequests.length, 0);
    assert.ok(messages.some((message) => message.direction === 'in' && message.requestId === request.id));
  });

  test('what is still unclear is the officer’s: the first answer said that there is no passport', async () => {
    const { file } = await load();
    assert.equal(file.waiting?.reason, 'decision');
    const page = await sara.get(`/staff/cases/${id}`);
    const granted = await sara.send(page, { action: `/staff/cases/${id}/propose`, fields: {
      outcome: 'granted', kind: 'temporary', ground: 'family', validFrom: '2026-12-01', validTo: '2028-11-30', note: 'The passport came later.', do: 'propose',
    } });
    assert.equal(granted.status, 200);
    const { decisions, permits } = await load();
    assert.deepEqual([decisions[0]?.outcome, decisions[0]?.automatic, permits[0]?.validTo], ['granted', false, '2028-11-30']);
    assert.ok(decisions[0]!.reasons.length > 3 && decisions[0]!.reasons.every((reason) => reason.basis.length > 0));
  });
});

describe('a birth whose parents nobody knows', () => {
  let world: World, sara: Visitor;
  before(async () => {
    world = await startWorld();
    sara = await world.visitor('staff-sara-lind');
  });
  after(() => world.close());

  test('it lies in the inbox for an officer, readable, and opens nothing', async () => {
    const nobody = personalNumber('1980-01-01', 4);
    const answer = await fetch(`${world.neighbours.urls.register}/births`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${world.config.register.key}` },
      body: JSON.stringify({ birthDate: '2026-11-10', birthPlace: 'Lund', sex: 'female', citizenships: ['SY'], unverifiedParents: true,
        parents: [{ number: nobody, relation: 'mother' }], custodians: [nobody], livesWith: [nobody] }) });
    assert.equal(answer.status, 201, await answer.text());
    await until(async () => /not known to us/.test((await sara.get('/staff/inbox')).text), 'the message in the inbox');
    const inbox = await sara.get('/staff/inbox');
    assert.match(inbox.text, /The people it is about are not known to us/);
    assert.ok(inbox.text.includes(nobody));
    assert.deepEqual(await world.server.deps.store.query('select 1 from case_file'), []);
  });
});
