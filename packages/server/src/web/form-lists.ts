import type { FastifyInstance } from 'fastify';
import { Type } from '@fastify/type-provider-typebox';
import { codeName, searchCodes } from '@ankomst/web';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

/** Longest words searched for; an occupation's name is shorter. */
const longest = 200;

/** Code lists, searched while somebody types. They hold nothing of anybody, and need no login. */
export function listRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/lists/:list', {
    schema: {
      tags: ['applicant'],
      summary: 'Search a code list',
      description: 'Entries whose names, in any language of the list, fit the words; the names shown are in the language of the request.',
      params: Type.Object({ list: Type.String({ maxLength: 100 }) }),
      querystring: Type.Object({ q: Type.String({ maxLength: longest }) }),
      response: { 200: Type.Object({ entries: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), found: Type.String() })) }) },
    },
  }, async (request, reply) => {
    const { list } = request.params as { list: string };
    const { q } = request.query as { q: string };
    // Only tables that a fact names as its list: fees and the like are not looked through here.
    const rulebook = deps.authority.services.find((one) => one.tables[list] && one.facts.some((fact) => fact.type === 'code' && fact.list === list));
    if (!rulebook) throw new Problem('not-found');
    const rows = rulebook.tables[list]!;
    reply.header('cache-control', 'private, max-age=300');
    return { entries: searchCodes(rows, q, request.language).map(({ code, found }) => ({ code, name: codeName(rows, code, request.language), found })) };
  });
}
