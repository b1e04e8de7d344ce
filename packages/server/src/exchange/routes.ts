import type { FastifyInstance } from 'fastify';
import { Type } from '@fastify/type-provider-typebox';
import type { Deps } from '../deps.ts';
import { param } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { receiveEvent } from './receive-event.ts';

const receipt = Type.Object({
  status: Type.Union([Type.Literal('done'), Type.Literal('known'), Type.Literal('kept')]),
  problem: Type.Optional(Type.String()),
}, { additionalProperties: false });

/** Partners' messages: a compact JWS (RFC 7515) per request, signed by the partner's published key. */
export function exchangeRoutes(app: FastifyInstance, deps: Deps): void {
  app.addContentTypeParser('application/jose', { parseAs: 'string', bodyLimit: deps.config.limits.jsonBytes }, (_request, body, done) => done(null, body));
  app.post('/exchange/:partner/events', {
    schema: {
      tags: ['exchange'],
      summary: 'Tell the authority of an event',
      description: 'Body: compact JWS (ES256 or EdDSA, `kid` from the partner’s JWKS) over {iss, aud, iat, jti, type, occurredOn, data}. '
        + 'The same jti again changes nothing. 202 `kept`: taken, but an officer must look at it. 401: signature not the partner’s. 503: send again.',
      consumes: ['application/jose'],
      params: Type.Object({ partner: Type.String({ pattern: '^[a-z-]{1,60}$' }) }),
      response: { 200: receipt, 202: receipt },
    },
  }, async (request, reply) => {
    if (typeof request.body !== 'string') throw new Problem('bad-request');
    const result = await receiveEvent(deps, param(request, 'partner'), request.body);
    return reply.code(result.status === 'kept' ? 202 : 200).send(result);
  });
}
