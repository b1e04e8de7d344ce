import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { appealPage, appealStandingPage, routes, withdrawAppealPage, type AppealView, type PageContext } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import { appealStanding, appealView, mayAppeal, sentAppeal } from '../appeals/appeal-view.ts';
import { keepAppeal, longestAppeal, mostEnclosures, writtenAppeal, type WrittenAppeal } from '../appeals/keep-appeal.ts';
import { lodgeAppeal } from '../appeals/lodge-appeal.ts';
import { receiveEnclosure } from '../appeals/receive-enclosure.ts';
import { withdrawAppeal } from '../appeals/withdraw-appeal.ts';
import type { Party } from '../cases/act-as-party.ts';
import type { Deps } from '../deps.ts';
import { refusalOf, type Refusal } from '../documents/refusal.ts';
import { setFlash } from '../http/flash.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { readPosted } from '../http/posted.ts';
import { field, param, query, requirePerson } from '../http/request.ts';
import { chooseLanguageHere, loginPath } from '../identity/routes.ts';
import { Problem } from '../problem.ts';
import { casePageFor } from './case-page.ts';
import { sceneOf } from './case-view.ts';
import { caseTitle } from './case-words.ts';

type Problems = AppealView['problems'];

/** Appealing against a decision: written with files, read through, sent; then where it stands, and taking it back. */
export function appealRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/case/:id/appeal', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'appeal', 'appeal');
    const sent = sentAppeal(opened);
    if (sent) return sendPage(reply, appealStandingPage(appealStanding(opened, sent, ctx), ctx));
    // A decision not to decide at once is appealed in writing like any other: the message reaches the officer of the case.
    if (opened.decisions.length === 0 && opened.file.conclusion?.refused) return seeOther(reply, routes.messages(opened.file.id));
    const written = await writtenAppeal(deps, opened.file.id, opened.subject.personId);
    const step = query(request, 'step') === 'check' && problemsIn(written, ctx).length === 0 ? 'check' : 'write';
    return show(reply, opened, written, step, [], ctx);
  });

  app.post('/case/:id/appeal', async (request, reply) => {
    const caseId = param(request, 'id');
    const refused: Refusal[] = [];
    const posted = await readPosted(deps, request, async (file, { personId }) => takeFile(caseId, personId, file, refused));
    const { body } = posted;
    const text = body['text'] === undefined ? undefined : field(body, 'text').replaceAll('\r\n', '\n');
    const remove = field(body, 'remove') || undefined;
    const owner = await keepAppeal(deps, posted.personId, caseId, { ...(text !== undefined ? { text } : {}), ...(remove ? { remove } : {}) });
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.appeal(caseId), 'kept'));
    const language = field(body, 'language');
    if (language) {
      await chooseLanguageHere(app, deps, request, reply, language);
      return seeOther(reply, routes.appeal(caseId));
    }
    if (refused.length > 0) return again(request, reply, wordsOf(refused, contextOf(app, deps, request)), refused[0]!.status);
    const doing = field(body, 'do');
    if (remove || doing === 'upload') return seeOther(reply, routes.appeal(caseId));
    if (doing === 'later') {
      setFlash(app, reply, 'saved');
      return seeOther(reply, routes.my());
    }
    // Read before the case: the sending takes what is written away, and a second press must not find it gone from an appeal it has not seen.
    const written = await writtenAppeal(deps, caseId, owner);
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'appeal', 'appeal');
    // Sent twice, or in another tab: it is sent, and that is what they want to see.
    if (sentAppeal(opened)) return seeOther(reply, routes.appeal(caseId));
    const problems = problemsIn(written, ctx);
    if (problems.length > 0) return again(request, reply, problems);
    if (doing !== 'send') return seeOther(reply, `${routes.appeal(caseId)}?step=check`);
    await lodgeAppeal(deps, requirePerson(request).subject, { caseId, once: posted.once, language: request.language });
    setFlash(app, reply, 'appeal-sent');
    return seeOther(reply, routes.appeal(caseId));
  });

  app.get('/case/:id/appeal/withdraw', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'withdraw-appeal', 'appeal');
    const sent = sentAppeal(opened);
    if (!sent || opened.file.appeal?.id !== sent.id) return seeOther(reply, routes.appeal(opened.file.id));
    return sendPage(reply, withdrawAppealPage({ caseId: opened.file.id, title: caseTitle(sceneOf(opened), ctx) }, ctx));
  });

  app.post('/case/:id/appeal/withdraw', async (request, reply) => {
    const caseId = param(request, 'id');
    const posted = await readPosted(deps, request);
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.withdrawAppeal(caseId), 'expired'));
    if (field(posted.body, 'confirm') !== 'yes') return seeOther(reply, routes.withdrawAppeal(caseId));
    await withdrawAppeal(deps, requirePerson(request).subject, { caseId, once: posted.once });
    setFlash(app, reply, 'appeal-withdrawn');
    return seeOther(reply, routes.case(caseId));
  });

  /** @throws Problem not-found where there is nothing to appeal against, or it is not for this person */
  function show(reply: FastifyReply, opened: OpenedCase<Party>, written: WrittenAppeal, step: AppealView['step'], problems: Problems, ctx: PageContext, status = 200): FastifyReply {
    const decision = opened.decisions.at(-1);
    if (!decision || !mayAppeal(opened)) throw new Problem('not-found');
    return sendPage(reply, appealPage(appealView(deps, opened, decision, written, step, problems, ctx), ctx), status);
  }

  async function again(request: FastifyRequest, reply: FastifyReply, problems: Problems, status = 422): Promise<FastifyReply> {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'appeal', 'appeal');
    return show(reply, opened, await writtenAppeal(deps, opened.file.id, opened.subject.personId), 'write', problems, ctx, status);
  }

  /** Takes one file; one that cannot be taken is noted, and the rest of what was sent goes on. */
  async function takeFile(caseId: string, personId: string, file: MultipartFile, refused: Refusal[]): Promise<void> {
    try {
      const bytes = file.file.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
      await receiveEnclosure(deps, personId, caseId, { bytes, name: file.filename, claimed: file.mimetype });
    } catch (error) {
      const refusal = refusalOf(error, 'files', file.filename);
      if (!refusal) throw error;
      file.file.resume();
      refused.push(refusal);
    }
  }
}

function problemsIn({ text, files }: WrittenAppeal, ctx: PageContext): Problems {
  const wrong = text.trim() === '' ? ctx.t('problem.appeal.empty') : text.length > longestAppeal ? ctx.t('problem.appeal.long') : undefined;
  return [...(wrong ? [{ field: 'f-text', text: wrong }] : []), ...(files.length > mostEnclosures ? [{ field: 'f-files', text: ctx.t('problem.appeal.files', { n: mostEnclosures }) }] : [])];
}

const wordsOf = (refused: readonly Refusal[], ctx: PageContext): Problems =>
  refused.map(({ problem }) => ({ field: 'f-files', text: ctx.t(problem.message as 'problem.file.kind', problem.args as { name: string }) }));
