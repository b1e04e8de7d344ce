import type { FastifyInstance } from 'fastify';

/** What every page says to the browser: nothing from elsewhere, nothing inline, no framing, no kept copies. */
export const pagePolicy = [
  "default-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For files people sent in: shown, never run. */
export const filePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox; frame-ancestors 'none'";

/** For our own letters as PDF: browsers' viewers do not open in a sandbox. */
export const letterPolicy = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";

/** Security headers on every answer, errors included. `formOrigins`: where a form may be redirected to. */
export function securityHeaders(app: FastifyInstance, publicUrl: URL, formOrigins: string[]): void {
  // Chromium follows form-action through redirects: a logged-out POST goes on to the eID, one that pays to the payment page.
  const forms = `form-action 'self' ${[...new Set(formOrigins)].join(' ')}`;
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': `${pagePolicy}; ${forms}`,
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
      // Shared phones: the back button after logging out must show nothing.
      'cache-control': 'no-store',
    });
    if (publicUrl.protocol === 'https:') reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  });
}
