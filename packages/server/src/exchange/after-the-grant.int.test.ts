import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { subject } from '@ankomst/core';
import { caseFile, casesOfPerson, factsOf, inboxMessages, loadCase, personByIdentifier } from '@ankomst/store';
import type { Visitor } from '../testing/visitor.ts';
import { eventually, startWorld, type World } from '../testing/world.ts';

const priya = '199102269843', solrosen = '5599900015', diego = '199107309818', fjallsjo = '5599900023';

/** What follows a grant: care where pay stops, and another employer. */
describe('after a work permit', () => {
  let world: World, personId: string;
  before(async () => {
    world = await startWorld();
    personId = (await personByIdentifier(world.server.deps.store, 'personal-number', priya))!;
  });
  after(() => world.close());

  const missing = (person: string, employer: string): Promise<Response> => fetch(`${world.neighbours.urls.tax}/employments/${person}-${employer}/missing`, { method: 'POST', redirect: 'manual' });
  const followUps = async (): Promise<string[]> => (await casesOfPerson(world.server.deps.store, personId)).map(({ file }) => file).filter((file) => file.service === 'work-permit-follow-up').map((file) => file.id);

  /** One page of a form and the next; @returns the path it led to */
  async function answer(visitor: Visitor, path: string, fields: Record<string, string>): Promise<string> {
    const page = await visitor.get(path);
    const sent = await visitor.send(page, { action: path, fields: { ...fields, do: 'continue' } });
    assert.equal(sent.status, 200, `${path}: ${sent.text.replace(/<[^>]+>/g, ' ').slice(0, 500)}`);
    return new URL(sent.url).pathname;
  }

  test('three months without pay become a question that the person sees first and an officer looks at, and nothing else', async () => {
    const { store } = world.server.deps;
    await missing(priya, solrosen);
    await eventually(async () => (await followUps()).length === 1);
    const [id] = await followUps() as [string];
    const opened = (await caseFile(store, id))!;
    assert.deepEqual([opened.phase, opened.waiting?.reason, opened.waiting?.holder], ['offered', 'explain', { kind: 'person', personId, role: 'applicant' }]);

    const visitor = await world.visitor(priya);
    const offer = await visitor.get(`/case/${id}/offer`);
    assert.equal(offer.status, 200);
    assert.match(offer.text, /seen no pay to you/);
    assert.match(offer.text, /559990-0015/);
    assert.equal(await answer(visitor, `/case/${id}/form/heard`, { 'party.confirmed': 'true' }), `/case/${id}/form/why`);
    assert.equal(await answer(visitor, `/case/${id}/form/why`, { 'case.still-employed': 'ill' }), `/case/${id}/form/tell`);
    assert.equal(await answer(visitor, `/case/${id}/form/tell`, { 'case.explanation': 'I broke my arm.' }), `/case/${id}/check`);
    await visitor.send(await visitor.get(`/case/${id}/check`), { action: `/case/${id}/check` });

    const { file, decisions, permits } = (await loadCase(store, id))!;
    assert.deepEqual([file.phase, file.waiting?.holder.kind, file.unit, file.stopped?.code], ['lodged', 'unit', 'labour', 'automation-off']);
    assert.deepEqual([decisions, permits], [[], []]);
    assert.equal((await factsOf(store, [subject.person(personId)])).find((fact) => fact.name === 'person.permit-ground')?.value, 'work', 'the permit stands as it stood');
  });

  test('told again while it is open opens no other; who holds no permit for work is asked nothing, and an officer sees the message', async () => {
    const { store } = world.server.deps;
    world.clock.advance(32 * 86_400_000);
    await missing(priya, solrosen);
    await eventually(async () => (await inboxMessages(store, { limit: 100 })).filter((one) => one.type === 'SalaryMissing' && !one.problem).length === 2);
    assert.equal((await followUps()).length, 1);
    await missing(diego, fjallsjo);
    await eventually(async () => (await inboxMessages(store, { problems: true, limit: 100 })).some((one) => one.problem === 'not-concerned'));
    const other = (await personByIdentifier(store, 'personal-number', diego))!;
    assert.deepEqual((await casesOfPerson(store, other)).filter(({ file }) => file.service === 'work-permit-follow-up'), []);
  });

  test('who changes employer begins anew: a new employer is asked for, nothing is carried, and who has no permit cannot', async () => {
    const { store } = world.server.deps;
    const visitor = await world.visitor(priya);
    const begin = await visitor.get('/services/work-permit/apply');
    const way = /value="(applicant\/[\w-]+\/new-employer)"/.exec(begin.text)![1]!;
    const tasks = await visitor.send(begin, { action: '/services/work-permit/apply', fields: { way } });
    const id = /\/case\/([\w-]+)\//.exec(tasks.url)![1]!;
    assert.match(tasks.text, new RegExp(`/case/${id}/form/employer`));
    assert.doesNotMatch(tasks.text, /form\/same-employer|form\/where/);
    const { file, facts } = (await loadCase(store, id))!;
    assert.deepEqual(file.parties.map((party) => party.role), ['applicant']);
    assert.deepEqual(facts.filter((fact) => fact.subject === subject.case(id)).map((fact) => [fact.name, fact.value]).toSorted(), [['case.in-sweden', true], ['case.kind', 'new-employer']]);

    const none = await world.visitor('abroad-christopher');
    const ways = await none.get('/services/work-permit/apply');
    assert.doesNotMatch(ways.text, /new-employer/);
    const forced = await none.send(ways, { action: '/services/work-permit/apply', fields: { way: way.replace(/applicant\/[\w-]+/, /value="(applicant\/[\w-]+)"/.exec(ways.text)![1]!) } });
    assert.equal(forced.status, 422);
  });
});
