import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadCase, type LoadedCase } from '@ankomst/store';
import { assignCase } from '../cases-staff/assign-case.ts';
import { rerunRules } from '../cases-staff/rerun-rules.ts';
import { readOutcomes } from '@ankomst/store';
import { adam, answerApproval, lodged, sarah } from '../testing/newborn.ts';
import type { Page, Visitor } from '../testing/visitor.ts';
import { eventually, startWorld, type World } from '../testing/world.ts';
import { raiseAlarms } from '../quality/raise-alarms.ts';
import type { BlindCase, Compared, Drawn, Quality } from '../quality/api.ts';
import type { Automations, People, Team } from './api.ts';

const service = 'child-born-in-sweden';

describe('a leader: the switch, the second assessment, the team', () => {
  let world: World, eva: Visitor, nils: Visitor, omar: Visitor, sara: Visitor, karin: Visitor, mother: Visitor, father: Visitor, id: string;
  before(async () => {
    world = await startWorld();
    [eva, nils, omar, sara, karin, mother, father] = await Promise.all(
      ['staff-eva-strom', 'staff-nils-berg', 'staff-omar-haddad', 'staff-sara-lind', 'staff-karin-ek', sarah, adam].map((who) => world.visitor(who))) as [Visitor, Visitor, Visitor, Visitor, Visitor, Visitor, Visitor];
    id = await lodged(world, mother);
  });
  after(() => world.close());

  const call = (who: Visitor, method: string, path: string, body?: unknown): Promise<Page> => who.request(`/desk/api${path}`, {
    method, headers: { accept: 'application/json', origin: world.config.publicUrl.origin, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json = async <T>(answer: Promise<Page>): Promise<T> => {
    const { status, text } = await answer;
    assert.equal(status, 200, text);
    return JSON.parse(text) as T;
  };
  const load = async (): Promise<LoadedCase> => (await loadCase(world.server.deps.store, id))!;
  const stateOf = ({ automations }: Automations): string | undefined => automations.find((one) => one.service === service)?.state;

  test('an officer and a stranger cannot stop it, and nobody can without saying why', async () => {
    assert.equal((await call(sara, 'POST', `/automations/${service}/decision/stop`, { why: 'I would rather not' })).status, 403);
    assert.equal((await call(mother, 'POST', `/automations/${service}/decision/stop`, { why: 'I would rather not' })).status, 401);
    assert.equal((await call(eva, 'POST', `/automations/${service}/decision/stop`, { why: '  ' })).status, 400);
    assert.equal((await call(eva, 'POST', '/automations/no-such/decision/stop', { why: 'no such service' })).status, 404);
    assert.equal(stateOf(await json(call(sara, 'GET', '/automations'))), 'running');
  });

  test('stopped: what the rules would have granted goes to an officer with the words why; the parents read that a human looks', async () => {
    const seen = await json<Automations>(call(eva, 'POST', `/automations/${service}/decision/stop`, { why: 'The register sends births twice' }));
    assert.equal(stateOf(seen), 'stopped');
    assert.deepEqual(seen.automations.find((one) => one.service === service)!.history.map((one) => [one.act, one.by, one.why]), [['stopped', 'Eva Ström', 'The register sends births twice']]);
    await answerApproval(father, id, true);
    const { file, decisions } = await load();
    assert.equal(decisions.length, 0);
    assert.deepEqual([file.stopped?.code, file.stopped?.because, file.waiting?.reason, file.waiting?.holder.kind], ['automation-stopped', 'The register sends births twice', 'decision', 'unit']);
    assert.match((await mother.get(`/case/${id}`)).text, /An officer is deciding the case/);
    assert.match((await sara.get(`/staff/cases/${id}`)).text, /somebody has stopped the automation: The register sends births twice/);
    await readOutcomes(world.server.deps.store, world.clock.now(), world.server.deps.authority.calendar.timeZone);
    const after = (await json<Automations>(call(eva, 'GET', '/automations'))).automations.find((one) => one.service === service)!;
    assert.deepEqual([after.waiting, after.recent], [{ cases: 1, free: 1, coming: 0 }, { granted: 0, toOfficer: 1 }]);
  });

  test('it starts again when one asks and another agrees; the rules run anew, and then the robot grants', async () => {
    const asked = await json<Automations>(call(eva, 'POST', `/automations/${service}/decision/ask-to-start`, { why: 'The register has mended it' }));
    assert.deepEqual([stateOf(asked), asked.automations.find((one) => one.service === service)!.mayAgree], ['start-asked', false]);
    const alone = await call(eva, 'POST', `/automations/${service}/decision/start`, { why: 'I agree with myself' });
    assert.deepEqual([alone.status, (JSON.parse(alone.text) as { code: string }).code], [403, 'same-officer']);
    await rerunRules(world.server.deps, { staff: { kind: 'staff', staffId: 'SL1042', unit: 'child-family', roles: ['officer'] }, caseId: id, once: 'a' });
    assert.equal((await load()).file.stopped?.code, 'automation-stopped', 'asked is not started');
    assert.equal((await json<Automations>(call(nils, 'GET', '/automations'))).automations.find((one) => one.service === service)!.mayAgree, true);
    // every decision of the robot is to be looked at for a while
    const quality = await json<Quality>(call(eva, 'PUT', '/quality/rate', { service, automatic: true, rate: 1, why: 'After the stop' }));
    assert.deepEqual(quality.services.filter((one) => one.automatic).map((one) => [one.rate, one.contentRate]), [[1, 0.05]]);
    assert.equal((await call(nils, 'POST', `/automations/${service}/decision/try-again`, { why: 'Too early' })).status, 409, 'it stands still');
    assert.equal(stateOf(await json(call(nils, 'POST', `/automations/${service}/decision/start`, { why: 'Seen the register’s report' }))), 'running');
    assert.equal((await load()).decisions.length, 0, 'what was left behind is the leader’s choice');
  });

  test('cases left by the stop are tried again when a leader has it done: none that an officer has taken up, each once', async () => {
    const again = async (): Promise<Automations['automations'][number]> =>
      (await json<Automations>(call(eva, 'POST', `/automations/${service}/decision/try-again`, { why: 'The stop is over' }))).automations.find((one) => one.service === service)!;
    const take = (to: 'me' | 'unit', once: string): Promise<void> => assignCase(world.server.deps, { staff: { kind: 'staff', staffId: 'SL1042', unit: 'child-family', roles: ['officer'] }, caseId: id, once, to });
    assert.equal((await call(sara, 'POST', `/automations/${service}/decision/try-again`, { why: 'Not for officers' })).status, 403);
    await take('me', 'take');
    const taken = await again();
    assert.deepEqual([taken.waiting, taken.history[0]!.act], [{ cases: 1, free: 0, coming: 0 }, 'started'], 'nothing to try, nothing done');
    await take('unit', 'give back');
    const tried = await again();
    assert.deepEqual([tried.waiting.free, tried.history[0]!.act, tried.history[0]!.by, tried.history[0]!.cases], [0, 'tried-again', 'Eva Ström', 1]);
    await eventually(async () => (await load()).decisions.length > 0);
    assert.deepEqual((await load()).decisions.map((one) => [one.outcome, one.automatic]), [['granted', true]]);
    const done = await again();
    assert.deepEqual([done.waiting, done.history.filter((one) => one.act === 'tried-again').length], [{ cases: 0, free: 0, coming: 0 }, 1]);
  });

  test('the second assessor sees the facts and the questions, not the outcome, and not who decided; the first shows when both have said theirs', async () => {
    assert.deepEqual((await json<Drawn>(call(sara, 'GET', '/second-assessments'))).drawn, [], 'she has worked in the case');
    assert.deepEqual((await json<Drawn>(call(karin, 'GET', '/second-assessments'))).drawn, [], 'another unit');
    const { drawn } = await json<Drawn>(call(omar, 'GET', '/second-assessments'));
    assert.equal(drawn.length, 1);
    const { decisionId } = drawn[0]!;
    assert.equal((await call(sara, 'POST', `/second-assessments/${decisionId}/take`)).status, 409);
    const seen = await call(omar, 'POST', `/second-assessments/${decisionId}/take`);
    const blind = JSON.parse(seen.text) as BlindCase;
    assert.ok(blind.facts.some((group) => group.rows.some((row) => row.value.includes('N0123456'))), seen.text);
    assert.doesNotMatch(seen.text, /granted|refused|robot|automatic|"status"|"row"|SL1042/);
    const [picture] = blind.facts.flatMap((group) => group.rows.flatMap((row) => row.files));
    const file = await omar.request(`/desk/api/second-assessments/${decisionId}/files/${picture}`, {});
    assert.deepEqual([file.status, file.headers.get('content-type')], [200, 'image/jpeg']);
    assert.equal((await sara.request(`/desk/api/second-assessments/${decisionId}/files/${picture}`, {})).status, 404);
    assert.ok(blind.conditions.length > 3 && blind.conditions.every((one) => one.law.length > 0));
    const answers = blind.conditions.map(({ condition }) => ({ condition, answer: 'met' as 'met' | 'not met' }));
    assert.equal((await call(omar, 'POST', `/second-assessments/${decisionId}`, { conditions: answers.slice(1) })).status, 400);
    answers[0] = { ...answers[0]!, answer: 'not met' };
    assert.equal((await call(omar, 'POST', `/second-assessments/${decisionId}`, { conditions: answers })).status, 400, 'not met needs a reason');
    const compared = await json<Compared>(call(omar, 'POST', `/second-assessments/${decisionId}`, { conditions: answers.map((one) => (one.answer === 'met' ? one : { ...one, why: 'The photo is of another passport' })) }));
    assert.deepEqual([compared.outcome, compared.automatic, compared.agrees, compared.conditions.filter((one) => !one.agrees).length], ['granted', true, false, 1]);
    assert.equal((await call(omar, 'POST', `/second-assessments/${decisionId}`, { conditions: answers })).status, 404, 'once');

    const quality = await json<Quality>(call(eva, 'GET', '/quality'));
    const robot = quality.services.find((one) => one.automatic)!;
    assert.deepEqual([robot.drawn, robot.assessed, robot.agreed, robot.notBlind], [1, 1, 0, 0]);
    assert.deepEqual([quality.rows[0]!.assessed, quality.rows[0]!.agreed, quality.rows.length], [1, 0, blind.conditions.length]);
    assert.ok(quality.rows[0]!.row, 'the rule’s row is named');
    const [open] = quality.disagreements;
    assert.deepEqual([open!.first, open!.second, open!.why], ['met', 'not met', 'The photo is of another passport']);
    const after = await json<Quality>(call(eva, 'POST', '/quality/conclusions', { decisionId, condition: open!.condition, conclusion: 'We ask for the page with the number' }));
    assert.equal(after.disagreements[0]!.conclusion, 'We ask for the page with the number');
    assert.equal((await call(karin, 'GET', '/quality')).status, 403);
  });

  test('the team: what waits and for whom, what came in and went out; nobody by name', async () => {
    await readOutcomes(world.server.deps.store, world.clock.now(), world.server.deps.authority.calendar.timeZone);
    const answer = await call(eva, 'GET', '/team');
    const team = JSON.parse(answer.text) as Team;
    assert.equal(team.stock.cases, team.stock.holders.reduce((sum, one) => sum + one.cases, 0));
    assert.equal(team.stock.cases, team.stock.reasons.reduce((sum, one) => sum + one.cases, 0));
    assert.deepEqual(team.flow.days.slice(-1).map(({ came, robot, officers }) => [came, robot, officers]), [[1, 1, 0]]);
    assert.doesNotMatch(answer.text, /Sara|SL1042|OH1077/);
    assert.equal((await call(eva, 'GET', '/team?unit=labour')).status, 404);
    assert.equal((await call(sara, 'GET', '/team')).status, 403);
    assert.equal((await json<{ alarms: unknown[] }>(call(eva, 'GET', '/alarms'))).alarms.length, await raiseAlarms(world.server.deps));
  });

  test('skills and days away: of the own unit alone, and why somebody is away is not kept', async () => {
    const people = await json<People>(call(eva, 'GET', '/team/people'));
    assert.ok(people.people.some((one) => one.staffId === 'SL1042') && !people.people.some((one) => one.staffId === 'KE1093'));
    const skills = [{ service, kind: null, level: 3, language: null }, { service, kind: null, level: 1, language: 'ar' }];
    const changed = await json<People>(call(eva, 'PUT', '/team/people/SL1042/skills', { skills }));
    assert.equal(changed.people.find((one) => one.staffId === 'SL1042')!.skills.length, 2);
    assert.equal((await call(eva, 'PUT', '/team/people/KE1093/skills', { skills })).status, 404);
    assert.equal((await call(eva, 'PUT', '/team/people/SL1042/skills', { skills: [{ ...skills[0], service: 'no-such' }] })).status, 400);
    const [fromDay, toDay] = ['2099-01-04', '2099-01-08'];
    for (const _ of [1, 2]) await json(call(eva, 'POST', '/team/absences', { staffId: 'SL1042', fromDay, toDay }));
    const away = (await json<People>(call(eva, 'GET', '/team/people'))).people.find((one) => one.staffId === 'SL1042')!.away;
    assert.deepEqual(away.map((one) => [one.fromDay, one.toDay]), [[fromDay, toDay]]);
    assert.equal((await call(eva, 'POST', '/team/absences', { staffId: 'SL1042', fromDay: toDay, toDay: fromDay })).status, 400);
    const none = await json<People>(call(eva, 'DELETE', `/team/absences/${away[0]!.id}`));
    assert.deepEqual(none.people.find((one) => one.staffId === 'SL1042')!.away, []);
    assert.equal((await call(eva, 'PUT', '/team/settings', { settings: { ageingShare: 0.3 }, why: 'More of the oldest' })).status, 200);
    const settings = JSON.parse((await call(eva, 'GET', '/team/settings')).text) as { settings: unknown; history: { name: string; by: string }[] };
    assert.deepEqual(settings.settings, { ageingShare: 0.3 });
    assert.deepEqual(settings.history.filter((one) => !one.name.startsWith('sample_rate')).map((one) => [one.name, one.by]), [['ageing_share', 'Eva Ström']]);
  });
});
