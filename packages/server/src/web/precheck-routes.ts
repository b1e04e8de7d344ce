import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  fieldId, pageAfter, pageBefore, parsePage, precheckPage, precheckQuestionPage, rawOf, reachable, remarksKey, remarksOn, routes,
} from '@ankomst/web';
import type { Answers, Arguments, PageContext, PrecheckQuestionView, PrecheckResultView, Raw, Typed } from '@ankomst/web';
import type { Deps } from '../deps.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { field, formBody, param, query } from '../http/request.ts';
import { chooseLanguageHere } from '../identity/routes.ts';
import { imaginedCase, tryForm } from '../precheck/imagined-case.ts';
import type { Imagined } from '../precheck/imagined-case.ts';
import { openTry, sealTry, tryLasts } from '../precheck/kept-answers.ts';
import { tryRules } from '../precheck/try-rules.ts';
import { Problem } from '../problem.ts';
import { currentRulebook } from '../rulebooks.ts';
import { answersBefore } from './form-views.ts';
import { firstOf, lawWords, reasonKeys } from './case-words.ts';

/** "Would I meet the conditions?", for everybody: without login, without a script, and with nothing stored here. */
export function precheckRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/services/:service/check', async (request, reply) => {
    const imagined = serviceToTry(deps, request);
    const ctx = contextOf(app, deps, request, { rulebook: imagined.rulebook });
    const { service } = imagined.rulebook;
    const typed = await typedBefore(request, service);
    const setting = tryForm(imagined);
    const { pages } = reachable(setting, typed);
    const result = pages.some((page) => page.started) ? resultView(imagined, typed, ctx) : undefined;
    return sendPage(reply, precheckPage({ service, setting, first: pages[0]!.page.id, ...(result ? { result } : {}) }, ctx));
  });

  app.get('/services/:service/check/:page', async (request, reply) => {
    const imagined = serviceToTry(deps, request);
    const ctx = contextOf(app, deps, request, { rulebook: imagined.rulebook });
    const view = questionView(imagined, await typedBefore(request, imagined.rulebook.service), param(request, 'page'), query(request, 'change') !== undefined);
    return view ? sendPage(reply, precheckQuestionPage(view, ctx)) : seeOther(reply, routes.precheck(imagined.rulebook.service));
  });

  app.post('/services/:service/check/:page', async (request, reply) => {
    const imagined = serviceToTry(deps, request);
    const { service } = imagined.rulebook;
    const pageId = param(request, 'page');
    const change = query(request, 'change') !== undefined;
    const body = formBody(request);
    const before = await typedBefore(request, service);
    const setting = tryForm(imagined);
    const page = setting.form.pages.find((one) => one.id === pageId);
    if (!page) throw new Problem('not-found');
    const raw = rawOf(page, body, setting);
    const typed: Typed = { ...before, [pageId]: raw };
    app.cookieJar.set(reply, cookie, await sealTry(service, typed, deps.keys.secret, new Date(deps.clock.now())), tryLasts);

    const here = `${routes.precheck(service, pageId)}${change ? '?change=1' : ''}`;
    const language = field(body, 'language');
    if (language) {
      await chooseLanguageHere(app, deps, request, reply, language);
      return seeOther(reply, here);
    }
    const search = field(body, 'search');
    if (search) return seeOther(reply, `${here}#${fieldId(search)}`);
    const { pages } = reachable(setting, typed);
    const at = pages.findIndex((one) => one.page.id === pageId);
    if (at < 0) return seeOther(reply, routes.precheck(service));
    const earlier = answersBefore(pages, at);
    const parsed = parsePage(page, raw, setting, earlier);
    const ctx = contextOf(app, deps, request, { rulebook: imagined.rulebook });
    if (parsed.problems.length > 0) return sendPage(reply, precheckQuestionPage(questionView(imagined, typed, pageId, change, { raw, problems: parsed.problems })!, ctx), 422);
    const look = remarksKey(remarksOn([parsed], setting, earlier));
    if (look !== '' && look !== field(body, 'noted')) return seeOther(reply, here);
    const next = change ? undefined : pageAfter(pages, pageId);
    return seeOther(reply, routes.precheck(service, next?.page.id));
  });

  function typedBefore(request: FastifyRequest, service: string): Promise<Typed> {
    return typedInTry(app, deps, request, service);
  }

  function resultView(imagined: Imagined, typed: Typed, ctx: PageContext): PrecheckResultView {
    const { pages, answers } = reachable(tryForm(imagined), typed);
    const questions = pages.flatMap((page) => page.questions);
    const pageOf = (key: string) => pages.find((one) => one.questions.some((asked) => asked.key === key))!.page;
    const { conditions, alternatives } = tryRules(imagined, questions, answers, deps.engine);
    return {
      conditions: conditions.map(({ id, status, reason, told: values, basis, missing, changes }) => ({
        title: { key: `condition.${id}` }, status, law: lawWords(imagined.rulebook, basis, ctx),
        ...(reason ? { reason: firstOf(ctx, [`${reason}.try`, ...reasonKeys({ reason, told: values }, false)], values as Arguments) } : {}),
        missing: missing.map((asked) => ({ asked, page: pageOf(asked.key) })),
        changes: changes.map(({ asked, value, way }) => ({ asked, value, way, page: pageOf(asked.key) })),
      })),
      alternatives: alternatives.map((id) => ({ title: { key: `alternative.${id}` }, text: { key: `alternative.${id}.how` } })),
    };
  }
}

const cookie = 'try';

/** What this browser has typed in a try of the service; nothing where there was none, or it is over an hour ago. */
export function typedInTry(app: FastifyInstance, deps: Deps, request: FastifyRequest, service: string): Promise<Typed> {
  return openTry(app.cookieJar.read(request, cookie), service, deps.keys.secret, new Date(deps.clock.now()));
}

/** The try is over: what was typed is now in an application's draft. */
export function endTry(app: FastifyInstance, reply: FastifyReply): void {
  app.cookieJar.clear(reply, cookie);
}

/** @throws Problem not-found */
function serviceToTry(deps: Deps, request: FastifyRequest): Imagined {
  const at = deps.clock.now();
  const rulebook = currentRulebook(deps, param(request, 'service'), at);
  const imagined = rulebook && imaginedCase(rulebook, at, deps.authority.calendar.timeZone);
  if (!imagined) throw new Problem('not-found');
  return imagined;
}

function questionView(imagined: Imagined, typed: Typed, pageId: string, change: boolean, tried?: { raw: Raw; problems: PrecheckQuestionView['problems'] }): PrecheckQuestionView | undefined {
  const setting = tryForm(imagined);
  const { service } = imagined.rulebook;
  const { pages } = reachable(setting, typed);
  const at = pages.findIndex(({ page }) => page.id === pageId);
  const shown = pages[at];
  if (!shown) return undefined;
  const before: Answers = answersBefore(pages, at);
  const previous = pageBefore(pages, pageId);
  return {
    service, setting, page: shown.page, change, before,
    raw: tried?.raw ?? typed[pageId] ?? {}, problems: tried?.problems ?? [], remarks: tried ? [] : remarksOn([shown], setting, before),
    back: change || !previous ? routes.precheck(service) : routes.precheck(service, previous.page.id),
    step: { n: at + 1, of: pages.length },
  };
}
