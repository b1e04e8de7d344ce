import { subject, type DecisionRecord, type DocumentRecord, type FactSnapshot, type Rulebook } from '@ankomst/core';
import { drawnFor, keepAssessment, logAccess, takeDrawn } from '@ankomst/store';
import { words, type PageContext } from '@ankomst/web';
import { caseFilter } from '../access/case-filter.ts';
import { actorOf, openCase, type OpenedCase } from '../access/open-case.ts';
import { partyNames } from '../cases/form-setting.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { factInWords, plainValue } from '../letters/facts-behind.ts';
import { Problem } from '../problem.ts';
import { rulebookByHash } from '../rulebooks.ts';
import { lawWords } from '../web/case-words.ts';
import { staffWord } from '../web-staff/words.ts';
import { serviceName } from '../leading/service-words.ts';
import type { BlindCase, Compared, Drawn, SecondAssessment } from './api.ts';
import { compareWith } from './compare.ts';

/** The use case as the access log names it; openings under any other name mean that the assessment is not blind. */
const through = 'second-assessment';

const scopeOf = (staff: Staff): ReturnType<typeof caseFilter> => caseFilter(staff, { first: 4, alias: 'f', purpose: 'quality' });

/** Decisions this officer may assess a second time: none of their own, none of a case they have opened. */
export async function drawnView(deps: Deps, staff: Staff, language: string): Promise<Drawn> {
  const found = await drawnFor(deps.store, staff, scopeOf(staff));
  await logAccess(deps.store, { at: deps.clock.now(), actor: actorOf(staff), personIds: [], purpose: 'quality', what: 'second-assessments', granted: true, detail: { cases: found.length } });
  return {
    drawn: found.map((one) => ({
      decisionId: one.decisionId, number: one.number, service: one.service, name: serviceName(deps, one.service, language), drawnAt: one.drawnAt, mine: one.takenBy === staff.staffId,
    })),
  };
}

/** Takes one for assessing. @throws Problem conflict where a colleague has it, or it is not for this officer */
export async function takeSecond(deps: Deps, staff: Staff, decisionId: string): Promise<void> {
  const open = await drawnFor(deps.store, staff, scopeOf(staff));
  if (!open.some((one) => one.decisionId === decisionId) || !await takeDrawn(deps.store, staff, decisionId, deps.clock.now())) throw new Problem('conflict');
}

interface Taken { opened: OpenedCase<Staff>; decision: DecisionRecord; rulebook: Rulebook }

/** The decision behind one that this officer has taken, through the door and with the rulebook it was made by. */
async function taken(deps: Deps, staff: Staff, decisionId: string): Promise<Taken> {
  const mine = (await drawnFor(deps.store, staff, scopeOf(staff))).find((one) => one.decisionId === decisionId && one.takenBy === staff.staffId);
  if (!mine) throw new Problem('not-found');
  const opened = await openCase(deps, staff, mine.caseId, 'read', through, { purpose: 'quality' });
  const decision = opened.decisions.find((one) => one.id === decisionId)!;
  return { opened, decision, rulebook: await rulebookByHash(deps, decision.assessment.rulebook) };
}

/** The documents a fact names, as far as they lie in the case. */
const filesIn = ({ value }: Pick<FactSnapshot, 'value'>, { documents }: Taken['opened']): DocumentRecord[] =>
  documents.filter((one) => (Array.isArray(value) ? value.includes(one.id) : value === one.id));

/** A document that the decision rested on, for whoever has taken it. @throws Problem not-found */
export async function blindFile(deps: Deps, staff: Staff, decisionId: string, documentId: string): Promise<DocumentRecord> {
  const { opened, decision } = await taken(deps, staff, decisionId);
  const file = decision.assessment.facts.flatMap((fact) => filesIn(fact, opened)).find((one) => one.id === documentId);
  if (!file) throw new Problem('not-found');
  return file;
}

/**
 * The facts as they stood when it was decided and the questions of the law, in words: no outcome, no row, no name of
 * who decided, and nothing that came after. @throws Problem not-found where the officer has not taken it
 */
export async function blindCase(deps: Deps, staff: Staff, decisionId: string, contextFor: (rulebook: Rulebook) => PageContext): Promise<BlindCase> {
  const { opened, decision, rulebook } = await taken(deps, staff, decisionId);
  const { assessment } = decision;
  const ctx = contextFor(rulebook);
  const names = partyNames(opened);
  const scene = { rulebook, facts: opened.history, events: opened.events, names };
  const inWords = (fact: FactSnapshot): { label: string; value: string } => {
    const { label, value } = factInWords(fact, scene, ctx);
    return { label, value: typeof fact.value === 'boolean' ? staffWord(ctx.language, fact.value ? 'yes' : 'no') : plainValue(value) };
  };
  const rowsOf = (keys: (key: string) => boolean): BlindCase['facts'][number]['rows'] => assessment.facts.filter((fact) => keys(fact.subject)).map((fact) => {
    const files = filesIn(fact, opened).map(({ id }) => id);
    return { ...inWords(fact), source: factInWords(fact, scene, ctx).source, doubtful: fact.certainty === 'doubtful', files };
  });
  const groups = [
    ...assessment.parties.map(({ personId, role }) => ({
      title: staffWord(ctx.language, 'group.person', { name: names[personId] || staffWord(ctx.language, 'unnamed'), role: ctx.say(`role.${role}`) }),
      rows: rowsOf((key) => key === subject.person(personId) || key === subject.party(opened.file.id, personId) || key.startsWith(`relation/${personId}/`)),
    })),
    { title: staffWord(ctx.language, 'group.case'), rows: rowsOf((key) => key === subject.case(opened.file.id)) },
  ];
  return {
    decisionId, number: opened.file.number, name: words({ key: 'service.name' }, ctx), on: assessment.dates.decision,
    facts: groups.filter((group) => group.rows.length > 0),
    conditions: assessment.conditions.map(({ condition, facts: read }) => ({
      condition, text: ctx.say(`condition.${condition}`),
      // the law of the condition, not of the row that was hit: that would give the answer away
      law: lawWords(rulebook, rulebook.conditions.find((one) => one.id === condition)?.basis ?? [], ctx).map(({ label, url }) => ({ label: words(label, ctx), ...(url ? { url } : {}) })),
      facts: assessment.facts.filter((fact) => read.includes(`${fact.subject} ${fact.name}`)).map(inWords),
    })),
  };
}

/**
 * Keeps the second assessment, once, and only then shows the first beside it.
 * @throws Problem not-found, bad-request (a condition without answer, or one not met without a reason), conflict (sent twice)
 */
export async function assessSecond(deps: Deps, staff: Staff, decisionId: string, given: SecondAssessment, contextFor: (rulebook: Rulebook) => PageContext): Promise<Compared> {
  const { decision, rulebook } = await taken(deps, staff, decisionId);
  const compared = compareWith(decision, given);
  if (!compared) throw new Problem('bad-request');
  const { outcome, agrees, conditions } = compared;
  const note = given.note?.trim();
  const kept = await keepAssessment(deps.store, { decisionId, staffId: staff.staffId, at: deps.clock.now(), outcome, agrees, conditions, through, ...(note ? { note } : {}) });
  if (!kept) throw new Problem('conflict');
  const ctx = contextFor(rulebook);
  return {
    outcome: decision.outcome, automatic: decision.automatic, agrees,
    conditions: conditions.map(({ condition, first, second, agrees: same, why }) => ({ condition, first, second, agrees: same, ...(why ? { why } : {}), text: ctx.say(`condition.${condition}`) })),
  };
}
