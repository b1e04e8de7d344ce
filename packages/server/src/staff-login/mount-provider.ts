import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import { providerPath } from './provider.ts';

/** Puts the provider under its path. It reads its own bodies: inside this scope Fastify leaves them alone. */
export function mountProvider(app: FastifyInstance, provider: Provider, publicUrl: URL): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const callback = provider.callback();
    scope.all(`${providerPath}/*`, { schema: { hide: true } as object }, async (request, reply) => {
      const raw = asAddressed(request.raw, publicUrl) as IncomingMessage & { originalUrl?: string };
      // What our hooks have said (content policy, no caching) holds for the provider's answers too.
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
      reply.hijack();
      raw.originalUrl = raw.url!;
      raw.url = raw.url!.slice(providerPath.length);
      await callback(raw, reply.raw);
    });
  });
}

/**
 * The request as it was addressed to the authority: the provider writes addresses from what it is told, and whoever
 * sends the request must not choose them. (The Host itself is pinned for the whole server.)
 */
export function asAddressed(raw: IncomingMessage, publicUrl: URL): IncomingMessage {
  for (const name of ['x-forwarded-host', 'x-forwarded-for', 'forwarded']) delete raw.headers[name];
  raw.headers['x-forwarded-proto'] = publicUrl.protocol.slice(0, -1);
  return raw;
}
