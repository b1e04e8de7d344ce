import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';

/**
 * Refuses what another site made the browser send (cross-site request forgery). Browsers of the
 * last years say where a request comes from (Fetch Metadata, Origin); where one says nothing the
 * form's token, checked with the session, still stands. Signed partner messages carry no cookie
 * and are left alone. See docs/adr on forms.
 */
export function refuseCrossSite(app: FastifyInstance, publicUrl: URL): void {
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.url.startsWith('/exchange/')) return;
    if (!comesFromUs(request, publicUrl)) throw new Problem('form-token');
    // The desk's interface takes JSON and files: what a form of another site can send, it does not read.
    const type = request.headers['content-type'];
    if (request.url.startsWith('/desk/api/') && type !== undefined && !/^(application\/json|multipart\/form-data)\b/.test(type)) throw new Problem('form-token');
  });
}

function comesFromUs(request: FastifyRequest, publicUrl: URL): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = request.headers;
  return origin === undefined || origin === publicUrl.origin;
}
