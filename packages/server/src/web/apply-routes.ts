import type { FastifyInstance } from 'fastify';
import { factSet, subject } from '@ankomst/core';
import { applyPage, invitePage, joinPage, pageLanguages, routes } from '@ankomst/web';
import type { ApplyView, InviteView, JoinView, PageContext, Typed } from '@ankomst/web';
import type { InvitationRecord, Rulebook } from '@ankomst/core';
import { caseFile, factsOf, getDraft } from '@ankomst/store';
import { beginApplication } from '../applications/begin-application.ts';
import { inviteParty } from '../applications/invite-party.ts';
import { joinCase, openInvitation } from '../applications/join-case.ts';
import { saveDraft } from '../cases/save-draft.ts';
import type { Deps } from '../deps.ts';
import { setFlash } from '../http/flash.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { readPosted } from '../http/posted.ts';
import { field, param, requirePerson } from '../http/request.ts';
import { loginPath } from '../identity/routes.ts';
import { principalsOf } from '../mandates/own-mandates.ts';
import type { Principal } from '../mandates/own-mandates.ts';
import { isEmail } from '../people/email.ts';
import { Problem } from '../problem.ts';
import { currentRulebook, rulebookOfCase } from '../rulebooks.ts';
import { casePageFor } from './case-page.ts';
import { endTry, typedInTry } from './precheck-routes.ts';
import { caseTitle, numbered } from './case-words.ts';
import { sceneOf } from './case-view.ts';


/** Beginning an application oneself, asking the other side in, and coming in by a code. */
export function applyRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/services/:service/apply', async (request, reply) => {
    const rulebook = serviceToApply(deps, param(request, 'service'));
    const { subject } = requirePerson(request);
    const ctx = contextOf(app, deps, request, { rulebook });
    return sendPage(reply, applyPage(applyView(rulebook, await principalsOf(deps, subject.personId), subject.personId, await openingsOf(deps, rulebook, subject.personId), ctx), ctx));
  });

  app.post('/services/:service/apply', async (request, reply) => {
    const rulebook = serviceToApply(deps, param(request, 'service'));
    const posted = await readPosted(deps, request);
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.apply(rulebook.service), 'kept'));
    const { subject: { personId } } = requirePerson(request);
    const ctx = contextOf(app, deps, request, { rulebook });
    const view = applyView(rulebook, await principalsOf(deps, personId), personId, await openingsOf(deps, rulebook, personId), ctx);
    const way = field(posted.body, 'way');
    if (!view.ways.some((one) => one.value === way)) return sendPage(reply, applyPage({ ...view, problem: true }, ctx), 422);
    const [role, principal, opening] = way.split('/') as [string, string, string?];
    const caseId = await beginApplication(deps, personId, { service: rulebook.service, role, principal, once: posted.once, ...(opening ? { opening } : {}) });
    await takeOverTry(deps, personId, caseId, rulebook, role, await typedInTry(app, deps, request, rulebook.service));
    endTry(app, reply);
    return seeOther(reply, routes.tasks(caseId));
  });

  app.get('/case/:id/invite', async (request, reply) => {
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'invite', 'answer');
    const view = inviteView(deps, opened, ctx);
    return view ? sendPage(reply, invitePage(view, ctx)) : seeOther(reply, routes.case(opened.file.id));
  });

  app.post('/case/:id/invite', async (request, reply) => {
    const id = param(request, 'id');
    const posted = await readPosted(deps, request);
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.invite(id), 'kept'));
    const { opened, ctx } = await casePageFor(app, deps, request, reply, 'invite', 'answer');
    const view = inviteView(deps, opened, ctx);
    if (!view) return seeOther(reply, routes.case(id));
    const email = field(posted.body, 'email').trim();
    const language = pageLanguages.find((one) => one === field(posted.body, 'language')) ?? request.language;
    if (!isEmail(email)) return sendPage(reply, invitePage({ ...view, typed: { email, language }, problem: true }, ctx), 422);
    await inviteParty(deps, requirePerson(request).subject, { caseId: id, role: roleToInvite(opened.rulebook, opened.file.parties, opened.subject.personId)!, email, language, once: posted.once });
    setFlash(app, reply, 'invited');
    return seeOther(reply, routes.case(id));
  });

  app.get('/join', async (request, reply) => {
    requirePerson(request);
    return sendPage(reply, joinPage({ code: '' }, contextOf(app, deps, request)));
  });

  app.post('/join', async (request, reply) => {
    const posted = await readPosted(deps, request);
    if (!posted.loggedIn) return seeOther(reply, loginPath(routes.join(), 'kept'));
    const { subject: { personId } } = requirePerson(request);
    const ctx = contextOf(app, deps, request);
    const code = field(posted.body, 'code').slice(0, 60);
    const invitation = await openInvitation(deps, code);
    if (!invitation) return sendPage(reply, joinPage({ code, problem: 'code' }, ctx), 422);
    const open = await joinView(deps, invitation, await principalsOf(deps, personId), personId, ctx);
    const principal = field(posted.body, 'principal');
    if (!principal) return sendPage(reply, joinPage({ code, open }, ctx));
    if (!open.ways.some((one) => one.value === principal)) return sendPage(reply, joinPage({ code, open, problem: 'nobody' }, ctx), 422);
    const caseId = await joinCase(deps, personId, { code, principal });
    setFlash(app, reply, 'joined');
    return seeOther(reply, routes.case(caseId));
  });
}

/**
 * What was typed in a try before logging in, of the pages that are this role's, goes into the draft of the application:
 * as typed, for the person to look at and change; it is no fact until it is sent. A page already typed in stays.
 */
async function takeOverTry(deps: Deps, personId: string, caseId: string, rulebook: Rulebook, role: string, typed: Typed): Promise<void> {
  const own = Object.entries(typed).filter(([page]) => rulebook.form.pages.some((one) => one.id === page && one.role === role));
  if (own.length === 0) return;
  const file = await caseFile(deps.store, caseId);
  const draft = await getDraft(deps.store, caseId, file!.parties.find((party) => party.role === role)!.personId);
  const begun = new Set(Object.keys(draft?.answers ?? {}));
  await saveDraft(deps, personId, caseId, Object.fromEntries(own.filter(([page]) => !begun.has(page))));
}

/** The service as it is today, where it may be begun by hand. @throws Problem not-found */
function serviceToApply(deps: Deps, service: string): Rulebook {
  const rulebook = currentRulebook(deps, service, deps.clock.now());
  if (!rulebook?.apply) throw new Problem('not-found');
  return rulebook;
}

/** The other ways to begin that stand open to this person, by what is on file about them. */
async function openingsOf(deps: Deps, { apply, applicantRole }: Rulebook, personId: string): Promise<string[]> {
  if (!apply?.openings?.length) return [];
  const facts = factSet(await factsOf(deps.store, [subject.person(personId)]));
  return apply.openings.filter(({ when }) => when.of === applicantRole && facts.get(subject.person(personId), when.fact)?.value === when.equals).map(({ id }) => id);
}

function applyView(rulebook: Rulebook, principals: readonly Principal[], personId: string, openings: readonly string[], ctx: PageContext): ApplyView {
  const ways: ApplyView['ways'] = [];
  let addCompany = false;
  for (const role of rulebook.apply!.roles) {
    const organisation = rulebook.roles.find((one) => one.role === role)?.is === 'organisation';
    const label = ctx.has(`apply.as.${role}`) ? ctx.say(`apply.as.${role}`) : ctx.say(`role.${role}`);
    if (!organisation) ways.push({ value: `${role}/${personId}`, label });
    if (role === rulebook.applicantRole) for (const one of openings) ways.push({ value: `${role}/${personId}/${one}`, label: ctx.say(`apply.as.${one}`) });
    const fitting = principals.filter((one) => one.organisation === organisation && one.mandates.some((mandate) => mandate.scope.includes('write')));
    for (const one of fitting) ways.push({ value: `${role}/${one.personId}`, label: `${label}: \u2068${one.name}\u2069` });
    if (organisation && fitting.length === 0) addCompany = true;
  }
  return { service: rulebook.service, title: { key: 'service.name' }, ways, before: numbered(ctx, 'service.before'), addCompany };
}

/** Whom this party may ask in: a role with an empty place that the service lets theirs invite. */
export function roleToInvite(rulebook: Rulebook, parties: readonly { personId: string; role: string }[], personId: string): string | undefined {
  const mine = new Set(parties.filter((party) => party.personId === personId).map((party) => party.role));
  return rulebook.apply?.invite?.find((one) => mine.has(one.from) && !parties.some((party) => party.role === one.to))?.to;
}

function inviteView(deps: Deps, opened: Parameters<typeof sceneOf>[0], ctx: PageContext): InviteView | undefined {
  const { file, rulebook, subject } = opened;
  const role = file.phase === 'offered' || file.phase === 'lodged' ? roleToInvite(rulebook, file.parties, subject.personId) : undefined;
  if (!role) return undefined;
  const sent = file.invited?.find((one) => one.role === role);
  return {
    caseId: file.id, title: caseTitle(sceneOf(opened), ctx), whom: { key: `role.${role}` }, ...(sent ? { sent: { at: sent.at } } : {}),
    typed: { email: '', language: ctx.language },
    languages: pageLanguages.map((value) => ({ value, label: new Intl.DisplayNames(value, { type: 'language' }).of(value) ?? value })),
  };
}

async function joinView(deps: Deps, invitation: InvitationRecord, principals: readonly Principal[], personId: string, ctx: PageContext): Promise<NonNullable<JoinView['open']>> {
  const file = await caseFile(deps.store, invitation.caseId);
  const rulebook = await rulebookOfCase(deps, file!);
  const organisation = rulebook.roles.find((one) => one.role === invitation.role)?.is === 'organisation';
  const texts = rulebook.text[ctx.language] ?? {};
  const said = (key: string): string => texts[key] ?? key;
  return {
    service: said('service.name'), role: said(`role.${invitation.role}`), needsCompany: organisation,
    ways: [
      ...organisation ? [] : [{ value: personId, label: ctx.t('join.self') }],
      ...principals.filter((one) => one.organisation === organisation && one.mandates.some((mandate) => mandate.scope.includes('write'))).map((one) => ({ value: one.personId, label: one.name })),
    ],
  };
}
