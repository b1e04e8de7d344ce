import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorPage, errorTexts, routes } from '@ankomst/web';
import type { ErrorView } from '@ankomst/web';
import type { Deps } from '../deps.ts';
import { loginPath } from '../identity/routes.ts';
import type { Told } from './errors.ts';
import { contextOf, seeOther, sendPage } from './page.ts';

/** An error as a page: what happened, what is kept, and the way on. Somebody who must log in is led there, and back. */
export function answerWithPage(app: FastifyInstance, deps: Deps, told: Told, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const staff = isStaffSide(request.url);
  if (told.code === 'login-needed') {
    if (typeof told.args['href'] === 'string') return seeOther(reply, told.args['href']);
    const back = request.method === 'GET' ? request.url : cameFrom(request, deps.config.publicUrl);
    return seeOther(reply, staff ? `/staff/login?back=${encodeURIComponent(back ?? routes.staff.home())}` : loginPath(back ?? routes.my(), 'expired'));
  }
  if (told.code === 'step-up-needed') return seeOther(reply, String(told.args['href']));
  const args = wordsArgs(told);
  const view: ErrorView = { code: told.code, way: wayOn(told, request, deps), reference: request.id, args, staff };
  return sendPage(reply, errorPage(view, contextOf(app, deps, request)), told.status);
}

function wordsArgs(told: Told): Record<string, string | number> {
  return Object.fromEntries(Object.entries(told.args).filter((entry): entry is [string, string | number] => ['string', 'number'].includes(typeof entry[1])));
}

/** The same sentences for the staff app: what happened, and what to do. */
export function errorWords(told: Told, request: FastifyRequest): { title: string; recover: string } {
  return errorTexts(told.code, request.language === 'en' ? 'en' : 'sv', wordsArgs(told));
}

export function isStaffSide(url: string): boolean {
  return /^\/(staff|desk)(\/|\?|$)/.test(url);
}

/** Back to the case the person was in, or to the page the form came from. */
function wayOn(told: Told, request: FastifyRequest, deps: Deps): ErrorView['way'] {
  if (told.code === 'not-found' || told.code === 'internal') return undefined;
  if (told.code === 'login-failed') return { href: isStaffSide(request.url) ? routes.staff.login() : routes.login(routes.my()) };
  const caseId = /^\/case\/([\w-]+)/.exec(request.url)?.[1];
  if (told.status === 409 && caseId) return { href: routes.case(caseId) };
  if (told.code === 'answers-missing' && caseId) return { href: routes.tasks(caseId) };
  const from = request.method === 'GET' ? undefined : cameFrom(request, deps.config.publicUrl);
  return from ? { href: from } : undefined;
}

/** The page of ours that a form was sent from. */
function cameFrom(request: FastifyRequest, publicUrl: URL): string | undefined {
  const { referer } = request.headers;
  if (!referer || !URL.canParse(referer)) return undefined;
  const url = new URL(referer);
  return url.origin === publicUrl.origin ? url.pathname + url.search : undefined;
}
