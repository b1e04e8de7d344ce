import { Type, type Static } from 'typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { onceOf, param, query, requireFresh, requireStaff } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { searchAll } from '../search/search-all.ts';
import { Bulk, Filters, Found, List, Names, Next, ToDo } from './api.ts';
import { beginBulk, confirmSample, goOnBulk, showBulk, undoBulk } from './bulk.ts';
import { dropFilter, filtersFor, keepFilter } from './filters.ts';
import { listQueue, most, namesOf } from './list-queue.ts';
import { nextCase } from './next-case.ts';

const tags = ['desk'];
const readers = ['officer', 'approver', 'leader', 'auditor', 'ombudsman'];

/** The queue: the next case, lists with their counts, one act on many cases, and search. */
export function queueRoutes(app: FastifyInstance, deps: Deps): void {
  const reader = (request: FastifyRequest) => requireStaff(request, ...readers).subject;
  const officer = (request: FastifyRequest) => requireStaff(request, 'officer').subject;
  const words = (request: FastifyRequest): string => (request.language === 'en' ? 'en' : 'sv');

  app.post('/desk/api/next', { schema: { tags, summary: 'Hands out the next case, and says why this one', response: { 200: Next } } }, (request) =>
    nextCase(deps, { staff: requireStaff(request, 'officer', 'approver').subject, once: onceOf(request), language: words(request) }));

  app.get('/desk/api/queue', { schema: { tags, summary: 'Open cases, filtered as the address says', response: { 200: List } } }, (request) => {
    const asked = Number(query(request, 'limit') ?? most);
    if (!Number.isInteger(asked) || asked < 1) throw new Problem('bad-request');
    return listQueue(deps, reader(request), request.url.split('?')[1] ?? '', asked, words(request));
  });
  app.post<{ Body: Static<typeof ToDo.names> }>('/desk/api/queue/names', { schema: { tags, summary: 'Who the cases in sight are about', body: ToDo.names, response: { 200: Names } } }, (request) =>
    namesOf(deps, reader(request), request.body.ids));

  app.get('/desk/api/filters', { schema: { tags, summary: 'Lists with their counts', response: { 200: Filters } } }, (request) => filtersFor(deps, reader(request)));
  app.post<{ Body: Static<typeof ToDo.filter> }>('/desk/api/filters', { schema: { tags, summary: 'Keeps a list under a name', body: ToDo.filter, response: { 200: Filters } } }, async (request) => {
    const staff = reader(request);
    await keepFilter(deps, staff, { ...request.body, once: onceOf(request) });
    return filtersFor(deps, staff);
  });
  app.delete('/desk/api/filters/:id', { schema: { tags, summary: 'Forgets a list', response: { 200: Filters } } }, async (request) => {
    const staff = reader(request);
    await dropFilter(deps, staff, param(request, 'id'));
    return filtersFor(deps, staff);
  });

  app.post<{ Body: Static<typeof ToDo.bulk> }>('/desk/api/bulk', { schema: { tags, summary: 'Begins one act on many cases: draws the sample to look at', body: ToDo.bulk, response: { 200: Bulk } } }, async (request) => {
    const staff = officer(request);
    return showBulk(deps, staff, await beginBulk(deps, staff, { ...request.body, once: onceOf(request) }), words(request));
  });
  app.get('/desk/api/bulk/:id', { schema: { tags, summary: 'Where a run stands', response: { 200: Bulk } } }, (request) => showBulk(deps, officer(request), param(request, 'id'), words(request)));
  app.post<{ Body: Static<typeof ToDo.confirm> }>('/desk/api/bulk/:id/confirm', { schema: { tags, summary: 'A case of the sample has been looked at', body: ToDo.confirm, response: { 200: Bulk } } }, async (request) => {
    const staff = officer(request), id = param(request, 'id');
    await confirmSample(deps, staff, id, request.body.caseId);
    return showBulk(deps, staff, id, words(request));
  });
  for (const [name, summary, work] of [['run', 'Does some more of it', goOnBulk], ['undo', 'Takes back what can be', undoBulk]] as const) {
    app.post(`/desk/api/bulk/:id/${name}`, { schema: { tags, summary, response: { 200: Bulk } } }, async (request) => {
      const staff = officer(request), id = param(request, 'id');
      // one press on many cases: the key is in hand, as before a decision; the run is kept, and goes on where it was
      if (name === 'run') requireFresh(request, `/desk/bulk/${id}`);
      await work(deps, staff, id);
      return showBulk(deps, staff, id, words(request));
    });
  }

  app.get('/desk/api/search', { schema: { tags, summary: 'Persons, cases and documents', querystring: Type.Object({ q: Type.String({ minLength: 1, maxLength: 200 }) }), response: { 200: Found } } }, (request) =>
    searchAll(deps, reader(request), query(request, 'q')!.trim()));
}
