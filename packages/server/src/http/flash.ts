import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PageContext } from '@ankomst/web';

/** Told once at the top of the next page, after something was done. The cookie holds a name, never words. */
export const flashes = { 'saved': 'success', 'message-sent': 'success', 'answer-sent': 'success', 'withdrawn': 'info', 'contact-saved': 'success', 'reported': 'success', 'report-nowhere': 'info', 'approval-withheld': 'info', 'visit-booked': 'success', 'visit-cancelled': 'info', 'organisation-unknown': 'warning', 'invited': 'success', 'joined': 'success', 'company-added': 'success', 'mandate-given': 'success', 'mandate-revoked': 'info', 'paid': 'success', 'payment-failed': 'warning', 'appeal-sent': 'success', 'appeal-withdrawn': 'info' } as const;
export type Flash = keyof typeof flashes;

export function setFlash(app: FastifyInstance, reply: FastifyReply, flash: Flash): void {
  app.cookieJar.set(reply, 'flash', flash, 60);
}

/** Reads and clears what is to be told; for a page that is about to be sent. */
export function takeFlash(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply, ctx: PageContext): PageContext['flash'] {
  const name = app.cookieJar.read(request, 'flash');
  if (name === undefined) return undefined;
  app.cookieJar.clear(reply, 'flash');
  if (!Object.hasOwn(flashes, name)) return undefined;
  return { tone: flashes[name as Flash], text: ctx.say(`ui.flash.${name}`) };
}
