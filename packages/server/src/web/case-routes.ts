import type { FastifyInstance } from 'fastify';
import { casePage, decisionPage, letterPage, messagesPage, myPage, parsePage, rawOf, requestPage, routes, withdrawPage } from '@ankomst/web';
import { eyeOf } from '../access/household.ts';
import { answerRequest } from '../cases/answer-request.ts';
import { collectAnswers } from '../cases/collect-answers.ts';
import { ownLetter, readLetter } from '../cases/read-letter.ts';
import { saveDraft } from '../cases/save-draft.ts';
import { unreadMessages } from '../cases/unread-messages.ts';
import { withdraw } from '../cases/withdraw.ts';
import { longestMessage, writeMessage } from '../cases/write-message.ts';
import type { Deps } from '../deps.ts';
import { receiveFile } from '../documents/receive-file.ts';
import { sendFile } from '../documents/send-file.ts';
import { caseTimeView } from '../expected/case-time-view.ts';
import { setFlash } from '../http/flash.ts';
import { openLive } from '../http/open-live.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { readPosted } from '../http/posted.ts';
import { field, param, requirePerson } from '../http/request.ts';
import { chooseLanguageHere, loginPath } from '../identity/routes.ts';
import { Problem } from '../problem.ts';
import { applicantOf } from './case-words.ts';
import { casePageFor, draftIn } from './case-page.ts';
import { caseView, handsOf, isDrafted } from './case-view.ts';
import { decisionView, letterView } from './decision-views.ts';
import { myView } from './my-view.ts';
import { takeFlash } from '../http/flash.ts';
import { messageDraft, messagesView, openRequest, requestSetting, requestView, withdrawView } from './talk-views.ts';

/** A party's own pages of a case: where it is, what was decided, letters, files, messages. */
export function caseRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/my', async (request, reply) => {
    const { subject } = requirePerson(request);
    const view = await myView(deps, subject, ({ rulebook }) => contextOf(app, deps, request, { rulebook }));
    const ctx = contextOf(app, deps, request);
    ctx.flash = takeFlash(app, request, reply, ctx);
    return sendPage(reply, myPage(view, ctx));
  });

  app.get('/case/:id', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'case');
    const unread = await unreadMessages(deps, opened.subject.personId, [opened.file.id]);
    const view = caseView(deps, opened, unread[opened.file.id] ?? 0, await handsOf(deps, opened), ctx);
    return sendPage(reply, casePage({ ...view, time: await caseTimeView(deps, opened, ctx) }, ctx));
  });

  app.get('/case/:id/live', async (request, reply) => {
    const { opened } = await casePageFor(app, deps, request, reply, 'live');
    return openLive(deps, request, reply, opened.file.id);
  });

  app.get('/case/:id/decision', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'decision');
    return sendPage(reply, decisionPage(decisionView(deps, opened, ctx), ctx));
  });

  app.get('/case/:id/letters/:letter', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'letter');
    const [, id, pdf] = /^([\w-]+)(\.pdf)?$/.exec(param(request, 'letter')) ?? [];
    if (!id) throw new Problem('not-found');
    const letter = ownLetter(opened, id);
    await readLetter(deps, opened, id);
    if (!pdf) return sendPage(reply, letterPage(letterView(opened, id, ctx), ctx));
    return sendFile(deps, reply, { sha256: letter.pdfSha256, mediaType: 'application/pdf', name: `${opened.file.number}-${letter.letter}-${letter.language}.pdf` });
  });

  app.get('/case/:id/files/:document', async (request, reply) => {
    const { opened } = await casePageFor(app, deps, request, reply, 'file');
    const eye = eyeOf(opened.subject.personId, opened.file, opened.rulebook, opened.standing.protectedPersons);
    const document = opened.documents.find((one) => one.id === param(request, 'document') && eye.document(one)
      // what still lies in a draft is its owner's alone
      && (one.uploadedBy === opened.subject.personId || !isDrafted(one.id, opened)));
    if (!document) throw new Problem('not-found');
    return sendFile(deps, reply, document);
  });

  app.get('/case/:id/messages', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'messages');
    return sendPage(reply, messagesPage(messagesView(opened, await draftIn(deps, opened), ctx), ctx));
  });

  app.post('/case/:id/messages', async (request, reply) => {
    const id = param(request, 'id');
    const posted = await readPosted(deps, request);
    const text = field(posted.body, 'text');
    await saveDraft(deps, posted.personId, id, { [messageDraft]: { text } });
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.messages(id), 'kept'));
    const language = field(posted.body, 'language');
    if (language) {
      await chooseLanguageHere(app, deps, request, reply, language);
      return seeOther(reply, routes.messages(id));
    }
    const problem = text.trim() === '' ? 'empty' : text.length > longestMessage ? 'long' : undefined;
    if (problem) {
      const { opened, ctx } = await casePageFor(app, deps, request, reply, 'messages');
      return sendPage(reply, messagesPage(messagesView(opened, await draftIn(deps, opened), ctx, { text, problem }), ctx), 422);
    }
    await writeMessage(deps, requirePerson(request).subject, { caseId: id, once: posted.once, text: text.trim(), language: request.language });
    await saveDraft(deps, posted.personId, id, { [messageDraft]: null });
    setFlash(app, reply, 'message-sent');
    return seeOther(reply, routes.messages(id));
  });

  app.get('/case/:id/requests/:request', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'request', 'answer');
    return sendPage(reply, requestPage(requestView(opened, await draftIn(deps, opened), param(request, 'request'), ctx), ctx));
  });

  app.post('/case/:id/requests/:request', async (request, reply) => {
    const id = param(request, 'id');
    const asked = param(request, 'request');
    const here = routes.request(id, asked);
    const posted = await readPosted(deps, request, async (file, { personId }) => {
      const key = /^file:(.+)$/.exec(file.fieldname)?.[1];
      if (!key) throw new Problem('bad-request');
      await receiveFile(deps, personId, id, { bytes: file.file, name: file.filename, claimed: file.mimetype, key });
    });
    if (!posted.loggedIn) {
      await saveDraft(deps, posted.personId, id, { [`request-${asked}`]: textFields(posted.body) });
      return seeOther(reply, loginPath(here, 'kept'));
    }
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'request', 'answer');
    // Sent twice: the first sending answered it.
    if (opened.messages.some((one) => one.requestId === asked && one.direction === 'in' && one.personId === posted.personId)) return seeOther(reply, routes.case(id));
    const draft = await draftIn(deps, opened);
    const { page, setting } = requestSetting(opened, draft, openRequest(opened, asked));
    const raw = rawOf(page, posted.body, setting);
    await saveDraft(deps, posted.personId, id, { [page.id]: raw });
    const language = field(posted.body, 'language');
    if (language) {
      await chooseLanguageHere(app, deps, request, reply, language);
      return seeOther(reply, here);
    }
    if (field(posted.body, 'do') === 'later') {
      setFlash(app, reply, 'saved');
      return seeOther(reply, routes.my());
    }
    const parsed = parsePage(page, raw, setting);
    if (parsed.problems.length > 0) return sendPage(reply, requestPage(requestView(opened, draft, asked, ctx, parsed), ctx), 422);
    const answers = collectAnswers([{ page, questions: parsed.questions, answers: parsed.answers, done: true, started: true }], `request/${asked}`, request.language);
    await answerRequest(deps, opened.subject, {
      caseId: id, request: asked, once: posted.once, answers, page: page.id, language: request.language,
      text: ctx.say('ui.request.answered', { applicant: applicantOf({ file: opened.file, rulebook: opened.rulebook, names: setting.names, personId: opened.subject.personId }, ctx) }),
      documents: setting.files.filter((file) => parsed.questions.some((question) => question.key === file.key)).map((file) => file.id),
    });
    setFlash(app, reply, 'answer-sent');
    return seeOther(reply, routes.case(id));
  });

  app.get('/case/:id/withdraw', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'withdraw', 'withdraw');
    return sendPage(reply, withdrawPage(withdrawView(opened, ctx), ctx));
  });

  app.post('/case/:id/withdraw', async (request, reply) => {
    const id = param(request, 'id');
    const posted = await readPosted(deps, request);
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.withdraw(id), 'expired'));
    if (field(posted.body, 'confirm') !== 'yes') return seeOther(reply, routes.withdraw(id));
    await withdraw(deps, requirePerson(request).subject, { caseId: id, once: posted.once });
    setFlash(app, reply, 'withdrawn');
    return seeOther(reply, routes.case(id));
  });
}

const textFields = (body: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !['csrf', 'once'].includes(entry[0])));
