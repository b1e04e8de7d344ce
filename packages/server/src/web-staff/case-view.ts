import { assessCase, type Assessment, type ConditionResult, type Reason, type Rulebook } from '@ankomst/core';
import type { Account } from '@ankomst/store';
import { routes, type PageContext, type StaffCaseView, type StaffCondition, type Words } from '@ankomst/web';
import { actorOf, type OpenedCase } from '../access/open-case.ts';
import { actContext } from '../cases/act-context.ts';
import { partyNames } from '../cases/form-setting.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { firstOf, lawWords, reasonKeys, told, type CaseScene } from '../web/case-words.ts';
import { askableFacts, type Askable } from './askable.ts';
import { deskScene, doneBy, heldBy, waitsFor } from './case-words.ts';
import { factGroups } from './facts-view.ts';
import { staffWord, staffWordOr, type StaffWord } from './words.ts';

export type Decide = NonNullable<StaffCaseView['decide']>;
/** What an officer typed into the decision and what is wrong with it. */
export interface TypedDecision { typed: Decide['typed']; problems: Decide['problems'] }

/** The whole case as staff see it; what may be done follows from role and phase. */
export function staffCaseView(deps: Deps, opened: OpenedCase<Staff>, accounts: readonly Account[], ctx: PageContext, decision?: TypedDecision): StaffCaseView {
  const { file, rulebook, subject: staff } = opened;
  const scene = deskScene(file, rulebook, partyNames(opened));
  const officer = staff.roles.includes('officer') && staff.unit === file.unit;
  const undecided = file.phase === 'offered' || file.phase === 'lodged';
  const assessment = undecided ? assessCase(opened.state, actContext(deps, actorOf(staff), rulebook)) : opened.decisions.at(-1)?.assessment;
  const askable = askableFacts(file, opened.facts, rulebook, assessment);
  const conditions = (assessment?.conditions ?? []).map((result) => conditionView(result, opened, askable, scene, accounts, ctx));
  const byId = new Map(conditions.map((condition) => [condition.id, condition]));
  const partyName = (personId: string): string => scene.names[personId] || staffWord(ctx.language, 'unnamed');
  const notified = new Set(rulebook.roles.filter((role) => role.may.includes('answer')).map((role) => role.role));
  const role = (name: string): Words => ({ key: `role.${name}` });
  const made = opened.decisions.at(-1);

  return {
    caseId: file.id, number: file.number, service: { key: 'service.name' },
    parties: file.parties.map((party) => ({ name: partyName(party.personId), role: role(party.role), personId: party.personId })),
    phase: staffWord(ctx.language, `phase.${file.phase}` as StaffWord),
    ...(file.waiting ? { waiting: {
      text: waitsFor(file, scene, ctx), holder: heldBy(deps, file, scene, ctx), since: file.waiting.since,
      ...(file.waiting.nextLegalDate ? { nextLegalDate: { on: file.waiting.nextLegalDate.on, what: firstOf(ctx, [`deadline.${file.waiting.nextLegalDate.deadline}`, 'ui.legal-date']) } } : {}),
    } } : {}),
    ...(file.assignedTo ? { assignedTo: file.assignedTo } : {}),
    mine: file.assignedTo === staff.staffId,
    facts: factGroups(opened, scene, ctx),
    ...(file.stopped && undecided ? { stopped: {
      why: staffWordOr(ctx.language, `stopped.${file.stopped.code.split(':')[0]}`, 'stopped.condition', { because: file.stopped.because ?? '' }), at: file.stopped.at,
      conditions: conditions.filter((condition) => condition.status !== 'met'),
    } } : {}),
    events: opened.events.toReversed().map((event) => ({ at: event.at, what: withText(event, ctx), by: doneBy(event.actor, scene.names, ctx) })),
    documents: opened.documents.map((one) => ({
      name: one.name, at: one.at, href: routes.staff.file(file.id, one.id), from: scene.names[one.uploadedBy] || staffWord(ctx.language, 'by.staff'),
      what: one.fact && ctx.has(`fact.${one.fact.split('@')[0]}`) ? { key: `fact.${one.fact.split('@')[0]}` } : staffWord(ctx.language, 'document'),
    })),
    messages: opened.messages.map((message) => ({
      at: message.at, direction: message.direction, text: message.text, language: message.language,
      by: message.direction === 'in' ? partyName(message.personId) : `${message.by.replace(/^staff\//, '')} → ${partyName(message.personId)}`,
      documents: (message.documents ?? []).flatMap((id) => opened.documents.filter((one) => one.id === id).map((one) => ({ name: one.name, href: routes.staff.file(file.id, id) }))),
    })),
    letters: opened.letters.map((letter) => ({
      title: `${ctx.say(`letter.${letter.letter}`)} (${letter.language}) → ${partyName(letter.toPersonId)}`, href: routes.staff.file(file.id, `letter-${letter.id}`), at: letter.at,
    })),
    requests: file.openRequests.map((one) => ({
      to: partyName(one.to), text: one.text, askedAt: one.askedAt, facts: one.facts.map(({ fact }): Words => ({ key: `fact.${fact}` })), ...(one.answerBy ? { by: one.answerBy } : {}),
    })),
    askable: askable.map((one) => ({ key: one.key, label: askableLabel(one, scene, ctx) })),
    askablePeople: file.parties.filter((party) => notified.has(party.role)).map((party) => ({ personId: party.personId, name: partyName(party.personId), role: role(party.role) })),
    ...(made ? { decision: {
      outcome: made.outcome, on: made.decidedAt, by: doneBy(made.decidedBy, scene.names, ctx), automatic: made.automatic,
      href: opened.letters.length > 0 ? routes.staff.file(file.id, `letter-${opened.letters[0]!.id}`) : routes.staff.case(file.id),
    } } : {}),
    ...(file.proposal ? { proposal: {
      outcome: file.proposal.outcome, by: file.proposal.by.id, at: file.proposal.at, reasons: file.proposal.reasons.map((reason) => reasonWords(reason, scene, ctx)),
      mayApprove: staff.roles.includes('approver') && file.proposal.by.id !== staff.staffId,
      ...(file.proposal.note ? { note: file.proposal.note } : {}), ...(file.proposal.permit ? { permit: permitWords(file.proposal.permit, ctx) } : {}),
    } } : {}),
    ...(officer && undecided && !file.proposal && assessment ? { decide: {
      conditions: [...byId.values()], permitKinds: termChoices('kind', assessment, rulebook, ctx), grounds: termChoices('ground', assessment, rulebook, ctx),
      typed: decision?.typed ?? typedFrom(assessment), problems: decision?.problems ?? [],
    } } : {}),
    ...(opened.appeals.length > 0 ? { appeal: routes.staff.appeal(file.id) } : {}),
    may: {
      assign: officer && undecided, request: officer && file.phase === 'lodged' && !file.proposal && askable.length > 0, message: officer, note: officer,
      rerun: officer && file.phase === 'lodged' && file.stopped !== undefined && !file.proposal && file.openRequests.length === 0,
    },
  };
}

/** An event in words, with the note or the reason that was written. */
function withText(event: OpenedCase['events'][number], ctx: PageContext): Words {
  const said = event.data['text'] ?? event.data['because'] ?? event.data['note'] ?? event.data['problem'];
  const what = ctx.say(`event.${event.type}`);
  return typeof said === 'string' && said && event.type !== 'NoticeSent' ? `${what}: ${said}` : what;
}

function conditionView(result: ConditionResult, opened: OpenedCase, askable: readonly Askable[], scene: CaseScene, accounts: readonly Account[], ctx: PageContext): StaffCondition {
  const { file, rulebook } = opened;
  const named = (keys: readonly string[]): Words[] => keys.map((key) => ({ key: `fact.${key.split(' ')[1]}` }));
  const missing = askable.filter((one) => [...result.missing, ...result.doubted].some((key) => key.endsWith(`/${one.of} ${one.fact}`)));
  const whom = file.parties.find((party) => rulebook.roles.find((role) => role.role === party.role)?.may.includes('answer'));
  const language = accounts.findLast((one) => one.personId === whom?.personId)?.language ?? 'sv';
  return {
    id: result.condition, label: { key: `condition.${result.condition}` }, status: result.status,
    ...(result.reason ? { reason: reasonWords({ reason: result.reason, told: result.told }, scene, ctx) } : {}),
    law: lawWords(rulebook, result.basis, ctx), missing: named(result.missing), doubted: named(result.doubted),
    ...(missing.length > 0 && whom && file.phase === 'lodged' ? { ask: { person: whom.personId, facts: missing.map((one) => one.key), text: askText(language) } } : {}),
  };
}

/** The words of a question asked with one press, in the language of whom it goes to. */
const askTexts: Record<string, string> = {
  sv: 'Vi behöver veta mer för att kunna besluta. Svara på frågorna här.', en: 'We need to know more to be able to decide. Please answer the questions here.',
  ar: 'نحتاج إلى معلومات إضافية كي نتمكن من اتخاذ القرار. يرجى الإجابة عن الأسئلة هنا.', uk: 'Щоб ухвалити рішення, нам потрібно знати більше. Дайте, будь ласка, відповіді на запитання тут.',
  pt: 'Precisamos saber mais para poder decidir. Responda às perguntas aqui.',
};
const askText = (language: string): string => askTexts[language] ?? askTexts['en']!;

const reasonWords = (reason: Pick<Reason, 'reason' | 'told'>, { rulebook, file, names }: CaseScene, ctx: PageContext): Words =>
  firstOf(ctx, reasonKeys(reason, false), { ...told(reason), applicant: names[file.parties.find((party) => party.role === rulebook.applicantRole)?.personId ?? ''] ?? '' });

function askableLabel({ fact, of }: Askable, scene: CaseScene, ctx: PageContext): Words {
  const several = scene.file.parties.length > 1;
  const label = ctx.say(`fact.${fact}`);
  return several ? staffWord(ctx.language, 'relation', { fact: scene.names[of] || staffWord(ctx.language, 'unnamed'), name: label }) : label;
}

const permitWords = ({ validFrom, validTo }: { validFrom: string; validTo: string | null }, ctx: PageContext): Words =>
  validTo ? staffWord(ctx.language, 'permit', { from: validFrom, to: validTo }) : staffWord(ctx.language, 'permit.permanent', { from: validFrom });

/** What a permit's kind or ground may be: what the rules came to, and whatever else the service has a name for. */
function termChoices(word: 'kind' | 'ground', assessment: Assessment, rulebook: Rulebook, ctx: PageContext): { value: string; label: Words }[] {
  const own = assessment.permit?.[word];
  const prefix = `permit.${word}.`;
  const named = Object.keys(rulebook.text[ctx.bindingLanguage] ?? {}).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  const values = [...new Set([...(typeof own === 'string' ? [own] : []), ...named])];
  return values.map((value) => ({ value, label: ctx.has(prefix + value) ? { key: prefix + value } : value }));
}

/** What the rules came to, as the form's first filling. */
function typedFrom({ permit }: Assessment): Decide['typed'] {
  const text = (word: string): string => (typeof permit?.[word] === 'string' ? permit[word] : '');
  return { outcome: '', reasons: [], note: '', kind: text('kind'), ground: text('ground'), validFrom: text('valid from'), validTo: text('valid to') };
}
