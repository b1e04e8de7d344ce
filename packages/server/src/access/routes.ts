import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { isCaseNumber } from '@ankomst/core';
import { brokenGlassOf, conflictsOf, declareConflict, endConflict, hasStaffPerson, putStaffPerson, seeBrokenGlass } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { contextOf } from '../http/page.ts';
import { purposeOf } from '../http/purpose.ts';
import { onceOf, param, query, requireFresh, requireStaff, type StaffSession } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { unitName } from '../web/case-words.ts';
import { AnswerEnd, BreakGlass, Broken, Conflict, DecisionList, DecisionRead, EndProtection, GlassReports, Looks, NewProtection, NewSealedNote, OwnNumber, OwnTies, Policies, ProtectionView, Purposes, Replayed, SealedNotes, SeenGlass } from './api.ts';
import { breakTheGlass } from './break-glass.ts';
import { caseLooks } from './looks.ts';
import { openCase, type OpenedCase } from './open-case.ts';
import { decisionsToOversee, readDecision, replayDecision } from './oversight.ts';
import type { CaseAct, Subject } from './policy.ts';
import { answerToEnd, askToEnd, protectionView, protectPerson, type ProtectionAct } from './protect.ts';
import { purposesFor } from './purposes.ts';
import { sealedNotes, sealNote } from './seal-note.ts';
import { accessWord } from './words.ts';

const tags = ['access'];
/** Roles that read cases at the desk. */
const readers = ['officer', 'approver', 'leader', 'auditor', 'ombudsman'];
const overseers = ['auditor', 'ombudsman'];

/** Who may see what at the desk: purposes, broken glass, who has looked, sealed notes, own ties, and the oversight of decisions. */
export function accessRoutes(app: FastifyInstance, deps: Deps): void {
  const opened = (request: FastifyRequest, session: StaffSession, act: CaseAct, what: string): Promise<OpenedCase<Extract<Subject, { kind: 'staff' }>>> => {
    const purpose = purposeOf(request);
    return openCase(deps, session.subject, param(request, 'id'), act, what, purpose ? { purpose } : {});
  };

  app.get('/desk/api/cases/:id/purposes', { schema: { tags, summary: 'What one may open a case for, before it is opened', response: { 200: Purposes } } }, async (request) =>
    purposesFor(deps, requireStaff(request, ...readers).subject, param(request, 'id'), request.language));

  app.post<{ Body: Static<typeof BreakGlass> }>('/desk/api/cases/:id/break-glass', { schema: { tags, summary: 'Opens a case of another unit in an emergency, to read, for an hour', body: BreakGlass, response: { 200: Broken } } }, async (request) => {
    const { subject, name } = requireStaff(request, 'officer', 'approver', 'leader');
    return { until: await breakTheGlass(deps, subject, name, param(request, 'id'), request.body.reason) };
  });

  app.get('/desk/api/cases/:id/looks', { schema: { tags, summary: 'Who has looked at a case, and who was turned away', response: { 200: Looks } } }, async (request) =>
    caseLooks(deps, await opened(request, requireStaff(request, ...readers), 'read', 'case-looks'), request.language));

  app.get('/desk/api/cases/:id/sealed-notes', { schema: { tags, summary: 'The sealed notes one may open', response: { 200: SealedNotes } } }, async (request) =>
    sealedNotes(deps, await opened(request, requireStaff(request, ...readers), 'read', 'sealed-notes'), request.language));
  app.post<{ Body: Static<typeof NewSealedNote> }>('/desk/api/cases/:id/sealed-notes', { schema: { tags, summary: 'Writes a note for some only', body: NewSealedNote } }, async (request, reply) => {
    await sealNote(deps, await opened(request, requireStaff(request, 'officer', 'approver'), 'handle', 'seal-note'), request.body);
    return reply.code(204).send();
  });

  app.get('/desk/api/cases/:id/protection', { schema: { tags, summary: 'Who in a case has protected identity, on which ground', response: { 200: ProtectionView } } }, async (request) => {
    const found = await opened(request, requireStaff(request, 'officer'), 'handle', 'protection');
    return protectionView(deps, found, contextOf(app, deps, request, { rulebook: found.rulebook }));
  });
  /** An act on somebody's protection: with one's key in hand. */
  const protecting = <T extends typeof NewProtection | typeof EndProtection | typeof AnswerEnd>(path: string, summary: string, body: T, work: (act: ProtectionAct, body: Static<T>) => Promise<void>): void => {
    app.post<{ Body: { person: string } }>(`/desk/api/cases/:id/protection${path}`, { schema: { tags, summary, body } }, async (request, reply) => {
      const { subject: staff } = requireStaff(request, 'officer');
      requireFresh(request);
      await work({ staff, caseId: param(request, 'id'), personId: request.body.person, once: onceOf(request), purpose: purposeOf(request) }, request.body as Static<T>);
      return reply.code(204).send();
    });
  };
  protecting('', 'Marks a party as protected, at once; only those named for it reach the case afterwards', NewProtection, (act, body) => protectPerson(deps, act, body));
  protecting('/end', 'Asks that a mark be ended: another must agree', EndProtection, (act, body) => askToEnd(deps, act, body.reason));
  protecting('/answer', 'Agrees that a mark is ended, or lets it stay', AnswerEnd, (act, body) => answerToEnd(deps, act, body.agrees));

  app.get('/desk/api/access/broken-glass', { schema: { tags, summary: 'Glass broken to the unit’s cases', response: { 200: GlassReports } } }, async (request) => {
    const { subject } = requireStaff(request, 'leader', ...overseers);
    const maySee = subject.roles.includes('leader');
    const reports = await brokenGlassOf(deps.store, maySee ? subject.unit : null);
    return {
      maySee,
      reports: reports.map((one) => ({
        id: one.id, who: one.staffName, unit: unitName(deps, one.staffUnit, request.language), caseNumber: one.number, reason: one.reason, at: one.at, until: one.until, mine: one.staffId === subject.staffId,
        ...(one.seenAt !== null ? { seen: { by: one.seenBy!, at: one.seenAt, right: one.judgedRight!, note: one.note ?? '' } } : {}),
      })),
    };
  });
  app.post<{ Body: Static<typeof SeenGlass> }>('/desk/api/access/broken-glass/:id/seen', { schema: { tags, summary: 'The leader has read it and says whether it was right', body: SeenGlass } }, async (request, reply) => {
    const { subject } = requireStaff(request, 'leader');
    const { right, note } = request.body;
    if (!right && note.trim() === '') throw new Problem('bad-request');
    if (!await seeBrokenGlass(deps.store, { id: param(request, 'id'), unit: subject.unit, by: subject.staffId, at: deps.clock.now(), right, note: note.trim() })) throw new Problem('not-found');
    return reply.code(204).send();
  });

  app.get('/desk/api/access/own', { schema: { tags, summary: 'One’s own ties: what the desk keeps away from one', response: { 200: OwnTies } } }, async (request) => {
    const { subject } = requireStaff(request);
    const conflicts = await conflictsOf(deps.store, subject.staffId);
    return {
      numberKnown: await hasStaffPerson(deps.store, subject.staffId),
      conflicts: conflicts.map(({ id, caseNumber, reason, declaredAt }) => ({ id, about: caseNumber ?? accessWord(request.language, 'about.person'), reason, declaredAt })),
    };
  });
  app.put<{ Body: Static<typeof OwnNumber> }>('/desk/api/access/own/number', { schema: { tags, summary: 'The number one has as a person. It is kept whether or not anybody of that number is on file, and is not shown again', body: OwnNumber } }, async (request, reply) => {
    const { subject } = requireStaff(request);
    const value = request.body.number.replace(/[\s-]/g, '');
    if (!/^\d{12}$/.test(value)) throw new Problem('bad-request', { field: 'number' });
    await putStaffPerson(deps.store, { staffId: subject.staffId, kind: 'personal-number', value, at: deps.clock.now() });
    return reply.code(204).send();
  });
  app.post<{ Body: Static<typeof Conflict> }>('/desk/api/access/own/conflicts', { schema: { tags, summary: 'Declares what may make one biased in a case', body: Conflict } }, async (request, reply) => {
    const { subject } = requireStaff(request);
    const caseNumber = request.body.caseNumber.trim();
    if (!isCaseNumber(caseNumber)) throw new Problem('bad-request', { field: 'caseNumber' });
    await declareConflict(deps.store, { id: deps.ids.next(), staffId: subject.staffId, caseNumber, personId: null, reason: request.body.reason.trim(), declaredAt: deps.clock.now() });
    return reply.code(204).send();
  });
  app.delete('/desk/api/access/own/conflicts/:id', { schema: { tags, summary: 'It is no more' } }, async (request, reply) => {
    const { subject } = requireStaff(request);
    if (!await endConflict(deps.store, { id: param(request, 'id'), staffId: subject.staffId, at: deps.clock.now() })) throw new Problem('not-found');
    return reply.code(204).send();
  });

  app.get('/desk/api/access/policies', { schema: { tags, summary: 'Who may see what, in words, with the law', response: { 200: Policies } } }, async (request) => {
    requireStaff(request);
    return { policies: deps.access.policies.map(({ text, ...policy }) => ({ ...policy, text: text[request.language === 'sv' ? 'sv' : 'en']! })) };
  });

  app.get('/desk/api/oversight/decisions', { schema: { tags, summary: 'Decisions, newest first, by number of the case', response: { 200: DecisionList } } }, async (request) => {
    const { subject } = requireStaff(request, ...overseers);
    const outcome = query(request, 'outcome'), by = query(request, 'by'), after = query(request, 'after');
    if (after !== undefined && !/^\d{4}-\d{2}-\d{2}T[\d:.]+Z~[\w-]+$/.test(after)) throw new Problem('bad-request');
    return decisionsToOversee(deps, subject, { ...(outcome ? { outcome } : {}), ...(by ? { automatic: by === 'robot' } : {}), ...(after ? { after } : {}) }, contextOf(app, deps, request, { rulebook: deps.authority.services[0] }));
  });
  app.get('/desk/api/oversight/decisions/:decision', { schema: { tags, summary: 'A decision as it was made', response: { 200: DecisionRead } } }, async (request) =>
    readDecision(deps, requireStaff(request, ...overseers).subject, param(request, 'decision'), (of) => contextOf(app, deps, request, { rulebook: of.rulebook })));
  app.post('/desk/api/oversight/decisions/:decision/replay', { schema: { tags, summary: 'Computes a decision again from its record and compares byte by byte', response: { 200: Replayed } } }, async (request) =>
    replayDecision(deps, requireStaff(request, ...overseers).subject, param(request, 'decision')));
}
