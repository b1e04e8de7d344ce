import type { ConditionResult, Day, Instant } from '@ankomst/core';
import type { PageContext, Words } from '../context.ts';
import { words } from '../context.ts';
import { dayText, momentText, weekdayText } from '../format.ts';
import { checkboxes, errorSummary, field, fieldset, input, radios, select, textarea } from '../kit/fields.ts';
import { html, type Html, type Printable } from '../kit/html.ts';
import { page } from '../kit/layout.ts';
import { bdi, button, details, form, lawText, section, table, tag, timeline, type Law, type Tone } from '../kit/parts.ts';
import { thread, type MessageItem } from '../pages/messages.ts';
import { routes } from '../routes.ts';
import { evidenceTable, type StaffComparison } from './evidence.ts';

/**
 * GET /staff/cases/:id — facts with sources and where they differ, why it was not automatic, what may be asked,
 * events, documents, messages, and the decision by hand. Each act posts to its own address:
 * - assign: `to` (`me` | `unit`)
 * - request: `person`, `fact` (several, keys of `askable`), `text`, `by` (day, may be empty)
 * - propose: `outcome`, `reason` (several, condition ids), `note`, `kind`, `ground`, `validFrom`, `validTo`;
 *   `do=preview` shows the letter first (GET preview with the same fields is not kept)
 * - approve: nothing; return: `text`; message: `person`, `text`; note: `text`; rerun: nothing
 */
export interface StaffCaseView {
  caseId: string;
  number: string;
  service: Words;
  parties: { name: string; role: Words; personId: string }[];
  phase: Words;
  waiting?: { text: Words; holder: Words; since: Instant; nextLegalDate?: { on: Day; what: Words } };
  assignedTo?: string;
  mine: boolean;
  /** Every fact of the case, grouped by whose it is. */
  facts: { title: Words; rows: StaffFact[]; compared?: StaffComparison[] }[];
  /** Present when the robot left it to a human. */
  stopped?: { why: Words; at: Instant; conditions: StaffCondition[] };
  events: { at: Instant; what: Words; by: Words }[];
  documents: { name: string; what: Words; at: Instant; href: string; from: Words }[];
  messages: MessageItem[];
  letters: { title: Words; href: string; at: Instant }[];
  requests: { to: string; text: string; askedAt: Instant; by?: Day; facts: Words[] }[];
  /** What may be asked, and of whom: never a fact that is on file. */
  askable: { key: string; label: Words }[];
  askablePeople: { personId: string; name: string; role: Words }[];
  decision?: { outcome: 'granted' | 'refused' | 'dismissed'; on: Instant; by: Words; automatic: boolean; href: string };
  /** A proposal waiting for a second officer; `mayApprove` is false for the one who made it. */
  proposal?: { outcome: 'granted' | 'refused' | 'dismissed'; by: string; at: Instant; reasons: Words[]; note?: string; permit?: Words; mayApprove: boolean; returned?: string };
  /** Deciding by hand, where this officer may. */
  decide?: {
    /** Conditions that may be chosen as reasons: all for a grant, the unmet ones for a refusal. */
    conditions: StaffCondition[];
    permitKinds: { value: string; label: Words }[];
    grounds: { value: string; label: Words }[];
    typed: { outcome: string; reasons: string[]; note: string; kind: string; ground: string; validFrom: string; validTo: string };
    problems: { field: 'outcome' | 'reason' | 'validFrom' | 'validTo' | 'kind' | 'note'; text: Words }[];
  };
  /** Where the appeal against the decision is read and reviewed. */
  appeal?: string;
  may: { assign: boolean; request: boolean; message: boolean; note: boolean; rerun: boolean };
}
export interface StaffFact {
  label: Words;
  value: Printable;
  source: Words;
  certainty: 'verified' | 'stated' | 'assessed' | 'doubtful';
  at: Instant;
  /** What other sources say, where it differs. */
  others: { value: Printable; source: Words; at: Instant }[];
}
export interface StaffCondition {
  id: string;
  label: Words;
  status: ConditionResult['status'];
  reason?: Words;
  law: Law[];
  missing: Words[];
  doubted: Words[];
  /** One press asks the applicant for what is missing: fields of the request form, filled in. */
  ask?: { person: string; facts: string[]; text: string };
}

const tones: Record<ConditionResult['status'], Tone | 'neutral'> = { met: 'success', 'not met': 'danger', unknown: 'warning', doubtful: 'warning' };
const statusKey = (status: ConditionResult['status']) => `condition.${status === 'not met' ? 'not-met' : status}` as const;

export function staffCasePage(view: StaffCaseView, ctx: PageContext): string {
  const problems = (view.decide?.problems ?? []).map((p) => ({ field: `f-${p.field}`, text: words(p.text, ctx) }));
  return page({ title: `${view.number} ${view.parties[0]?.name ?? ''}`.trim(), over: words(view.service, ctx), staff: true, back: { href: routes.staff.cases(), label: ctx.t('staff.cases.title') }, failed: problems.length > 0 },
    html`${errorSummary(problems, ctx)}${state(view, ctx)}
${view.proposal && proposal(view, view.proposal, ctx)}
${view.stopped && whyNot(view, view.stopped, ctx)}
${section(ctx.t('staff.facts'), html`${view.facts.map((group) => html`${group.compared && group.compared.length > 0 && evidenceTable(words(group.title, ctx), group.compared, ctx)}${factTable(words(group.title, ctx), group.rows, ctx)}`)}`)}
${view.may.request && section(ctx.t('staff.ask'), askForm(view, ctx), 'ask')}
${view.requests.length > 0 && section(ctx.t('staff.asked'), html`<ul>${view.requests.map((request) => html`<li><bdi>${request.to}</bdi>, ${momentText(request.askedAt, ctx)}${request.by && html`, ${ctx.t('my.by', { day: dayText(request.by, ctx) })}`}: <span class="text" dir="auto">${request.text}</span></li>`)}</ul>`)}
${view.decide && section(ctx.t('staff.decide'), decideForm(view, view.decide, ctx), 'decide')}
${(view.documents.length > 0 || view.letters.length > 0) && section(ctx.t('case.documents'), html`<ul class="plain">${view.letters.map((letter) => html`<li><a href="${letter.href}">${words(letter.title, ctx)}</a> <span class="note">${momentText(letter.at, ctx)}</span></li>`)}${view.documents.map((file) => html`<li><a href="${file.href}">${words(file.what, ctx)}: <bdi>${file.name}</bdi></a> <span class="note">${words(file.from, ctx)}, ${momentText(file.at, ctx)}</span></li>`)}</ul>`)}
${section(ctx.t('messages.title'), html`${view.messages.length > 0 ? thread(view.messages, ctx) : html`<p>${ctx.t('messages.none')}</p>`}${view.may.message && details(ctx.t('staff.write'), personText(view, 'message', ctx.t('messages.send'), ctx))}`)}
${section(ctx.t('staff.events'), timeline(view.events.map((event) => ({ at: event.at, when: momentText(event.at, ctx), what: words(event.what, ctx), more: html`<p class="note">${words(event.by, ctx)}</p>` }))))}
${view.may.note && details(ctx.t('staff.note'), form(routes.staff.act(view.caseId, 'note'), html`${field({ id: 'f-note-text', label: ctx.t('staff.note.text'), control: textarea({ id: 'f-note-text', name: 'text', rows: 3 }) }, ctx)}<div class="actions">${button(ctx.t('staff.note.save'), { variant: 'secondary' })}</div>`, ctx))}`, ctx);
}

function state(view: StaffCaseView, ctx: PageContext): Html {
  const act = (name: 'assign' | 'rerun', label: string, value?: string): Html => form(routes.staff.act(view.caseId, name), button(label, { variant: 'secondary', name: value && 'to', value }), ctx);
  return html`<section class="status"><h2>${ctx.t('case.now')}</h2><p class="now">${view.waiting ? words(view.waiting.text, ctx) : words(view.phase, ctx)}</p>
<dl><div><dt>${ctx.t('staff.phase')}</dt><dd>${words(view.phase, ctx)}</dd></div>${view.waiting && html`<div><dt>${ctx.t('case.holder')}</dt><dd>${words(view.waiting.holder, ctx)}</dd></div><div><dt>${ctx.t('case.since')}</dt><dd>${momentText(view.waiting.since, ctx)}</dd></div>`}${view.waiting?.nextLegalDate && html`<div><dt>${words(view.waiting.nextLegalDate.what, ctx)}</dt><dd>${weekdayText(view.waiting.nextLegalDate.on, ctx)}</dd></div>`}<div><dt>${ctx.t('staff.assigned')}</dt><dd>${view.assignedTo ? bdi(view.assignedTo) : ctx.t('staff.nobody')}</dd></div>
<div><dt>${ctx.t('staff.parties')}</dt><dd>${view.parties.map((party) => html`<bdi>${party.name || ctx.t('name.unnamed')}</bdi> (${words(party.role, ctx)})<br>`)}</dd></div></dl>
${view.decision && html`<p>${tag(ctx.t(`decision.${view.decision.outcome}`), view.decision.outcome === 'granted' ? 'success' : 'neutral')} ${momentText(view.decision.on, ctx)}, ${words(view.decision.by, ctx)}. <a href="${view.decision.href}">${ctx.t('case.read-decision')}</a></p>`}
<p><a href="${routes.staff.clocks(view.caseId)}">${ctx.t('clocks.title')}</a>${view.appeal && html` · <a href="${view.appeal}">${ctx.t('appeal.staff.link')}</a>`}</p>
<div class="actions">${view.may.assign && (view.mine ? act('assign', ctx.t('staff.release'), 'unit') : act('assign', ctx.t('staff.take'), 'me'))}${view.may.rerun && act('rerun', ctx.t('staff.rerun'))}</div></section>`;
}

function proposal(view: StaffCaseView, made: NonNullable<StaffCaseView['proposal']>, ctx: PageContext): Html {
  return section(ctx.t('staff.proposal'), html`<p>${tag(ctx.t(`decision.${made.outcome}`), 'info')} ${ctx.t('staff.proposal.by', { name: made.by, day: momentText(made.at, ctx) })}</p>
<ol>${made.reasons.map((reason) => html`<li>${words(reason, ctx)}</li>`)}</ol>${made.permit && html`<p>${words(made.permit, ctx)}</p>`}${made.note && html`<p class="text" dir="auto">${made.note}</p>`}
<p><a href="${routes.staff.preview(view.caseId)}">${ctx.t('staff.preview')}</a></p>
${made.mayApprove
    ? html`${form(routes.staff.act(view.caseId, 'approve'), html`<div class="actions">${button(ctx.t('staff.approve'))}</div>`, ctx)}${details(ctx.t('staff.return'), form(routes.staff.act(view.caseId, 'return'), html`${field({ id: 'f-return', label: ctx.t('staff.return.why'), control: textarea({ id: 'f-return', name: 'text', rows: 3, required: true }) }, ctx)}<div class="actions">${button(ctx.t('staff.return'), { variant: 'secondary' })}</div>`, ctx))}`
    : html`<p class="note">${ctx.t('staff.proposal.not-you')}</p>`}`, 'proposal');
}

function whyNot(view: StaffCaseView, stopped: NonNullable<StaffCaseView['stopped']>, ctx: PageContext): Html {
  return section(ctx.t('staff.why-not'), html`<p>${words(stopped.why, ctx)} <span class="note">${momentText(stopped.at, ctx)}</span></p>
<ul class="cards">${stopped.conditions.map((condition) => html`<li class="do"><h3>${words(condition.label, ctx)} ${tag(ctx.t(statusKey(condition.status)), tones[condition.status])}</h3>${condition.reason && html`<p>${words(condition.reason, ctx)}</p>`}
${condition.missing.length > 0 && html`<p>${ctx.t('staff.missing')}: ${condition.missing.map((name, i) => html`${i > 0 && ', '}${words(name, ctx)}`)}</p>`}${condition.doubted.length > 0 && html`<p>${ctx.t('staff.doubted')}: ${condition.doubted.map((name, i) => html`${i > 0 && ', '}${words(name, ctx)}`)}</p>`}
<p class="note">${lawText(condition.law, ctx)}</p>${condition.ask && view.may.request && form(routes.staff.act(view.caseId, 'request'), html`<input type="hidden" name="person" value="${condition.ask.person}">${condition.ask.facts.map((key) => html`<input type="hidden" name="fact" value="${key}">`)}<input type="hidden" name="text" value="${condition.ask.text}">${button(ctx.t('staff.ask-this'), { variant: 'secondary' })}`, ctx)}</li>`)}</ul>`);
}
function factTable(title: string, rows: readonly StaffFact[], ctx: PageContext): Html {
  return table(title, [ctx.t('staff.fact'), ctx.t('staff.value'), ctx.t('staff.source'), ctx.t('staff.certainty')], rows.map((fact) => [
    words(fact.label, ctx),
    html`${fact.value}${fact.others.map((other) => html`<p class="differs">${tag(ctx.t('staff.differs'), 'warning')} ${other.value} <span class="note">${words(other.source, ctx)}, ${momentText(other.at, ctx)}</span></p>`)}`,
    html`${words(fact.source, ctx)} <span class="note">${momentText(fact.at, ctx)}</span>`,
    tag(ctx.t(`certainty.${fact.certainty}`), fact.certainty === 'doubtful' ? 'warning' : fact.certainty === 'stated' ? 'neutral' : 'success'),
  ]));
}

function askForm(view: StaffCaseView, ctx: PageContext): Html {
  return form(routes.staff.act(view.caseId, 'request'), html`${whom(view, 'ask', ctx)}
${fieldset({ id: 'f-fact', label: ctx.t('staff.ask.what'), hint: ctx.t('staff.ask.hint'), body: checkboxes({ id: 'f-fact', name: 'fact', values: [], choices: view.askable.map((item) => ({ value: item.key, label: words(item.label, ctx) })) }) }, ctx)}
${field({ id: 'f-ask-text', label: ctx.t('staff.ask.text'), control: textarea({ id: 'f-ask-text', name: 'text', rows: 3, required: true }) }, ctx)}
${field({ id: 'f-by', label: ctx.t('staff.ask.by'), optional: true, hint: ctx.t('staff.day.hint'), control: input({ id: 'f-by', name: 'by', size: 10, hint: ctx.t('staff.day.hint') }) }, ctx)}
<div class="actions">${button(ctx.t('staff.ask.send'))}</div>`, ctx);
}
function whom(view: StaffCaseView, id: string, ctx: PageContext): Html {
  return field({ id: `f-${id}-person`, label: ctx.t('staff.ask.whom'), control: select({ id: `f-${id}-person`, name: 'person', choices: view.askablePeople.map((person) => ({ value: person.personId, label: `${person.name} (${words(person.role, ctx)})` })) }) }, ctx);
}
function personText(view: StaffCaseView, act: 'message', submit: string, ctx: PageContext): Html {
  return form(routes.staff.act(view.caseId, act), html`${whom(view, act, ctx)}${field({ id: `f-${act}-text`, label: ctx.t('messages.write'), control: textarea({ id: `f-${act}-text`, name: 'text', rows: 4, required: true }) }, ctx)}<div class="actions">${button(submit, { variant: 'secondary' })}</div>`, ctx);
}

function decideForm(view: StaffCaseView, decide: NonNullable<StaffCaseView['decide']>, ctx: PageContext): Html {
  const { typed } = decide;
  const wrong = (name: string): string | undefined => {
    const problem = decide.problems.find((p) => p.field === name);
    return problem && words(problem.text, ctx);
  };
  const day = (name: 'validFrom' | 'validTo', label: string): Html => field({ id: `f-${name}`, label, hint: ctx.t('staff.day.hint'), error: wrong(name), control: input({ id: `f-${name}`, name, value: typed[name], size: 10, hint: ctx.t('staff.day.hint'), error: wrong(name) }) }, ctx);
  return form(routes.staff.act(view.caseId, 'propose'), html`
${fieldset({ id: 'f-outcome', label: ctx.t('staff.outcome'), error: wrong('outcome'), body: html`<div class="choice">${radios({ id: 'f-outcome', name: 'outcome', value: typed.outcome, choices: [{ value: 'granted', label: ctx.t('staff.grant') }], error: wrong('outcome') })}<div class="nested">${field({ id: 'f-kind', label: ctx.t('staff.permit.kind'), error: wrong('kind'), control: select({ id: 'f-kind', name: 'kind', value: typed.kind, choices: decide.permitKinds.map((kind) => ({ value: kind.value, label: words(kind.label, ctx) })), error: wrong('kind') }) }, ctx)}${field({ id: 'f-ground', label: ctx.t('staff.permit.ground'), control: select({ id: 'f-ground', name: 'ground', value: typed.ground, choices: decide.grounds.map((ground) => ({ value: ground.value, label: words(ground.label, ctx) })) }) }, ctx)}${day('validFrom', ctx.t('staff.permit.from'))}${day('validTo', ctx.t('staff.permit.to'))}</div></div><div class="choice">${radios({ id: 'f-outcome-refused', name: 'outcome', value: typed.outcome, choices: [{ value: 'refused', label: ctx.t('staff.refuse'), hint: ctx.t('staff.refuse.hint') }] })}</div><div class="choice">${radios({ id: 'f-outcome-dismissed', name: 'outcome', value: typed.outcome, choices: [{ value: 'dismissed', label: ctx.t('staff.dismiss'), hint: ctx.t('staff.dismiss.hint') }] })}</div>` }, ctx)}
${fieldset({ id: 'f-reason', label: ctx.t('staff.reasons'), hint: ctx.t('staff.reasons.hint'), error: wrong('reason'), body: checkboxes({ id: 'f-reason', name: 'reason', values: typed.reasons, error: wrong('reason'), choices: decide.conditions.map((condition) => ({ value: condition.id, label: `${words(condition.label, ctx)} – ${ctx.t(statusKey(condition.status))}`, hint: html`${condition.reason && words(condition.reason, ctx)} ${lawText(condition.law, ctx)}` })) }) }, ctx)}
${field({ id: 'f-note', label: ctx.t('staff.decide.note'), optional: true, hint: ctx.t('staff.decide.note.hint'), error: wrong('note'), control: textarea({ id: 'f-note', name: 'note', value: typed.note, hint: ctx.t('staff.decide.note.hint'), error: wrong('note') }) }, ctx)}
<div class="actions">${button(ctx.t('staff.propose'), { name: 'do', value: 'propose' })}${button(ctx.t('staff.preview'), { variant: 'secondary', name: 'do', value: 'preview' })}</div>`, ctx);
}
