import fastifySwagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';

/** The machine interface as OpenAPI 3.1, from the very schemas that validate. Pages are left out. Call before the routes. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Ankomst', version: '0.1.0', license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } as never,
        description: 'The machine interface of the migration authority. Errors are application/problem+json (RFC 9457) with a stable `code`.',
      },
    },
    hideUntagged: true,
  });
  app.get('/openapi.json', async () => app.swagger());
}
