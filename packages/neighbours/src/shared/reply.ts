import type { FastifyReply, FastifyRequest } from 'fastify';
import { contentSecurityPolicy, renderPage } from './html.ts';
import type { Page } from './html.ts';

/** Answers with a page. */
export function sendPage(reply: FastifyReply, page: Page, status = 200): FastifyReply {
  return reply.status(status).headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': contentSecurityPolicy }).send(renderPage(page));
}

/** What `?refresh=5` asks for: load the page anew every so many seconds. Never by itself: it takes the page from under a reader. */
export function refreshAsked(request: FastifyRequest): { refreshSeconds?: number } {
  const seconds = Math.min(Number((request.query as Record<string, string | undefined>).refresh) || 0, 3600);
  return seconds > 0 ? { refreshSeconds: seconds } : {};
}

/** A browser wants a page, a program wants JSON. */
export function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html');
}
