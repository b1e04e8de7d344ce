import { Type } from 'typebox';
import type { Static, TSchema } from 'typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { openCase } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';
import { purposeOf } from '../http/purpose.ts';
import { onceOf, param, requireStaff } from '../http/request.ts';
import { News, Note, Reachable, SavedField, ToDo, Together, WorkField } from './api.ts';
import { holdCase, type Hold } from './hold-case.ts';
import { liveDesk } from './live-desk.ts';
import { markRead, newsFor } from './news.ts';
import { notesOf, reachable, writeNote } from './notes.ts';
import { layAside, passOn, takeUp } from './pass-on.ts';
import { showTogether } from './show-together.ts';
import { clearWork, saveWork, workOnCase } from './work-on-case.ts';

const holds: Hold[] = ['take', 'renew', 'release', 'ask', 'give', 'decline'];
const tags = ['desk'];
const body = <Schema extends TSchema>(_schema: Schema, request: FastifyRequest): Static<Schema> => request.body as Static<Schema>;

/** Working together on cases: who has it, what is being written, notes, handing over, laying aside, and live news of it. */
export function togetherRoutes(app: FastifyInstance, deps: Deps): void {
  const at = '/desk/api/cases/:id';
  const staffOf = (request: FastifyRequest) => requireStaff(request).subject;
  const shown = (request: FastifyRequest) => ({ purpose: purposeOf(request) });
  const actOf = (request: FastifyRequest) => ({ staff: requireStaff(request, 'officer').subject, caseId: param(request, 'id'), once: onceOf(request) });

  app.get(`${at}/together`, { schema: { tags, summary: 'Who has the case, who looks at it, whether it lies aside', response: { 200: Together } } },
    (request) => showTogether(deps, staffOf(request), param(request, 'id'), purposeOf(request)));
  for (const hold of holds) {
    app.post(`${at}/lease/${hold}`, { schema: { tags, summary: `The case for some minutes: ${hold}`, response: { 200: Together } } }, async (request) => {
      const staff = staffOf(request), caseId = param(request, 'id');
      await holdCase(deps, { staff, caseId, hold });
      return showTogether(deps, staff, caseId);
    });
  }

  app.get(`${at}/work`, { schema: { tags, summary: 'What is being written in the case and is no act yet', response: { 200: Type.Array(WorkField) } } },
    (request) => workOnCase(deps, staffOf(request), param(request, 'id'), purposeOf(request)));
  app.put(`${at}/work/:field`, { schema: { tags, summary: 'Saves a field as it is typed', body: ToDo.save, response: { 200: SavedField } } },
    (request) => saveWork(deps, { staff: requireStaff(request, 'officer', 'approver').subject, caseId: param(request, 'id'), field: param(request, 'field'), ...body(ToDo.save, request) }));
  app.post(`${at}/work/clear`, { schema: { tags, summary: 'Takes fields away that have become an act', body: ToDo.clear } }, async (request, reply) => {
    await clearWork(deps, { staff: requireStaff(request, 'officer', 'approver').subject, caseId: param(request, 'id'), ...body(ToDo.clear, request) });
    return reply.code(204).send();
  });

  app.get(`${at}/notes`, { schema: { tags, summary: 'The working notes of the case', response: { 200: Type.Array(Note) } } },
    (request) => notesOf(deps, staffOf(request), param(request, 'id'), shown(request)));
  app.post(`${at}/notes`, { schema: { tags, summary: 'Writes a note; who is mentioned is told', body: ToDo.note, response: { 200: Type.Array(Note) } } }, async (request) => {
    const act = actOf(request);
    await writeNote(deps, { ...act, ...body(ToDo.note, request) });
    return notesOf(deps, act.staff, act.caseId);
  });
  app.get(`${at}/colleagues`, { schema: { tags, summary: 'Whom one may mention or hand the case over to', response: { 200: Reachable } } },
    (request) => reachable(deps, staffOf(request), param(request, 'id'), request.language, shown(request)));

  app.post(`${at}/hand-over`, { schema: { tags, summary: 'Hands the case over, with a reason', body: ToDo.handOver } }, async (request, reply) => {
    await passOn(deps, { ...actOf(request), ...body(ToDo.handOver, request) });
    return reply.code(204).send();
  });
  app.post(`${at}/snooze`, { schema: { tags, summary: 'Lays the case aside until a day, or until something comes in', body: ToDo.snooze } }, async (request, reply) => {
    await layAside(deps, { ...actOf(request), ...body(ToDo.snooze, request) });
    return reply.code(204).send();
  });
  app.post(`${at}/wake`, { schema: { tags, summary: 'Takes the case up again' } }, async (request, reply) => {
    await takeUp(deps, actOf(request));
    return reply.code(204).send();
  });

  app.get('/desk/api/news', { schema: { tags, summary: 'What colleagues want of me', response: { 200: News } } }, (request) => newsFor(deps, staffOf(request)));
  app.post('/desk/api/news/read', { schema: { tags, summary: 'Marks news as read', body: ToDo.read } }, async (request, reply) => {
    await markRead(deps, staffOf(request), body(ToDo.read, request).ids);
    return reply.code(204).send();
  });

  app.get('/desk/api/live', { schema: { hide: true } }, (request, reply) => liveDesk(deps, staffOf(request), undefined, reply));
  app.get(`${at}/live`, { schema: { hide: true } }, async (request, reply) => {
    const staff = staffOf(request), caseId = param(request, 'id');
    await openCase(deps, staff, caseId, 'read', 'desk-live', shown(request));
    return liveDesk(deps, staff, caseId, reply);
  });
}
