import { assessCase, permitTerms, type Actor, type Assessment, type ConditionResult, type Reason, type Rulebook } from '@ankomst/core';
import { staffNames, type Account } from '@ankomst/store';
import { routes, words, type PageContext, type StaffCaseView, type StaffCondition, type Words } from '@ankomst/web';
import { actorOf, type OpenedCase } from '../access/open-case.ts';
import { staffAppealView } from '../appeals/appeal-view.ts';
import { partyNames } from '../cases/form-setting.ts';
import { actContext } from '../cases/act-context.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { staffClocksView } from '../expected/deadlines-view.ts';
import { applicantOf, firstOf, lawWords, reasonKeys, told as toldOf, unitName, type CaseScene } from '../web/case-words.ts';
import { deskScene, doneBy } from '../web-staff/case-words.ts';
import { staffCaseView } from '../web-staff/case-view.ts';
import type { CaseAnswer, ConditionAnswer } from './api.ts';
import { documentAnswers } from './document-answers.ts';
import { caseDifferences, factGroups } from './fact-answers.ts';
import { recordableFacts } from './record-fact.ts';
import { seenText } from './seen.ts';
import { deskWord } from './words.ts';

/** All that the desk shows of a case, in one answer: the same view as the light desk's, with each fact's sources laid side by side. */
export async function caseAnswer(deps: Deps, opened: OpenedCase<Staff>, accounts: readonly Account[], ctx: PageContext): Promise<CaseAnswer> {
  const { file, rulebook, subject: staff } = opened;
  const say = (text: Words): string => words(text, ctx);
  const view = staffCaseView(deps, opened, accounts, ctx);
  const staffIds = staffIn(opened);
  const nameOf = await staffNames(deps.store, staffIds);
  const scene = deskScene(file, rulebook, { ...Object.fromEntries(staffIds.map((id) => [id, nameOf(id)])), ...partyNames(opened) });
  const undecided = file.phase === 'offered' || file.phase === 'lodged';
  const assessment = undecided ? assessCase(opened.state, actContext(deps, actorOf(staff), rulebook)) : opened.decisions.at(-1)?.assessment;
  const facts = factGroups(opened, caseDifferences(opened, undecided ? assessment : undefined, ctx.timeZone), scene, ctx);
  const officer = staff.roles.includes('officer') && staff.unit === file.unit;
  const clocks = await staffClocksView(deps, opened, ctx);
  const today = deps.clock.now().slice(0, 10);
  return {
    id: file.id, number: file.number, version: file.version, service: say(view.service), unit: unitName(deps, file.unit, ctx.language), phase: { code: file.phase, text: say(view.phase) },
    parties: view.parties.map(({ personId, name, role }, at) => ({ personId, name, role: say(role), applicant: file.parties[at]?.role === rulebook.applicantRole })),
    ...(view.waiting ? { waiting: {
      reason: file.waiting!.reason, text: say(view.waiting.text), holder: file.waiting!.holder.kind === 'staff' ? nameOf(file.waiting!.holder.staffId) : say(view.waiting.holder), us: ['unit', 'staff', 'robot'].includes(file.waiting!.holder.kind), since: view.waiting.since,
      ...(view.waiting.nextLegalDate ? { legal: { on: view.waiting.nextLegalDate.on, what: say(view.waiting.nextLegalDate.what), passed: view.waiting.nextLegalDate.on < today } } : {}),
    } } : {}),
    ...(view.assignedTo ? { assigned: { staffId: view.assignedTo, name: nameOf(view.assignedTo), mine: view.mine } } : {}),
    facts,
    ...(assessment && (undecided || view.decision) ? { assessment: assessed(assessment, view, opened, facts, scene, accounts, ctx) } : {}),
    ...(view.stopped ? { stopped: { why: say(view.stopped.why), at: view.stopped.at } } : {}),
    documents: documentAnswers(opened, view, facts, say),
    timeline: view.events.map(({ at, what, by }, index) => ({ at, what: say(what), by: byName(opened.events.at(-1 - index)!.actor, say(by), scene) })),
    messages: view.messages.map(({ at, direction, by, text, language }, index) => ({
      at, direction, by: direction === 'out' ? say(by).replace(/^\S+/, nameOf) : say(by), text, language: language ?? '', documents: opened.documents.filter((one) => opened.messages[index]?.documents?.includes(one.id)).map(({ id, name }) => ({ id, name })),
    })),
    requests: view.requests.map((one, index) => ({
      id: file.openRequests[index]!.id, to: one.to, text: one.text, askedAt: one.askedAt, facts: one.facts.map(say), mine: file.openRequests[index]!.askedBy === staff.staffId, ...(one.by ? { by: one.by } : {}),
    })),
    askable: view.may.request ? view.askable.map(({ key, label }) => ({ value: key, label: say(label) })) : [],
    recordable: officer && undecided && !file.proposal ? recordableFacts(file, rulebook, scene.names, ctx) : [],
    people: view.askablePeople.map(({ personId, name, role }) => ({ value: personId, label: `${name} (${say(role)})` })),
    ...(view.decide ? { decide: {
      kinds: view.decide.permitKinds.map(({ value, label }) => ({ value, label: say(label) })), grounds: view.decide.grounds.map(({ value, label }) => ({ value, label: say(label) })),
      refuse: view.decide.conditions.filter((one) => one.status !== 'met').map((one) => one.id),
    } } : {}),
    ...proposal(opened, view, assessment, scene, ctx),
    ...decision(opened, view, scene, ctx),
    clocks: clocks.clocks.map(({ label, on, passed, pausedBy, extendedBecause }) => ({ label: say(label), on, passed, ...(pausedBy ? { pausedBy: say(pausedBy) } : {}), ...(extendedBecause ? { extendedBecause } : {}) })),
    extend: clocks.extend.map(({ deadline, label, days }) => ({ deadline, label: say(label), days })),
    ...(clocks.notice ? { notice: { due: clocks.notice.due, expectedBy: clocks.notice.expectedBy, texts: clocks.notice.texts } } : {}),
    ...(clocks.request ? { conclude: { askedAt: clocks.request.askedAt, texts: clocks.request.texts, ...(clocks.request.answerBy ? { answerBy: clocks.request.answerBy } : {}) } } : {}),
    ...appeal(opened, ctx),
    may: { ...view.may, decide: view.decide !== undefined, settle: officer && undecided && !file.proposal },
    light: routes.staff.case(file.id),
  };
}

/** The officers a case speaks of, by employee number. */
function staffIn({ file, events, decisions, messages, facts, history }: OpenedCase): string[] {
  const spoken = [...facts, ...history].map((fact) => fact.assertedBy).concat(messages.map((one) => one.by)).filter((by) => by.startsWith('staff/')).map((by) => by.slice('staff/'.length));
  const acted = [...events.map((event) => event.actor), ...decisions.flatMap((one) => [one.decidedBy, ...(one.approvedBy ? [one.approvedBy] : [])])].filter((actor) => actor.kind === 'staff').map((actor) => actor.id);
  return [...new Set([...spoken, ...acted, ...(file.assignedTo ? [file.assignedTo] : []), ...(file.proposal ? [file.proposal.by.id] : [])])];
}

/** An officer by name, where the view knows them by number. */
const byName = (actor: Actor, otherwise: string, scene: CaseScene): string => (actor.kind === 'staff' ? scene.names[actor.id] ?? otherwise : otherwise);

/** The conditions: what stopped the robot first, each with its law, its facts and what can be asked. */
function assessed(assessment: Assessment, view: StaffCaseView, opened: OpenedCase<Staff>, facts: CaseAnswer['facts'], scene: CaseScene, accounts: readonly Account[], ctx: PageContext): NonNullable<CaseAnswer['assessment']> {
  const prepared = new Map((view.decide?.conditions ?? view.stopped?.conditions ?? []).map((one) => [one.id, one]));
  const shown = new Map(facts.flatMap((group) => group.facts).map((one) => [one.key, one]));
  const rank = (status: ConditionResult['status']): number => ['not met', 'unknown', 'doubtful', 'met'].indexOf(status);
  const conditions = assessment.conditions.toSorted((a, b) => rank(a.status) - rank(b.status)).map((result): ConditionAnswer => {
    const named = (keys: readonly string[]): string[] => [...new Set(keys.map((key) => ctx.say(`fact.${key.split(' ')[1]}`)))];
    return {
      id: result.condition, label: ctx.say(`condition.${result.condition}`), status: result.status, discretion: result.kind === 'discretion',
      ...(result.reason ? { reason: reasonText({ reason: result.reason, told: result.told }, false, scene, ctx) } : {}),
      law: lawText(opened.rulebook, result.basis, ctx),
      // of what is in doubt or missing only that; of what is not met, all it was judged on
      facts: (result.status === 'doubtful' ? result.doubted : result.status === 'unknown' ? result.missing : result.facts).flatMap((key) => {
        const fact = shown.get(key), whose = scene.names[key.split('/')[1]!.split(' ')[0]!];
        if (!fact) return [];
        const several = result.facts.some((other) => other !== key && other.split(' ')[1] === key.split(' ')[1]);
        return [{ key, label: several && whose ? `${fact.label} (${whose})` : fact.label, value: fact.value }];
      }),
      missing: named(result.missing), doubted: named(result.doubted),
      ...(result.status === 'met' ? {} : asking(prepared.get(result.condition), result, opened, view, ctx)),
    };
  });
  const terms = permitTerms(assessment.permit);
  return { outcome: assessment.outcome, conditions, ...(terms ? { terms } : {}), seen: seenText(assessment) };
}

/** The question that one press sends; or why there is none. */
function asking(condition: StaffCondition | undefined, result: ConditionResult, { file }: OpenedCase, view: StaffCaseView, ctx: PageContext): Pick<ConditionAnswer, 'ask' | 'askBlocked'> {
  if (condition?.ask && view.may.request) return { ask: { ...condition.ask, to: view.parties.find((one) => one.personId === condition.ask!.person)?.name ?? '' } };
  if (file.phase !== 'lodged' || !view.decide) return {};
  if (file.openRequests.length > 0) return { askBlocked: deskWord(ctx.language, 'ask.asked') };
  const named = (keys: readonly string[]): string => [...new Set(keys.map((key) => ctx.say(`fact.${key.split(' ')[1]}`)))].join(', ');
  return { askBlocked: result.missing.length > 0 ? deskWord(ctx.language, 'ask.nobody', { facts: named(result.missing) }) : deskWord(ctx.language, 'ask.on-file', { facts: named(result.facts) }) };
}

/** What the first officer proposes, as the second must see it: how its reasons stand now, and what has come since. */
function proposal({ file, rulebook, events, subject }: OpenedCase<Staff>, view: StaffCaseView, assessment: Assessment | undefined, scene: CaseScene, ctx: PageContext): Pick<CaseAnswer, 'proposal'> {
  const { proposal: made } = file;
  if (!made) return {};
  const proposed = events.findLast((event) => event.type === 'DecisionProposed');
  const since = events.slice(proposed ? events.indexOf(proposed) + 1 : events.length).filter((event) => told.has(event.type));
  return { proposal: {
    outcome: made.outcome, by: deskWord(ctx.language, 'by.officer', { id: scene.names[made.by.id] ?? made.by.id }), mine: made.by.id === subject.staffId, at: made.at, mayApprove: view.proposal?.mayApprove ?? false,
    ...(made.note ? { note: made.note } : {}), ...(made.permit ? { terms: made.permit } : {}),
    reasons: made.reasons.map((reason) => ({
      condition: reason.condition, text: reasonText(reason, false, scene, ctx), law: lawText(rulebook, reason.basis, ctx),
      now: assessment?.conditions.find((one) => one.condition === reason.condition)?.status ?? 'unknown',
    })),
    since: since.map((event) => ctx.say(`event.${event.type}`)),
  } };
}

/** A reason with the figures it rests on. `against`: as it stands in a decision against the person. */
const reasonText = (reason: Pick<Reason, 'reason' | 'told'>, against: boolean, scene: CaseScene, ctx: PageContext): string =>
  words(firstOf(ctx, reasonKeys(reason, against), { ...toldOf(reason), applicant: applicantOf(scene, ctx) }), ctx);

const lawText = (rulebook: Rulebook, basis: readonly string[], ctx: PageContext): { label: string; url?: string }[] =>
  lawWords(rulebook, basis, ctx).map(({ label, url }) => ({ label: words(label, ctx), ...(url ? { url } : {}) }));

/** Events by which something new comes to a case. */
const told = new Set<string>(['FactsRecorded', 'InformationReceived', 'MessageReceived', 'DocumentReceived', 'DifferenceSettled', 'DifferenceReopened', 'ConclusionRequested']);

function decision({ decisions, rulebook }: OpenedCase<Staff>, view: StaffCaseView, scene: CaseScene, ctx: PageContext): Pick<CaseAnswer, 'decision'> {
  const made = decisions.at(-1);
  if (!made || !view.decision) return {};
  return { decision: {
    id: made.id, outcome: made.outcome, at: made.decidedAt, by: byName(made.decidedBy, words(doneBy(made.decidedBy, scene.names, ctx), ctx), scene), automatic: made.automatic,
    ...(made.approvedBy ? { approvedBy: byName(made.approvedBy, words(doneBy(made.approvedBy, scene.names, ctx), ctx), scene) } : {}), ...(made.note ? { note: made.note } : {}), ...(made.permit ? { terms: made.permit } : {}),
    reasons: made.reasons.map((reason) => ({ text: reasonText(reason, made.outcome !== 'granted', scene, ctx), law: lawText(rulebook, reason.basis, ctx) })),
  } };
}

function appeal(opened: OpenedCase<Staff>, ctx: PageContext): Pick<CaseAnswer, 'appeal'> {
  const record = opened.appeals.find((one) => one.id === opened.file.appeal?.id) ?? opened.appeals.at(-1);
  if (!record) return {};
  const view = staffAppealView(opened, record, ctx);
  return { appeal: {
    appellant: view.appellant, lodgedAt: view.lodgedAt, inTime: view.inTime, text: view.text, mayReview: view.act !== undefined,
    files: opened.documents.filter((one) => record.documents.includes(one.id)).map(({ id, name }) => ({ id, name })),
    ...(view.dueOn ? { dueOn: view.dueOn } : {}), ...(view.review ? { review: view.review } : {}), ...(view.ruling ? { ruling: view.ruling } : {}),
  } };
}
