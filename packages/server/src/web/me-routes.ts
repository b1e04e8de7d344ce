import type { FastifyInstance } from 'fastify';
import { Type } from '@fastify/type-provider-typebox';
import { contactPage, looksPage, mePage, pageLanguages, routes } from '@ankomst/web';
import type { Deps } from '../deps.ts';
import { setFlash, takeFlash } from '../http/flash.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { readPosted } from '../http/posted.ts';
import { field, query, requirePerson } from '../http/request.ts';
import { loginPath } from '../identity/routes.ts';
import { isPushService } from '../notices/push.ts';
import { longestReport, reportWrong } from '../people/report-wrong.ts';
import { keepOwnDraft, ownDraft } from '../people/own-draft.ts';
import { addPush, contactProblems, setContact } from '../people/set-contact.ts';
import { Problem } from '../problem.ts';
import { contactView, looksView, meView } from './me-views.ts';

/** What the authority knows about me, who has looked, and how it reaches me. */
export function meRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/me', async (request, reply) => {
    const { subject, name } = requirePerson(request);
    const ctx = contextOf(app, deps, request);
    ctx.flash = takeFlash(app, request, reply, ctx);
    const { what = '', text = '' } = await ownDraft(deps, subject.personId, 'report') ?? {};
    return sendPage(reply, mePage(await meView(deps, subject, name, ctx, { what, text }), ctx));
  });

  app.get('/me/looks', async (request, reply) => {
    const { subject } = requirePerson(request);
    const before = Number(query(request, 'before') ?? NaN);
    const ctx = contextOf(app, deps, request);
    return sendPage(reply, looksPage(await looksView(deps, subject, Number.isSafeInteger(before) && before > 0 ? before : undefined, ctx), ctx));
  });

  app.post('/me/report', async (request, reply) => {
    const posted = await readPosted(deps, request);
    const what = field(posted.body, 'what');
    const text = field(posted.body, 'text').slice(0, longestReport);
    if (!posted.loggedIn) {
      await keepOwnDraft(deps, posted.personId, 'report', { what, text });
      return seeOther(reply, loginPath(routes.me(), 'kept'));
    }
    const { subject, name } = requirePerson(request);
    const ctx = contextOf(app, deps, request);
    const problem = what === '' ? 'what' : text.trim() === '' ? 'text' : undefined;
    const view = await meView(deps, subject, name, ctx, { what, text, problem });
    if (problem) return sendPage(reply, mePage(view, ctx), 422);
    const fact = view.groups.flatMap((group) => group.facts).find((one) => one.id === what);
    const about = fact ? (typeof fact.label === 'string' ? fact.label : ctx.say(fact.label.key, fact.label.args)) : ctx.say(`ui.report.${['not-me', 'looked'].includes(what) ? what : 'other'}`);
    const taken = await reportWrong(deps, subject, { what: about, text: text.trim(), language: request.language, once: posted.once });
    await keepOwnDraft(deps, subject.personId, 'report', null);
    setFlash(app, reply, taken ? 'reported' : 'report-nowhere');
    return seeOther(reply, routes.me());
  });

  app.get('/me/contact', async (request, reply) => {
    const { subject } = requirePerson(request);
    const ctx = contextOf(app, deps, request);
    ctx.flash = takeFlash(app, request, reply, ctx);
    const kept = await ownDraft(deps, subject.personId, 'contact');
    const typed = kept && { email: kept['email'] ?? '', phone: kept['phone'] ?? '', language: kept['letters'] ?? request.language, problems: [] };
    return sendPage(reply, contactPage(await contactView(deps, subject, request.language, typed), ctx));
  });

  app.post('/me/contact', async (request, reply) => {
    const posted = await readPosted(deps, request);
    if (!posted.loggedIn) {
      const typed = Object.fromEntries(['email', 'phone', 'letters'].map((name) => [name, field(posted.body, name).slice(0, 500)]));
      await keepOwnDraft(deps, posted.personId, 'contact', typed);
      return seeOther(reply, loginPath(routes.contact(), 'kept'));
    }
    const { subject } = requirePerson(request);
    const letters = field(posted.body, 'letters');
    const contact = {
      email: field(posted.body, 'email').trim(), phone: field(posted.body, 'phone').trim(), language: pageLanguages.includes(letters) ? letters : request.language,
    };
    const problems = contactProblems(contact);
    if (problems.length > 0) {
      const ctx = contextOf(app, deps, request);
      return sendPage(reply, contactPage(await contactView(deps, subject, request.language, { ...contact, problems }), ctx), 422);
    }
    await setContact(deps, subject.personId, contact);
    await keepOwnDraft(deps, subject.personId, 'contact', null);
    setFlash(app, reply, 'contact-saved');
    return seeOther(reply, routes.contact());
  });

  app.post('/me/push', {
    schema: {
      tags: ['applicant'],
      summary: 'Send pings to this browser',
      description: 'The browser’s PushSubscription (W3C Push API). Only endpoints of known push services are taken.',
      body: Type.Object({
        csrf: Type.String({ maxLength: 300 }),
        subscription: Type.Object({
          endpoint: Type.String({ maxLength: 2_000 }),
          expirationTime: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
          keys: Type.Object({ p256dh: Type.String({ maxLength: 200 }), auth: Type.String({ maxLength: 100 }) }, { additionalProperties: false }),
        }, { additionalProperties: false }),
      }, { additionalProperties: false }),
      response: { 204: Type.Null() },
    },
  }, async (request, reply) => {
    const { subject } = requirePerson(request);
    const posted = await readPosted(deps, request);
    if (!posted.loggedIn) throw new Problem('login-needed');
    const { subscription } = request.body as { subscription: { endpoint: string; keys: { p256dh: string; auth: string } } };
    if (!isPushService(subscription.endpoint, deps.config.push.extraOrigins)) throw new Problem('bad-request');
    await addPush(deps, subject.personId, { endpoint: subscription.endpoint, keys: subscription.keys });
    return reply.code(204).send();
  });
}
