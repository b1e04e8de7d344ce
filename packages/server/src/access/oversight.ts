import { contentHash, canonicalText, replay, subject, type DecisionRecord } from '@ankomst/core';
import { decisionRecord, getRulebook, listDecisions, logAccess } from '@ankomst/store';
import { words, type PageContext } from '@ankomst/web';
import { partyNames } from '../cases/form-setting.ts';
import type { Deps } from '../deps.ts';
import { plainValue } from '../letters/facts-behind.ts';
import { Problem } from '../problem.ts';
import { lawWords, unitName } from '../web/case-words.ts';
import { deskScene, doneBy } from '../web-staff/case-words.ts';
import { shownValue } from '../web-staff/facts-view.ts';
import type { DecisionList, DecisionRead, Replayed } from './api.ts';
import { caseFilter } from './case-filter.ts';
import { actorOf, openCase, type OpenedCase } from './open-case.ts';
import type { Subject } from './policy.ts';
import { accessWord, accessWordOr } from './words.ts';

type Staff = Extract<Subject, { kind: 'staff' }>;

/** Decisions, newest first, for those who oversee: by the number of the case, nobody's name. `after` is where the page before ended. */
export async function decisionsToOversee(deps: Deps, staff: Staff, asked: { outcome?: string; automatic?: boolean; after?: string }, ctx: PageContext): Promise<DecisionList> {
  await logAccess(deps.store, { at: deps.clock.now(), actor: actorOf(staff), personIds: [], purpose: 'audit', what: 'list-decisions', granted: true, detail: { unit: staff.unit } });
  const [at, id] = (asked.after ?? '').split('~');
  const limit = 50;
  const rows = await listDecisions(deps.store, {
    visible: (first) => caseFilter(staff, { first, alias: 'c', purpose: 'audit' }), limit: limit + 1,
    ...(asked.outcome ? { outcome: asked.outcome } : {}), ...(asked.automatic === undefined ? {} : { automatic: asked.automatic }), ...(at && id ? { after: { at, id } } : {}),
  });
  const page = rows.slice(0, limit), last = page.at(-1);
  return {
    decisions: page.map(({ service, unit, ...one }) => ({
      ...one, unit: unitName(deps, unit, ctx.language), service: serviceName(deps, service, ctx), outcomeText: accessWordOr(ctx.language, `outcome.${one.outcome}`, 'outcome.dismissed'),
    })),
    ...(rows.length > limit && last ? { next: `${last.at}~${last.id}` } : {}),
  };
}

function serviceName(deps: Deps, service: string, ctx: PageContext): string {
  const texts = deps.authority.services.find((one) => one.service === service)?.text ?? {};
  return texts[ctx.language]?.['service.name'] ?? texts[ctx.bindingLanguage]?.['service.name'] ?? service;
}

/** A value in a table of its own column: no marks of direction are needed. */
const plain = (value: Parameters<typeof plainValue>[0]): string => plainValue(value).replace(/[\u2066-\u2069]/g, '');

/** The case of a decision, opened to read it or to compute it again. @throws Problem not-found */
async function openDecision(deps: Deps, staff: Staff, decisionId: string, act: 'read' | 'replay', what: string): Promise<{ opened: OpenedCase<Staff>; record: DecisionRecord; body: string }> {
  const found = await decisionRecord(deps.store, decisionId);
  if (!found) throw new Problem('not-found');
  const opened = await openCase(deps, staff, found.record.caseId, act, what, { purpose: 'audit' });
  return { opened, ...found };
}

/** A decision as it was made: the facts as they stood, each condition with its row and its law, the rulebook by its content. */
export async function readDecision(deps: Deps, staff: Staff, decisionId: string, ctxOf: (opened: OpenedCase) => PageContext): Promise<DecisionRead> {
  const { opened, record } = await openDecision(deps, staff, decisionId, 'read', 'decision-record');
  const rulebook = await getRulebook(deps.store, record.assessment.rulebook) ?? opened.rulebook;
  const ctx = ctxOf(opened), names = partyNames(opened), scene = deskScene(opened.file, rulebook, names);
  const about = (key: string): string => {
    const person = Object.keys(names).find((id) => key === subject.person(id) || key.endsWith(`/${id}`));
    return person ? names[person]! : accessWord(ctx.language, 'about.case');
  };
  return {
    id: record.id, number: opened.file.number, service: ctx.say('service.name'), unit: unitName(deps, opened.file.unit, ctx.language), outcome: accessWordOr(ctx.language, `outcome.${record.outcome}`, 'outcome.dismissed'),
    automatic: record.automatic, at: record.decidedAt, by: words(doneBy(record.decidedBy, names, ctx), ctx), hash: record.hash,
    ...(record.approvedBy ? { approvedBy: words(doneBy(record.approvedBy, names, ctx), ctx) } : {}), ...(record.note ? { note: record.note } : {}),
    rulebook: { version: rulebook.version, hash: record.assessment.rulebook },
    dates: Object.entries(record.assessment.dates).flatMap(([what, on]) => (typeof on === 'string' ? [{ what: accessWordOr(ctx.language, `date.${what}`, 'date.event'), on }] : [])),
    conditions: record.assessment.conditions.map(({ condition, status, row, basis }) => ({
      id: condition, label: ctx.say(`condition.${condition}`), status, statusText: accessWordOr(ctx.language, `status.${status}`, 'status.unknown'), ...(row ? { row } : {}),
      law: lawWords(rulebook, basis, ctx).map(({ label, url }) => ({ label: words(label, ctx), ...(url ? { url } : {}) })),
    })),
    facts: record.assessment.facts.filter((fact) => rulebook.facts.some((one) => one.name === fact.name)).map((fact) => ({
      label: ctx.say(`fact.${fact.name}`), about: about(fact.subject), value: plain(shownValue({ name: fact.name, value: fact.value }, opened, scene, ctx)), source: accessWord(ctx.language, `source.${fact.source}`), certainty: ctx.t(`certainty.${fact.certainty}`),
    })),
  };
}

/** Computes a decision again from its record and the rulebook it names, and compares byte by byte (invariant 2). Changes nothing. */
export async function replayDecision(deps: Deps, staff: Staff, decisionId: string): Promise<Replayed> {
  const { record } = await openDecision(deps, staff, decisionId, 'replay', 'replay-decision');
  const rulebook = await getRulebook(deps.store, record.assessment.rulebook);
  if (!rulebook) throw new Problem('not-found');
  const { same, differences } = replay(record, rulebook, deps.engine);
  const { hash, ...content } = record;
  return { same, differences, bytes: Buffer.byteLength(canonicalText(content)), recorded: hash, replayed: same ? contentHash(content) : differences.find(({ what }) => what === 'hash')?.replayed ?? '' };
}
