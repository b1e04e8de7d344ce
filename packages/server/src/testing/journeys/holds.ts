import assert from 'node:assert/strict';
import type { Json } from '@ankomst/core';
import { caseFile, getDraft, loadCase, verifyAudit, watchdog, type LoadedCase } from '@ankomst/store';
import { openCase } from '../../access/open-case.ts';
import { beginSession } from '../../identity/sessions.ts';
import { until } from '../until.ts';
import { names, type Journey, type Name } from './cast.ts';
import { may, mandated, tried, type PartyAct } from './oracle.ts';
import { unit, type Step } from './steps.ts';

/** What holds after every step, whatever was done and by whom. */
export async function holds(journey: Journey, step: Step): Promise<void> {
  const { store } = journey.world.server.deps;
  assert.deepEqual((await watchdog(store)).orphans, [], 'each open case waits for something');
  for (const caseId of journey.cases) {
    const loaded = (await loadCase(store, caseId))!;
    oneWait(loaded);
    decidedOnce(loaded);
    paidOnce(loaded);
    placesTaken(journey, loaded);
    await nothingLost(journey, loaded);
  }
  await lookedAt(journey, step);
}

/** Exactly one waiting reason, held by somebody there is. */
function oneWait({ file }: LoadedCase): void {
  assert.equal(file.waiting === null, file.phase === 'closed', 'an open case waits for one thing, a closed one for nothing');
  const holder = file.waiting?.holder;
  const holders = holder?.kind === 'person' ? [holder.personId] : holder?.kind === 'anyone' ? holder.personIds : [];
  for (const one of holders) assert.ok(file.parties.some((party) => party.personId === one), 'whoever it waits for is in the case');
  assert.notEqual(holder?.kind, 'robot', 'nothing waits for the robot');
}

/** One decision for each time the case was before a decider; against the person only by two officers, on what is not met. */
function decidedOnce({ events, decisions, permits, file }: LoadedCase): void {
  const reopened = events.filter((event) => (event.type === 'AppealReviewed' && event.data['outcome'] === 'changed') || (event.type === 'CourtRuled' && ['changed', 'referred-back'].includes(String(event.data['outcome']))));
  assert.ok(decisions.length <= 1 + reopened.length, `${decisions.length} decisions, opened again ${reopened.length} times`);
  assert.equal(events.filter((event) => event.type === 'DecisionMade').length, decisions.length);
  assert.equal(permits.length, decisions.filter((one) => one.outcome === 'granted').length, 'a permit for each grant and no other');
  for (const one of decisions) {
    if (one.outcome === 'granted') continue;
    assert.equal(one.automatic, false, 'the robot never decides against anybody');
    assert.ok(one.approvedBy?.kind === 'staff' && one.decidedBy.kind === 'staff' && one.approvedBy.id !== one.decidedBy.id, 'two officers');
    for (const reason of one.reasons) {
      const status = one.assessment.conditions.find((condition) => condition.condition === reason.condition)?.status;
      assert.ok(status === 'not met' || (status !== 'met' && one.note) || (one.outcome === 'dismissed' && status === 'unknown'), `${one.outcome} because of ${reason.condition}, which is ${status}`);
    }
  }
  if (file.phase === 'decided' || file.phase === 'closed') assert.ok(decisions.length > 0 || file.closedAs === 'withdrawn' || file.closedAs === 'lapsed');
}

/** The fee stands once at most, is told once each, and is a fact exactly where a payment stands. */
function paidOnce({ payments, facts, events }: LoadedCase): void {
  const standing = payments.filter((one) => one.status === 'paid');
  assert.ok(standing.length <= 1, 'the fee is settled once');
  assert.equal(facts.filter((fact) => fact.name === 'case.fee-paid' && fact.value === true).length, standing.length, 'the fee is a fact where a payment stands');
  const told = events.filter((event) => event.type === 'FeePaid').map((event) => event.data['payment']);
  assert.equal(new Set(told).size, told.length, 'each payment is told once');
  assert.equal(told.length, payments.filter((one) => ['paid', 'refunding', 'refunded'].includes(one.status)).length);
}

/** People apply, companies employ; nobody sits in a place twice. */
function placesTaken(journey: Journey, { file }: LoadedCase): void {
  const companies = [journey.id('inn'), journey.id('agency')];
  for (const { personId, role } of file.parties) assert.equal(companies.includes(personId), role === 'employer', `${role} is of the right kind`);
  assert.equal(new Set(file.parties.map((party) => party.role)).size, file.parties.length, 'one of each');
}

/** What was typed lies in the draft as typed, or is on file; what was sent is there once. */
async function nothingLost(journey: Journey, { file, history, messages, appeals, documents }: LoadedCase): Promise<void> {
  for (const { caseId, personId, page, raw, facts, file: sent } of journey.typed.values()) {
    if (caseId !== file.id) continue;
    const draft = (await getDraft(journey.world.server.deps.store, caseId, personId))?.answers[page] ?? null;
    if (sent) {
      const proves = history.some((fact) => Array.isArray(fact.value) && fact.value.includes(sent)) && documents.some((one) => one.id === sent);
      assert.ok(draft !== null || proves, 'a file is in the draft or proves a fact');
    } else if (page === 'appeal') {
      assert.ok(same(draft, raw) || appeals.some((one) => one.text === raw['text']), 'an appeal written is in the draft or sent');
    } else if (page === 'messages') {
      assert.deepEqual(draft, raw, 'a message half written stays');
    } else {
      for (const [name, value] of facts) {
        const typed = Object.entries(raw).filter(([field]) => field === name || field.startsWith(`${name}.`));
        const drafted = typed.every(([field, text]) => (draft as Record<string, Json> | null)?.[field] === text);
        assert.ok(drafted || history.some((fact) => fact.name === name && same(fact.value, value)), `what was typed on ${page} is neither draft nor fact: ${name}`);
      }
    }
  }
  for (const one of journey.sent) if (one.caseId === file.id) assert.equal(messages.filter((message) => message.text === one.text).length, 1, 'a message sent is there once');
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (value: unknown): unknown => (value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value);

const allActs: PartyAct[] = ['read', 'answer', 'withdraw', 'pay', 'appeal'];

/** Somebody tries the door: let in only with a part or a mandate, and it is in the log either way. */
async function lookedAt(journey: Journey, { a, b }: Step): Promise<void> {
  const { deps } = journey.world.server;
  const caseId = journey.cases[a % (journey.cases.length || 1)];
  if (!caseId) return;
  const file = (await caseFile(deps.store, caseId))!;
  for (const who of [names[b % names.length]!, 'lawyer', 'stranger'] as Name[]) {
    const act = allActs[(a + b) % allActs.length]!;
    const day = journey.today();
    const allowed = may(journey, who, file, act);
    const what = `probe-${journey.id('cook')}-${journey.count()}`;
    // with an address that claims another's part: whose it is makes no difference
    const asked = b % 2 === 0 ? { personId: journey.id(who) } : { personId: file.parties[0]!.personId, by: journey.id(who) };
    const opened = await tried(() => openCase(deps, { kind: 'person', ...asked }, caseId, act, what));
    const logged = await deps.store.query<{ granted: boolean; actor: { id: string } }>('select granted, actor from access_log where what = $1', [what]);
    if (journey.today() !== day) continue;
    assert.deepEqual(opened.done ? true : opened.code, allowed ? true : 'not-found', `${who} tries to ${act}`);
    assert.deepEqual(logged, [{ granted: allowed, actor: logged[0]?.actor }], 'each look is logged once, as what it was');
    if (opened.done) assert.equal(logged[0]!.actor.id, journey.id(who), 'and as who looked');
  }
  const elsewhere = await tried(() => openCase(deps, { kind: 'staff', staffId: 'eva', unit: `not-${unit}`, roles: ['officer', 'approver', 'clerk'] }, caseId, 'read', 'probe'));
  assert.deepEqual(elsewhere, { done: false, code: 'not-found' }, 'another unit has no business here');
}

/** At a journey's end: every errand is done, nobody reads what is the other side's alone, and the audit finds nothing. */
export async function holdsAtEnd(journey: Journey): Promise<void> {
  const { world } = journey;
  await fetch(`${world.neighbours.urls.payments}/control`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ reset: true }) });
  await idle(journey);
  // nobody here has an address: a letter that was not read in time lies with an officer, as it should
  const { stuck } = await watchdog(world.server.deps.store);
  assert.deepEqual(stuck.filter(({ topic }) => topic !== 'paper').map(({ topic, problem }) => ({ topic, problem })), [], 'no errand is given up');
  for (const caseId of journey.cases) {
    const loaded = (await loadCase(world.server.deps.store, caseId))!;
    await moneyFits(journey, loaded);
    await ownSideOnly(journey, loaded);
  }
  const { deps } = world.server;
  assert.deepEqual((await verifyAudit(deps.store, deps.keys.jwks, { files: false })).findings, []);
}

const idle = ({ world }: Journey): Promise<void> => until(async () => {
  const { store, clock } = world.server.deps;
  const [row] = await store.query<{ n: number }>(`select count(*)::int as n from outbox where (state = 'due' and due_at <= $1) or state = 'leased'`, [clock.now()]);
  if (row!.n > 0) return false;
  const [money] = await store.query<{ n: number }>(`select count(*)::int as n from payment where status = 'refunding'`);
  return money!.n === 0;
}, 'all errands to be done', 60_000);

/** By the provider's own books no more is kept than the fee. */
async function moneyFits({ world }: Journey, { payments, file }: LoadedCase): Promise<void> {
  const { deps } = world.server;
  let kept = 0;
  for (const attempt of payments) {
    const there = attempt.providerId ? await deps.payments.payment(attempt.providerId) : null;
    if (there?.status !== 'paid') continue;
    // its message may be on its way yet
    await until(async () => (await loadCase(deps.store, file.id))!.payments.some((one) => one.id === attempt.id && ['paid', 'refunded'].includes(one.status)), 'a payment to be settled', 30_000);
    const now = (await deps.payments.payment(attempt.providerId!))!;
    kept += now.amount - now.refunds.reduce((sum, refund) => sum + refund.amount, 0);
  }
  const standing = (await loadCase(deps.store, file.id))!.payments.find((one) => one.status === 'paid');
  assert.equal(kept, standing?.amount ?? 0, 'no more is kept than the fee');
}

/** Each side's pages, read as that side: nothing on them that is the other's alone. */
async function ownSideOnly(journey: Journey, { file, letters, documents }: LoadedCase): Promise<void> {
  const { server } = journey.world;
  const sides: Name[] = ['cook', 'baker', 'owner', 'rival'];
  for (const who of sides) {
    if (!may(journey, who, file, 'read')) continue;
    // who may act for both sides sees both
    const parts = file.parties.filter((party) => party.personId === journey.id(who) || mandated(journey, who, party.personId, 'read', file.id));
    if (parts.length !== 1) continue;
    const [me] = parts as [typeof parts[0]];
    const token = await beginSession(server.deps, { kind: 'person', personId: journey.id(who) }, { name: who, language: 'en' }, undefined);
    const get = (url: string) => server.app.inject({ url, headers: { host: new URL(server.url).host, cookie: `ankomst-session=${token}`, accept: 'text/html' } });
    const foreign = [
      ...[...journey.typed.values()].filter((one) => one.caseId === file.id && one.personId !== me.personId)
        .flatMap((one) => [one.raw['person.passport-number'], one.page === 'messages' || one.page === 'appeal' ? one.raw['text'] : undefined]),
      ...journey.sent.filter((one) => one.caseId === file.id && one.personId && one.personId !== me.personId).map((one) => one.text),
      ...documents.filter((one) => one.personId !== me.personId && me.role === 'employer').map((one) => one.name),
    ].filter((one) => one !== undefined);
    for (const path of ['', '/decision', '/messages', '/tasks', '/pay', '/check', '/appeal']) {
      const { payload, statusCode } = await get(`/case/${file.id}${path}`);
      assert.ok([200, 303, 404].includes(statusCode) && (path !== '' || statusCode === 200), `${path || 'the case'} for ${who}: ${statusCode}`);
      for (const one of foreign) assert.ok(!payload.includes(one), `${me.role} reads ${one} on ${path || '/'}`);
    }
    for (const letter of letters) {
      const { statusCode } = await get(`/case/${file.id}/letters/${letter.id}`);
      assert.equal(statusCode, letter.toPersonId === me.personId ? 200 : 404, 'a letter is for whom it is to');
    }
    if (me.role === 'employer') {
      for (const document of documents) assert.equal((await get(`/case/${file.id}/files/${document.id}`)).statusCode, 404, 'the passport is not the employer’s');
    }
  }
}
