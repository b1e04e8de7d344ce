import { explain, factSet } from '@ankomst/core';
import type { DecisionRecord } from '@ankomst/core';
import { direction, routes } from '@ankomst/web';
import type { DecisionView, LetterView, PageContext, SentView, Words } from '@ankomst/web';
import type { Account } from '@ankomst/store';
import { eyeOf } from '../access/household.ts';
import type { OpenedCase } from '../access/open-case.ts';
import { appealLink, appealTime, factsFor, sentAppeal } from '../appeals/appeal-view.ts';
import type { Party } from '../cases/act-as-party.ts';
import { ownLetter } from '../cases/read-letter.ts';
import { feeDue } from '../cases/fee-due.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { applicantOf, dueForMe, firstOf, holderWords, lawWords, reasonKeys, told, waitingWords, whereToAct } from './case-words.ts';
import type { CaseScene } from './case-words.ts';
import { sceneOf } from './case-view.ts';

/** The decision in the person's words: outcome, meaning, what to do; then why, each reason with its law. */
export function decisionView(deps: Deps, opened: OpenedCase<Party>, ctx: PageContext): DecisionView {
  const { file, rulebook, subject: { personId } } = opened;
  const decision = opened.decisions.at(-1);
  if (!decision) throw new Problem('not-found');
  const scene = sceneOf(opened);
  const eye = eyeOf(personId, file, rulebook, opened.standing.protectedPersons);
  const href = whereToAct(scene);
  return {
    caseId: file.id,
    number: file.number,
    outcome: decision.outcome,
    headline: headline(decision, scene, ctx),
    meaning: meaning(decision, scene, ctx),
    todo: href ? [{ text: waitingWords(scene, ctx), href, by: dueForMe(scene) }] : [],
    reasons: decision.reasons.filter((reason) => reasonSeen(opened, decision, reason.condition)).map((reason) => ({
      text: firstOf(ctx, reasonKeys(reason, decision.outcome !== 'granted'), { ...told(reason), applicant: applicantOf(scene, ctx) }), law: lawWords(rulebook, reason.basis, ctx),
      ...(decision.outcome === 'granted' ? {} : { facts: factsFor(opened, decision, reason.condition, ctx) }),
    })),
    // what an officer wrote is to the applicant; it may speak of what is theirs alone
    note: ofAnother(opened) ? undefined : decision.note,
    decidedOn: decision.decidedAt,
    decidedBy: { key: decision.automatic ? 'ui.robot' : 'ui.officer' },
    automatic: decision.automatic,
    appeal: appeal(deps, opened, decision),
    letters: opened.letters.filter(eye.letter).filter((letter) => letter.decisionId === decision.id).map((letter) => ({
      href: routes.letter(file.id, letter.id), pdf: routes.letterPdf(file.id, letter.id), language: letter.language,
    })),
  };
}

/** This reader is another party than the applicant, one of whom the content says what it sees: an employer. */
function ofAnother({ file, rulebook, subject: { personId } }: OpenedCase<Party>): boolean {
  const roles = file.parties.filter((party) => party.personId === personId).map((party) => party.role);
  return !roles.includes(rulebook.applicantRole) && rulebook.roles.some((one) => one.sees && roles.includes(one.role));
}

/** The applicant reads every reason; an employer those that rest on nothing but what it sees: the offer, not the passport. */
function reasonSeen(opened: OpenedCase<Party>, decision: DecisionRecord, condition: string): boolean {
  if (!ofAnother(opened)) return true;
  const eye = eyeOf(opened.subject.personId, opened.file, opened.rulebook, opened.standing.protectedPersons);
  const read = new Set(decision.assessment.conditions.find((one) => one.condition === condition)?.facts);
  const behind = decision.assessment.facts.filter((fact) => read.has(`${fact.subject} ${fact.name}`));
  return behind.length > 0 && behind.every((fact) => eye.fact({ ...fact, assertedBy: '' }));
}

function headline(decision: DecisionRecord, scene: CaseScene, ctx: PageContext): Words {
  const args = { applicant: applicantOf(scene, ctx), validTo: decision.permit?.validTo ?? '' };
  if (decision.outcome === 'granted' && decision.permit?.validTo) return { key: 'ui.decision.granted-until', args };
  return firstOf(ctx, [`decision.${decision.outcome}`], args);
}

function meaning({ outcome, permit }: DecisionRecord, scene: CaseScene, ctx: PageContext): Words {
  const applicant = applicantOf(scene, ctx);
  if (outcome !== 'granted') return { key: `ui.decision.${outcome}.meaning`, args: { applicant } };
  if (!permit) return { key: 'ui.decision.granted.plain', args: { applicant } };
  const kind = ctx.has(`permit.kind.${permit.kind}`) ? ctx.say(`permit.kind.${permit.kind}`) : permit.kind;
  return { key: 'ui.decision.granted.meaning', args: { applicant, kind, validFrom: permit.validFrom, validTo: permit.validTo ?? '', limited: permit.validTo ? 'yes' : 'no' } };
}

/** How to appeal, and by when, as counted for this person; or the way to the appeal that is sent. */
function appeal(deps: Deps, opened: OpenedCase<Party>, decision: DecisionRecord): DecisionView['appeal'] {
  const against = decision.outcome !== 'granted';
  const link = appealLink(opened, decision);
  const { dueOn, late } = appealTime(deps, opened, decision);
  return {
    text: { key: against ? 'ui.appeal.against' : 'ui.appeal.granted' }, how: [],
    ...(against && !sentAppeal(opened) && dueOn ? { by: dueOn, late } : {}), ...(link ? { link } : {}),
  };
}

export function letterView(opened: OpenedCase<Party>, letterId: string, ctx: PageContext): LetterView {
  const letter = ownLetter(opened, letterId);
  return {
    caseId: opened.file.id, title: firstOf(ctx, [`letter.${letter.letter}`, 'ui.letter']), language: letter.language, dir: direction(letter.language),
    html: letter.html, pdf: routes.letterPdf(opened.file.id, letter.id), at: letter.at,
  };
}

/** After sending or approving: what came of it, what comes next, and how news will reach the person. */
export function sentView(deps: Deps, opened: OpenedCase<Party>, accounts: readonly Account[], ctx: PageContext): SentView {
  const { file, rulebook } = opened;
  const scene = sceneOf(opened);
  const decision = opened.decisions.at(-1);
  const href = whereToAct(scene);
  const outcome = decision?.outcome === 'granted' ? 'granted' : file.waiting?.holder.kind === 'person' || file.waiting?.holder.kind === 'anyone' ? 'waiting' : 'officer';
  const ahead = explain(file, factSet(opened.facts), rulebook, deps.clock.now(), deps.authority.calendar, feeDue(deps, opened)).steps.filter((step) => step.state === 'now' || step.state === 'ahead');
  return {
    caseId: file.id,
    number: file.number,
    outcome,
    headline: decision?.outcome === 'granted' ? headline(decision, scene, ctx) : waitingWords(scene, ctx),
    next: ahead.map((step) => ({ text: nextStep(deps, step, scene, ctx) })),
    action: href ? { label: firstOf(ctx, [`requirement.${file.waiting!.reason}`, `waiting.${file.waiting!.reason}.you`]), href } : undefined,
    channels: channelWords(accounts),
    pushKey: deps.keys.vapid.publicKey,
  };
}

function nextStep(deps: Deps, step: { id: string; holder?: Parameters<typeof holderWords>[1] }, scene: CaseScene, ctx: PageContext): Words {
  const label = firstOf(ctx, [`step.${step.id}`, `requirement.${step.id}`]);
  if (!step.holder) return label;
  const said = (words: Words): string => (typeof words === 'string' ? words : ctx.say(words.key, words.args));
  return { key: 'ui.step-by', args: { step: said(label), holder: said(holderWords(deps, step.holder, scene, ctx)) } };
}

/** Where pings go, with most of each address hidden: the page may be seen by others. */
export function channelWords(accounts: readonly Account[]): Words[] {
  return accounts.flatMap(({ channels }): Words[] => [
    ...(channels.phone ? [{ key: 'ui.channel.sms', args: { to: `…${channels.phone.slice(-2)}` } }] : []),
    ...(channels.email ? [{ key: 'ui.channel.email', args: { to: `${channels.email.slice(0, 1)}…@${channels.email.split('@')[1] ?? ''}` } }] : []),
    ...(channels.push?.length ? [{ key: 'ui.channel.push', args: { n: channels.push.length } }] : []),
  ]);
}
