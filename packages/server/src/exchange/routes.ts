import type { FastifyInstance } from 'fastify';
import { Type } from '@fastify/type-provider-typebox';
import type { Deps } from '../deps.ts';
import { param } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { answerQuestion } from './answer-question.ts';
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
  app.post('/exchange/:partner/status', {
    schema: {
      tags: ['exchange'],
      summary: 'Ask for the status of one person’s cases',
      description: 'Body: compact JWS as for events, type `StatusAsked`, data {number: twelve digits, ground}: a ground the authority’s content names for the partner. '
        + 'No older than five minutes; each jti once. Answer: compact JWS of the authority, type `StatusTold`, data as the ground lets tell: {underWay?, permits?: [{kind?, validFrom?, validTo?}]}. '
        + 'An empty answer does not say that there is nothing: of some people a human being tells. The person sees that the partner asked, and why. '
        + '401: signature not the partner’s. 403 `no-ground`. 422: this jti was asked before. 429: too often.',
      consumes: ['application/jose'],
      produces: ['application/jose'],
      params: Type.Object({ partner: Type.String({ pattern: '^[a-z-]{1,60}$' }) }),
    },
  }, async (request, reply) => {
    if (typeof request.body !== 'string') throw new Problem('bad-request');
    const answer = await answerQuestion(deps, param(request, 'partner'), request.body);
    return reply.type('application/jose').header('cache-control', 'no-store').send(answer);
  });
}
