import assert from 'node:assert/strict';
import { addDays, assessCase, mandateScopes, type Json } from '@ankomst/core';
import { caseFile, loadCase, type LoadedCase } from '@ankomst/store';
import fc from 'fast-check';
import type { Party } from '../../cases/act-as-party.ts';
import { keepAppeal } from '../../appeals/keep-appeal.ts';
import { lodgeAppeal } from '../../appeals/lodge-appeal.ts';
import { reviewAppeal, reviewOutcomes } from '../../appeals/review-appeal.ts';
import { withdrawAppeal } from '../../appeals/withdraw-appeal.ts';
import { beginApplication } from '../../applications/begin-application.ts';
import { codeOf, inviteParty } from '../../applications/invite-party.ts';
import { joinCase } from '../../applications/join-case.ts';
import { actContext } from '../../cases/act-context.ts';
import { answerRequest } from '../../cases/answer-request.ts';
import { lodgeApplication } from '../../cases/lodge-application.ts';
import { openCase } from '../../access/open-case.ts';
import { readLetter } from '../../cases/read-letter.ts';
import { requestToConclude } from '../../cases/request-to-conclude.ts';
import { saveDraft } from '../../cases/save-draft.ts';
import { withdraw } from '../../cases/withdraw.ts';
import { longestMessage, writeMessage } from '../../cases/write-message.ts';
import { approveDecision } from '../../cases-staff/approve-decision.ts';
import { assignCase } from '../../cases-staff/assign-case.ts';
import { extendDeadline } from '../../cases-staff/extend-deadline.ts';
import type { Staff } from '../../cases-staff/handle-case.ts';
import { proposeDecision } from '../../cases-staff/propose-decision.ts';
import { refuseToConclude } from '../../cases-staff/refuse-to-conclude.ts';
import { requestInformation } from '../../cases-staff/request-information.ts';
import { rerunRules } from '../../cases-staff/rerun-rules.ts';
import { returnDecision } from '../../cases-staff/return-decision.ts';
import { signDelayNotice } from '../../cases-staff/sign-delay-notice.ts';
import { sweepDeadlines } from '../../cases-staff/sweep-deadlines.ts';
import type { Deps } from '../../deps.ts';
import { receiveFile } from '../../documents/receive-file.ts';
import { exchangeHandlers } from '../../exchange/handler-list.ts';
import { ExchangeProblem } from '../../exchange/handlers.ts';
import { giveMandate } from '../../mandates/give-mandate.ts';
import { revokeMandate } from '../../mandates/revoke-mandate.ts';
import { askProvider } from '../../payments/ask-provider.ts';
import { beginPayment, payAddress } from '../../payments/begin-payment.ts';
import { rulebookOfCase } from '../../rulebooks.ts';
import { startServer } from '../../start-server.ts';
import { names, type Journey, type Name, type Principal } from './cast.ts';
import { asParty, mandated, tried } from './oracle.ts';
import { applicantPages, employerPages } from './typing.ts';

const service = 'work-permit';
export const unit = 'labour';
const officers: Staff[] = ['sara-lind', 'omar-haddad'].map((staffId) => ({ kind: 'staff', staffId, unit, roles: ['officer', 'approver'] }));
const outcomes = ['upheld', 'changed', 'referred-back', 'dismissed'];

/** One step of a journey. `a` and `b` choose among what there is when it comes to it: a case, a letter, a mandate. */
export interface Step { do: keyof typeof acts; who: Name; a: number; b: number; twice: boolean }

/** Where a step finds itself. */
interface Scene extends Omit<Step, 'do'> { journey: Journey; deps: Deps; once: string; n: number; party: Party }
/** The same with one of the journey's cases. */
interface InCase extends Scene { caseId: string }

const inCase = (act: (scene: InCase) => Promise<unknown>) => async (scene: Scene): Promise<unknown> => {
  const { cases } = scene.journey;
  return cases.length === 0 ? undefined : act({ ...scene, caseId: cases[scene.a % cases.length]! });
};
const byOfficer = (act: (scene: InCase & { staff: Staff; loaded: LoadedCase }) => Promise<unknown>) => inCase(async (scene) => {
  const loaded = (await loadCase(scene.deps.store, scene.caseId))!;
  return tried(() => act({ ...scene, staff: officers[scene.b % 2]!, loaded }));
});
const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % all.length];

async function begin({ journey, deps, who, a, twice, once }: Scene): Promise<void> {
  if (journey.cases.length >= 3) return;
  const own = who === 'cook' || who === 'baker';
  const principal = own ? journey.id(who) : journey.id(a % 4 === 0 ? 'agency' : 'inn');
  const allowed = own || mandated(journey, who, principal, 'write');
  const made = await Promise.all((twice ? [1, 2] : [1]).map(() => tried(() => beginApplication(deps, journey.id(who), { service, role: own ? 'applicant' : 'employer', principal, once }))));
  for (const one of made) assert.deepEqual(one.done ? true : one.code, allowed ? true : 'not-allowed', `${who} begins`);
  const ids = made.flatMap((one) => (one.done ? [one.value as string] : []));
  assert.ok(new Set(ids).size <= 1, 'pressed twice, one case');
  if (ids[0] && !journey.cases.includes(ids[0])) journey.cases.push(ids[0]);
}

/** In whose draft this person writes: undefined where nobody's, or where it could be either side's. */
async function ownerOf({ journey, deps, who, caseId }: InCase): Promise<{ personId: string; role: string } | undefined> {
  const { parties } = (await caseFile(deps.store, caseId))!;
  const me = parties.find((party) => party.personId === journey.id(who));
  const found = me ? [me] : parties.filter((party) => mandated(journey, who, party.personId, 'write', caseId));
  return found.length === 1 ? found[0] : undefined;
}

async function type(scene: InCase, page: string, raw: Record<string, string>, facts: [string, Json][] = []): Promise<void> {
  const { journey, deps, who, caseId } = scene;
  const owner = await ownerOf(scene);
  const { done } = await asParty(journey, who, caseId, 'answer', false, () => saveDraft(deps, journey.id(who), caseId, { [page]: raw }));
  if (done && owner) journey.typed.set(`${caseId} ${owner.personId} ${page}`, { caseId, personId: owner.personId, page, raw, facts });
}

/** All pages of the own part, and the passport's picture. */
async function fill(scene: InCase): Promise<void> {
  const { journey, b } = scene;
  const owner = await ownerOf(scene);
  if (!owner) return type(scene, 'passport', { 'person.passport-number': 'nobody' });
  for (const { page, raw, facts } of owner.role === 'applicant' ? applicantPages(b) : employerPages(b, journey.today())) await type(scene, page, raw, facts);
  if (owner.role === 'applicant') await file(scene);
}

const file = async (scene: InCase): Promise<void> => {
  const { journey, deps, who, caseId, n } = scene;
  const owner = await ownerOf(scene);
  async function* bytes(): AsyncGenerator<Uint8Array> { yield journey.picture; }
  const sent = await asParty(journey, who, caseId, 'answer', false, () =>
    receiveFile(deps, journey.id(who), caseId, { bytes: bytes(), name: `passport-${caseId.slice(-6)}-${n}.jpg`, claimed: 'image/jpeg', key: 'person.passport-image' }));
  if (!sent.done || !owner) return;
  const { id } = sent.value as { id: string };
  journey.typed.set(`${caseId} ${owner.personId} file:${id}`, { caseId, personId: owner.personId, page: `file:${id}`, raw: {}, facts: [], file: id });
};

const send = (scene: InCase): Promise<unknown> => asParty(scene.journey, scene.who, scene.caseId, 'answer', scene.twice, () =>
  lodgeApplication(scene.deps, scene.party, { caseId: scene.caseId, once: scene.once, language: 'en' }));

async function answer(scene: InCase): Promise<unknown> {
  const { journey, deps, who, party, caseId, once, b, twice } = scene;
  const { openRequests, parties } = (await caseFile(deps.store, caseId))!;
  const [asked] = openRequests;
  if (!asked || !parties.some((one) => one.personId === asked.to)) return;
  const salary = 34_000 + (b % 8) * 500;
  return asParty(journey, who, caseId, 'answer', twice, () => answerRequest(deps, party, {
    caseId, request: asked.id, once, page: `request-${asked.id}`, text: 'Answered.', language: 'en', documents: [],
    answers: asked.facts.map((one) => ({ fact: one.fact, value: salary * 100 })),
  }));
}

async function message(scene: InCase): Promise<void> {
  const { journey, deps, who, party, caseId, once, n, twice } = scene;
  const text = `word-${caseId.slice(-6)}-${n}`.slice(0, longestMessage);
  const owner = await ownerOf(scene);
  const { done } = await asParty(journey, who, caseId, 'answer', twice, () => writeMessage(deps, party, { caseId, once, text, language: 'en' }));
  if (done) journey.sent.push({ caseId, personId: owner?.personId, text });
}

async function invite({ journey, deps, who, party, caseId, once, b, twice }: InCase): Promise<unknown> {
  const role = b % 2 === 0 ? 'applicant' : 'employer';
  return asParty(journey, who, caseId, 'answer', twice, () => inviteParty(deps, party, { caseId, role, email: `to-${once}@example.test`, language: 'en', once }));
}

async function join({ journey, deps, who, caseId, b }: InCase): Promise<void> {
  const { invited = [] } = (await caseFile(deps.store, caseId))!;
  const [first] = invited;
  const code = first && b % 5 > 0 ? codeOf(deps, first.id) : codeOf(deps, `guessed-${b}`);
  const principal = pick<Principal>([who, who, 'inn', 'agency', 'cook'], b)!;
  const allowed = principal === who || mandated(journey, who, journey.id(principal), 'write', caseId);
  const joined = await tried(() => joinCase(deps, journey.id(who), { code, principal: journey.id(principal) }));
  if (!allowed || !first || b % 5 === 0) assert.equal(joined.done, false, `${who} takes no place for ${principal} without code and mandate`);
}

async function give({ journey, deps, who, a, b, once }: Scene): Promise<void> {
  const principal = pick<Principal>([who, who, 'inn', 'agency', 'cook'], a)!;
  const holder = pick<Name>(['lawyer', 'lawyer', 'clerk', 'stranger', 'owner'], b)!;
  const number = journey.number(holder)!;
  const scope = mandateScopes.filter((_, i) => ((b + 31) >> i) % 2 === 1);
  const caseId = b % 3 === 0 ? pick(journey.cases, a) : undefined;
  const from = addDays(journey.today(), b % 7 === 0 ? 3 : 0);
  const until = b % 4 === 0 ? addDays(from, b % 30) : undefined;
  const own = principal === who || journey.mandates.some((one) => one.id.startsWith('register:') && one.principal === journey.id(principal) && one.holder === journey.id(who) && !one.revoked);
  const given = await tried(() => giveMandate(deps, journey.id(who), {
    number, principal: journey.id(principal), scope, covers: caseId ? { kind: 'case', caseId } : { kind: 'all' }, validFrom: from, ...(until ? { validTo: until } : {}), once,
  }));
  if (!own) assert.deepEqual(given, { done: false, code: 'not-yours' }, `${who} gives away what is ${principal}'s`);
  if (given.done) {
    journey.mandates.push({
      id: given.value as string, principal: journey.id(principal), holder: journey.id(holder), scope, ...(caseId ? { caseId } : {}), validFrom: from, ...(until ? { validTo: until } : {}), revoked: false,
    });
  }
}

async function revoke({ journey, deps, who, a }: Scene): Promise<void> {
  const given = journey.mandates.filter((one) => !one.id.startsWith('register:'));
  const mandate = pick(given, a);
  if (!mandate) return;
  const me = journey.id(who);
  const byLaw = journey.mandates.some((one) => one.id.startsWith('register:') && one.holder === me && one.principal === mandate.principal);
  const { done } = await tried(() => revokeMandate(deps, me, mandate.id));
  assert.equal(done, me === mandate.principal || me === mandate.holder || byLaw, `${who} ends a mandate`);
  if (done) mandate.revoked = true;
}

async function pay({ journey, deps, who, party, caseId, once, twice }: InCase): Promise<unknown> {
  return asParty(journey, who, caseId, 'pay', twice, async () => payAddress(deps, await beginPayment(deps, party, { caseId, once }), 'en'));
}

const atProvider = (...said: string[]) => inCase(async ({ deps, caseId, b }) => {
  const attempt = pick((await loadCase(deps.store, caseId))!.payments, b);
  const pressed = said[b % said.length]!;
  if (attempt?.payUrl) await fetch(attempt.payUrl, { method: 'POST', body: new URLSearchParams({ answer: pressed }), redirect: 'manual' });
});

/** A partner's message, ready-made as it is after its signature held; sent twice it changes nothing the second time. */
async function heard({ deps, once }: Scene, partner: string, kind: string, data: { [key: string]: Json }, twice: boolean): Promise<string | undefined> {
  const event = { partner, messageId: once, type: kind, data, body: JSON.stringify(data), issuedAt: deps.clock.now(), receivedAt: deps.clock.now() };
  try {
    for (let i = 0; i < (twice ? 2 : 1); i += 1) await exchangeHandlers[`${partner} ${kind}`]!(deps, event);
    return undefined;
  } catch (error) {
    if (error instanceof ExchangeProblem) return error.code;
    throw error;
  }
}

/** A message about money that never moved: another sum, another attempt, a refund nobody asked for. */
const forged = inCase(async (scene) => {
  const { payments } = (await loadCase(scene.deps.store, scene.caseId))!;
  const attempt = pick(payments.filter((one) => one.status === 'requested' && one.providerId), scene.b);
  if (!attempt) return;
  const said = { id: attempt.providerId!, reference: attempt.id, amount: attempt.amount, currency: attempt.currency };
  const [kind, data] = pick<[string, Record<string, Json>]>([
    ['PaymentCompleted', { ...said, amount: 1 }], ['PaymentCompleted', { ...said, id: 'another' }], ['PaymentRefunded', said], ['PaymentCompleted', { ...said, reference: 'nothing' }],
  ], scene.b)!;
  assert.notEqual(await heard(scene, 'payments', kind, data, false), undefined, 'money that never moved is not believed');
});

async function rule(scene: InCase): Promise<unknown> {
  const appeal = (await loadCase(scene.deps.store, scene.caseId))!.appeals.at(-1);
  return appeal && heard(scene, 'court', 'CourtRuled', { id: appeal.id, outcome: pick(outcomes, scene.b)!, reasons: 'The court finds so.' }, scene.twice);
}

async function union(scene: InCase): Promise<unknown> {
  const { number } = (await caseFile(scene.deps.store, scene.caseId))!;
  return heard(scene, 'union', 'UnionAnswered', { caseNumber: number, opinion: pick(['agrees', 'objects', 'none'], scene.b)! }, scene.twice);
}

const propose = byOfficer(async ({ journey, deps, staff, caseId, once, loaded, b }) => {
  const rulebook = await rulebookOfCase(deps, loaded.file);
  const state = { case: loaded.file, facts: loaded.facts };
  const { conditions } = assessCase(state, actContext(deps, { kind: 'staff', id: staff.staffId }, rulebook));
  const outcome = pick(['refused', 'refused', 'granted', 'dismissed'] as const, b)!;
  const against = conditions.filter((one) => one.status === 'not met').map((one) => one.condition);
  const permit = { kind: 'temporary', ground: 'work', validFrom: journey.today(), validTo: addDays(journey.today(), 700) } as never;
  return proposeDecision(deps, { staff, caseId, once, outcome, conditions: outcome === 'granted' ? [] : against.length > 0 ? against : [pick(conditions, b)!.condition], ...(outcome === 'granted' ? { permit } : {}) });
});

const ask = byOfficer(async ({ deps, staff, caseId, once, loaded, b }) => {
  const to = pick(loaded.file.parties, b)!.personId;
  return requestInformation(deps, { staff, caseId, once, to, facts: [{ fact: 'case.offer-salary', of: to }], text: 'Which salary?', language: 'en' });
});

const review = byOfficer(({ deps, staff, caseId, once, b }) => reviewAppeal(deps, { staff, caseId, once, outcome: pick(reviewOutcomes, b)!, note: 'Read again.' }));

async function read({ journey, deps, who, party, caseId, twice }: InCase): Promise<void> {
  await asParty(journey, who, caseId, 'read', twice, async () => {
    const opened = await openCase(deps, party, caseId, 'read', 'letters');
    for (const letter of opened.letters.filter((one) => one.toPersonId === opened.subject.personId)) await readLetter(deps, opened, letter.id);
  });
}

async function appeal(scene: InCase): Promise<void> {
  const { journey, deps, who, party, caseId, once, n, twice } = scene;
  const raw = { text: `appeal-${caseId.slice(-6)}-${n}` };
  const kept = await asParty(journey, who, caseId, 'appeal', false, () => keepAppeal(deps, journey.id(who), caseId, raw));
  if (!kept.done) return;
  const personId = kept.value as string;
  journey.typed.set(`${caseId} ${personId} appeal`, { caseId, personId, page: 'appeal', raw, facts: [] });
  await asParty(journey, who, caseId, 'appeal', twice, () => lodgeAppeal(deps, party, { caseId, once, language: 'en' }));
}

/** What the case waits for is done by who can do it: so that journeys come far. */
async function next(scene: Scene): Promise<unknown> {
  const { journey, deps, a } = scene;
  if (journey.cases.length === 0) return begin({ ...scene, who: a % 3 === 0 ? 'owner' : 'cook', a: 1 });
  const caseId = journey.cases[a % journey.cases.length]!;
  const { file, appeals } = (await loadCase(deps.store, caseId))!;
  const as = (who: Name): InCase => ({ ...scene, caseId, who, party: { kind: 'person', personId: journey.id(who) } });
  const nameOf = (role: string): Name => {
    const id = file.parties.find((party) => party.role === role)?.personId;
    return id === journey.id('inn') ? 'owner' : id === journey.id('agency') ? 'rival' : names.find((one) => journey.id(one) === id) ?? 'cook';
  };
  switch (file.waiting?.reason ?? file.closedAs) {
    case 'invite': return invite({ ...as(nameOf('employer')), b: 0 });
    case 'join': return join({ ...as('baker'), b: 1 });
    case 'confirm-and-apply': await fill(as(nameOf('applicant'))); return send(as(nameOf('applicant')));
    case 'employer-part': await fill(as(nameOf('employer'))); return send(as(nameOf('employer')));
    case 'pay': {
      const there = await pay(as(nameOf('applicant'))) as { done: boolean };
      const attempt = there.done && (await loadCase(deps.store, caseId))!.payments.at(-1);
      if (attempt && attempt.payUrl) await fetch(attempt.payUrl, { method: 'POST', body: new URLSearchParams({ answer: 'pay' }), redirect: 'manual' });
      return;
    }
    case 'union': return union(as('cook'));
    case 'answer': return answer(as(names.find((one) => journey.id(one) === file.openRequests[0]!.to) ?? nameOf('employer')));
    case 'decision': return propose({ ...scene, a });
    case 'second-officer': return acts.approve({ ...scene, b: file.proposal!.by.id === officers[0]!.staffId ? 1 : 0 });
    case 'refused': case 'dismissed': case 'book-visit': await read(as(nameOf('applicant'))); return appeals.length > 2 ? undefined : appeal(as(nameOf('applicant')));
    case 'appeal-review': return review(scene);
    case 'court': return rule(as('cook'));
    default: return undefined;
  }
}

const control = (change: object) => async ({ journey }: Scene): Promise<void> => {
  await fetch(`${journey.world.neighbours.urls.payments}/control`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(change) });
};

/** The process ends and another begins on the same store: what was under way is taken up again. */
async function restart({ journey: { world } }: Scene): Promise<void> {
  const { store } = world.server.deps;
  await world.server.close();
  world.server = await startServer(world.config, { clock: world.clock, store });
}

const days = [0, 1, 1, 2, 4, 9, 12, 31, 95];
const advance = async ({ journey, a, b }: Scene): Promise<void> => journey.world.clock.advance(pick(days, a)! * 86_400_000 + (b % 60) * 60_000);

/** All that can be done, by name. */
const acts = {
  next, begin, give, revoke, advance, restart, forged, propose, ask, review,
  type: inCase((scene) => type(scene, 'messages', { text: `half-${scene.caseId.slice(-6)}-${scene.n}` })),
  fill: inCase(fill), file: inCase(file), send: inCase(send), answer: inCase(answer), message: inCase(message), invite: inCase(invite), join: inCase(join),
  pay: inCase(pay), provider: atProvider('pay', 'pay', 'refuse', 'leave'),
  back: inCase(async ({ deps, caseId, b }) => {
    const attempt = pick((await loadCase(deps.store, caseId))!.payments, b);
    if (attempt) await Promise.all([1, 2].map(() => tried(() => askProvider(deps, attempt.id))));
  }),
  hold: control({ paused: true }), release: control({ paused: false }), double: control({ duplicate: true }), down: control({ down: true }), up: control({ down: false }),
  union: inCase(union), rule: inCase(rule), read: inCase(read), appeal: inCase(appeal),
  withdraw: inCase(({ journey, deps, who, party, caseId, once, twice }) => asParty(journey, who, caseId, 'withdraw', twice, () => withdraw(deps, party, { caseId, once }))),
  conclude: inCase(({ journey, deps, who, party, caseId, once, twice }) => asParty(journey, who, caseId, 'withdraw', twice, () => requestToConclude(deps, party, { caseId, once }))),
  takeBack: inCase(({ journey, deps, who, party, caseId, once, twice }) => asParty(journey, who, caseId, 'appeal', twice, () => withdrawAppeal(deps, party, { caseId, once }))),
  assign: byOfficer(({ deps, staff, caseId, once, b }) => assignCase(deps, { staff, caseId, once, to: b % 3 === 0 ? 'unit' : 'me' })),
  approve: byOfficer(({ deps, staff, caseId, once }) => approveDecision(deps, { staff, caseId, once })),
  giveBack: byOfficer(({ deps, staff, caseId, once }) => returnDecision(deps, { staff, caseId, once, because: 'Look again.' })),
  rerun: byOfficer(({ deps, staff, caseId, once }) => rerunRules(deps, { staff, caseId, once })),
  extend: byOfficer(({ deps, staff, caseId, once }) => extendDeadline(deps, { staff, caseId, once, deadline: 'single-permit', reason: 'A hard one.' })),
  delay: byOfficer(({ journey, deps, staff, caseId, once, loaded }) =>
    signDelayNotice(deps, { staff, caseId, once, reasons: loaded.file.delayNotice?.texts ?? {}, expectedBy: addDays(journey.today(), 20) })),
  keepOpen: byOfficer(({ deps, staff, caseId, once, loaded }) => refuseToConclude(deps, { staff, caseId, once, reasons: loaded.file.conclusion?.texts ?? {} })),
  sweep: async ({ deps }: Scene) => sweepDeadlines(deps),
};

const kinds = Object.keys(acts) as (keyof typeof acts)[];
/** A step: what the case waits for in two of five, else anything by anybody. */
export const aStep: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof({ weight: 2, arbitrary: fc.constant('next' as const) }, { weight: 3, arbitrary: fc.constantFrom(...kinds) }),
  who: fc.constantFrom(...names), a: fc.nat(59), b: fc.nat(419), twice: fc.boolean(),
});

/** Does it. Refusals in words are part of life; anything else is thrown. */
export async function act(journey: Journey, step: Step): Promise<void> {
  const n = journey.count();
  const scene: Scene = { ...step, journey, deps: journey.world.server.deps, n, once: `${journey.id('cook')}-${n}`, party: { kind: 'person', personId: journey.id(step.who) } };
  await acts[step.do](scene);
}
