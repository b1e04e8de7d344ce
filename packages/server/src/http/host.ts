import type { FastifyInstance } from 'fastify';

/**
 * Answers to one host name only. What links, cookies and the eID's return address rest on
 * must not be chosen by whoever sends the request; a person who typed another name of the
 * same machine is sent to the right one.
 */
export function pinHost(app: FastifyInstance, publicUrl: URL): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.host === publicUrl.host || request.url === '/health') return;
    if (request.method === 'GET' || request.method === 'HEAD') {
      return reply.redirect(new URL(request.url, publicUrl).href, 302);
    }
    return reply.code(421).send({ code: 'wrong-host', detail: `This service answers at ${publicUrl.origin}` });
  });
}
