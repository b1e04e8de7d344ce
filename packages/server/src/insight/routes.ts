import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { FilterError, readFilters, readSpots, type Filter, type Look } from '@ankomst/mining';
import { logAccess, protectedCases } from '@ankomst/store';
import { Type } from 'typebox';
import { actorOf, openCase } from '../access/open-case.ts';
import { usualPurpose } from '../access/policy.ts';
import type { Deps } from '../deps.ts';
import { purposeOf } from '../http/purpose.ts';
import { requireStaff } from '../http/request.ts';
import { messagesOf } from '../http/words.ts';
import { Problem } from '../problem.ts';
import { unitName } from '../web/case-words.ts';
import { ExportQuery, InsightCase, InsightCases, InsightPicture, InsightSetting, LookQuery, Picture } from './api.ts';
import { caseLine } from './case-line.ts';
import { levelsOf, lookers, placeFor, takers, type Place } from './levels.ts';
import { listedCases } from './listed-cases.ts';
import { liveLog } from './live-log.ts';
import { baseOf, ownSetting } from './own-log.ts';
import { processMap } from './process-map.ts';
import { insightWords, serviceName } from './words.ts';

/** Cases listed at once. */
const mostCases = 100;
const tags = ['insight'];

/** The authority's own map: how the work flows, at the levels somebody may look at. */
export function insightRoutes(app: FastifyInstance, deps: Deps): void {
  const { authority } = deps;
  const languageOf = (request: FastifyRequest): 'sv' | 'en' => (request.language === 'en' ? 'en' : 'sv');
  const services = [...new Set(authority.services.map((one) => one.service))];
  const unitOf = (service: string): string => authority.services.findLast((one) => one.service === service)!.unit;
  // a mistake in a map of the content is found when the server starts, not when somebody looks
  for (const service of [undefined, ...services]) processMap(deps, service);

  app.get('/desk/api/insight/setting', { schema: { tags, summary: 'What one may look at on the map, and in which words', response: { 200: InsightSetting } } }, async (request): Promise<InsightSetting> => {
    const { subject } = requireStaff(request, ...lookers);
    const language = languageOf(request);
    const levels = levelsOf(subject);
    const { answer } = await liveLog(deps).ask<'values'>({ do: 'values' });
    const { answer: untold } = await liveLog(deps).ask<'untold'>({ do: 'untold' });
    const words = insightWords(deps, language);
    const all = levels.includes('authority');
    return {
      levels, unit: { id: subject.unit, name: unitName(deps, subject.unit, language) },
      units: (all ? [...new Set(services.map(unitOf))] : [subject.unit]).map((id) => ({ id, name: unitName(deps, id, language) })),
      services: services.filter((service) => all || unitOf(service) === subject.unit).map((id) => ({ id, name: serviceName(deps, language, id), unit: unitOf(id), told: !untold.some((one) => one.unit === unitOf(id) && one.service === id) })),
      processes: ['', ...services].map((service) => {
        const { versions, places, aside, prescribed } = processMap(deps, service || undefined);
        return { service, versions, places, aside, prescribed: prescribed !== undefined };
      }),
      ...words,
      values: answer.map(({ of, key, values }) => ({ of, key, values: values.map(({ value }) => ({ value, name: valueName(key, value, language, words.waiting) })) })),
      mayExport: takers.some((role) => subject.roles.includes(role)), timeZone: authority.calendar.timeZone,
    };
  });

  /** Kinds of case have the names their facts have; what the app names itself (outcomes, holders) comes as it is. */
  function valueName(key: string, value: string | boolean | number, language: string, waiting: Record<string, string>): string {
    const text = String(value);
    if (key === 'service') return serviceName(deps, language, text);
    if (key === 'unit') return unitName(deps, text, language);
    if (key === 'waiting') return waiting[text] ?? text;
    if (key !== 'kind') return text;
    return authority.services.map((one) => messagesOf(deps, language, one)).find((one) => one.has(`fact.case.kind.${text}`))?.format(`fact.case.kind.${text}`) ?? text;
  }

  app.get<{ Params: { picture: Picture }; Querystring: LookQuery }>('/desk/api/insight/pictures/:picture', {
    schema: { tags, summary: 'One picture of how the work flows', params: Type.Object({ picture: Picture }), querystring: LookQuery, response: { 200: InsightPicture } },
  }, async (request): Promise<InsightPicture> => {
    const { subject } = requireStaff(request, ...lookers);
    const place = placeFor(subject, request.query);
    const look = lookOf(place, request.query);
    const { answer, reading } = await liveLog(deps).ask<'picture'>({ do: 'picture', name: request.params.picture, look, level: place.level });
    return { at: new Date(look.setting.at).toISOString(), ...answer, ...(reading ? { reading } : {}) };
  });

  app.get<{ Querystring: LookQuery }>('/desk/api/insight/cases', {
    schema: { tags, summary: 'The newest of the cases behind a picture, as far as one may see them', querystring: LookQuery, response: { 200: InsightCases } },
  }, async (request): Promise<InsightCases> => {
    const session = requireStaff(request, ...lookers);
    const place = placeFor(session.subject, request.query);
    const { answer } = await liveLog(deps).ask<'cases'>({ do: 'cases', look: lookOf(place, request.query), level: place.level, most: mostCases });
    return { cases: answer.cases, ...(answer.tooFew ? { tooFew: answer.tooFew } : {}), list: await listedCases(deps, session, answer.seen, languageOf(request), purposeOf(request)) };
  });

  app.get<{ Params: { id: string } }>('/desk/api/insight/cases/:id', {
    schema: { tags, summary: 'One case as a line of time, with its waits', response: { 200: InsightCase } },
  }, async (request): Promise<InsightCase> => {
    const { subject } = requireStaff(request, ...lookers);
    const purpose = purposeOf(request);
    return caseLine(deps, await openCase(deps, subject, request.params.id, 'read', 'insight-case', purpose ? { purpose } : {}), languageOf(request));
  });

  app.get<{ Querystring: ExportQuery }>('/desk/api/insight/export', {
    schema: { tags, summary: 'The log of a level as XES (IEEE 1849) or OCEL 2.0, pseudonymised', description: 'Cases are named by a keyed hash whose key is thrown away; nobody and no text is in it; cases of people with protected identity are left out.', querystring: ExportQuery, produces: ['application/xml', 'application/json'] },
  }, async (request, reply) => {
    const { subject } = requireStaff(request, ...takers);
    const { as, ...asked } = request.query;
    const place = placeFor(subject, asked);
    // what is taken away cannot be suppressed afterwards: no smaller part than a unit leaves the house
    if (place.level !== 'authority' && place.level !== 'unit') throw new Problem('not-allowed');
    const { answer } = await liveLog(deps).ask<'export'>({ do: 'export', look: lookOf(place, asked), as, key: randomBytes(32), without: await protectedCases(deps.store) });
    await logAccess(deps.store, {
      at: deps.clock.now(), actor: actorOf(subject), personIds: [], purpose: purposeOf(request) ?? usualPurpose(subject.roles), basis: 'export', what: 'insight-export', granted: true,
      detail: { as, level: place.level, unit: place.unit ?? '', cases: answer.cases, events: answer.events },
    });
    const day = deps.clock.now().slice(0, 10);
    return reply.header('content-disposition', `attachment; filename="ankomst-${day}.${as === 'xes' ? 'xes' : 'ocel.json'}"`)
      .header('cache-control', 'no-store').type(as === 'xes' ? 'application/xml; charset=utf-8' : 'application/json; charset=utf-8').send(answer.text);
  });

  function lookOf(place: Place, { filters, spots, all }: LookQuery): Look {
    const { aside, prescribed } = processMap(deps, place.service);
    return {
      base: baseOf(place), filters: filters === undefined ? [] : chosen(filters), spots: spots === undefined ? [] : understood(() => readSpots(spots)), aside: all ? [] : aside,
      setting: ownSetting(Date.parse(deps.clock.now()), authority.calendar.timeZone), ...(prescribed ? { prescribed } : {}),
    };
  }
}

/** Filters as somebody sent them. Nobody chooses by a colleague, or by the id of a case. @throws Problem bad-request */
function chosen(written: string): Filter[] {
  const filters = understood(() => readFilters(written));
  const named = filters.find((one) => one.filter === 'attribute' && (one.key.startsWith('#') || (one.of === 'case' && one.key === 'concept:name')));
  if (named) throw new Problem('bad-request', { detail: 'no filter by a person at work or by one case' });
  return filters;
}

/** @throws Problem bad-request */
function understood<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FilterError) throw new Problem('bad-request', { detail: error.message });
    throw error;
  }
}
