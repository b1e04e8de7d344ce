import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pageContext } from '@ankomst/web';
import type { PageContext } from '@ankomst/web';
import type { Rulebook } from '@ankomst/core';
import type { Deps } from '../deps.ts';
import { formToken } from './form-token.ts';
import { subjectRef } from './request.ts';
import { messagesOf } from './words.ts';

export interface PageOptions {
  /** Whose texts the page speaks in; default: the authority's own. */
  rulebook?: Rulebook;
  /** On whose behalf: names of the children, shown in the header. */
  onBehalfOf?: string[];
  unread?: number;
}

/** What one request's page is drawn with: language, texts, who is logged in, tokens for its forms. */
export function contextOf(app: FastifyInstance, deps: Deps, request: FastifyRequest, options: PageOptions = {}): PageContext {
  const { session, language } = request;
  const messages = messagesOf(deps, language, options.rulebook);
  const user = session && {
    name: session.name,
    kind: session.subject.kind,
    onBehalfOf: options.onBehalfOf,
    roles: session.subject.kind === 'staff' ? session.subject.roles : undefined,
  };
  return pageContext({
    language,
    service: (key, args) => (messages.has(key) ? messages.format(key, args) : undefined),
    bindingLanguage: deps.authority.languages.binding,
    authority: deps.authority.names[language] ?? deps.authority.names[deps.authority.languages.binding],
    user: user ?? undefined,
    csrf: session ? formToken(subjectRef(session.subject), deps.keys.secret, deps.clock.now()) : '',
    once: () => deps.ids.next(),
    path: request.url,
    now: deps.clock.now(),
    timeZone: deps.authority.calendar.timeZone,
    assets: app.assetFiles.addresses,
    unread: options.unread,
  });
}

/** Sends a page. 422 where it shows what is wrong with what was sent. */
export function sendPage(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(html);
}

/** After a post: the page to see now, fetched by GET, so that a reload sends nothing twice. */
export function seeOther(reply: FastifyReply, path: string): FastifyReply {
  return reply.redirect(path, 303);
}
