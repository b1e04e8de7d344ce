import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { getDraft } from '@ankomst/store';
import type { PageContext } from '@ankomst/web';
import { openCase } from '../access/open-case.ts';
import type { OpenedCase } from '../access/open-case.ts';
import type { CaseAct } from '../access/policy.ts';
import type { Party } from '../cases/act-as-party.ts';
import { applicantName, draftOf, partyNames } from '../cases/form-setting.ts';
import type { Draft } from '../cases/form-setting.ts';
import type { Deps } from '../deps.ts';
import { takeFlash } from '../http/flash.ts';
import { contextOf } from '../http/page.ts';
import { param, requirePerson } from '../http/request.ts';

/** A party's page of one case: the case opened for them, and what the page is drawn with. */
export interface CasePage {
  opened: OpenedCase<Party>;
  ctx: PageContext;
}

/** Opens the case of the route for the person logged in. `what` names the page in the access log. @throws Problem login-needed, not-found */
export async function casePageFor(app: FastifyInstance, deps: Deps, request: FastifyRequest, reply: FastifyReply, what: string, act: CaseAct = 'read'): Promise<CasePage> {
  const { subject } = requirePerson(request);
  const opened = await openCase(deps, subject, param(request, 'id'), act, what);
  // the party whose part is played by mandate; else the applicant, where a guardian acts for a child
  const { personId, by } = opened.subject;
  const self = opened.file.parties.some((party) => party.personId === personId && party.role === opened.rulebook.applicantRole);
  const name = by ? partyNames(opened)[personId] : self ? '' : applicantName(opened);
  const ctx = contextOf(app, deps, request, { rulebook: opened.rulebook, onBehalfOf: name ? [name] : [] });
  ctx.flash = takeFlash(app, request, reply, ctx);
  return { opened, ctx };
}

export async function draftIn(deps: Deps, opened: OpenedCase<Party>): Promise<Draft> {
  return draftOf(await getDraft(deps.store, opened.file.id, opened.subject.personId));
}
