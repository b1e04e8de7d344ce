import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { routes, staffPeoplePage } from '@ankomst/web';
import { keysOf, putStaff, revokeKey, setStaffActive, staffOf } from '@ankomst/store';
import type { StaffRecord } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { fields, formBody, param, requireFresh, requireStaff } from '../http/request.ts';
import type { StaffSession } from '../http/request.ts';
import { staffRoles } from '../identity/log-in-staff.ts';
import { Problem } from '../problem.ts';
import { unitName } from '../web/case-words.ts';
import { colleagueOf, unitsOf } from './colleagues.ts';
import { readStaffPosted } from './hold-form.ts';
import { inviteColleague } from './invite-colleague.ts';

const roles = ['leader', 'admin'];

/** What leaders do with who works in their unit: let in, shut out, shut a lost key; and an administrator in any unit, roles too. Every act asks for the leader's own key, and is logged. */
export function teamRoutes(app: FastifyInstance, deps: Deps): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, session: StaffSession, link?: { name: string; href: string }): Promise<FastifyReply> => {
    const staff = await staffOf(deps.store, unitsOf(session));
    const keys = await keysOf(deps.store, staff.map((member) => member.id));
    return sendPage(reply, staffPeoplePage({
      staff: staff.map((member) => ({ ...member, unit: unitName(deps, member.unit, request.language), self: member.id === session.subject.staffId, keys: keys.filter((key) => key.staffId === member.id && key.revokedAt === null) })),
      ...(session.subject.roles.includes('admin') ? { roles: staffRoles } : {}), ...(link ? { link } : {}),
    }, contextOf(app, deps, request)));
  };
  app.get('/staff/people', (request, reply) => show(request, reply, requireStaff(request, ...roles)));

  const act = (path: string, work: (session: StaffSession, member: StaffRecord, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | void>): void => {
    app.post(`/staff/people/:id/${path}`, async (request, reply) => {
      if (request.session) requireStaff(request, ...roles);
      await readStaffPosted(deps, request, { fresh: true });
      const session = requireFresh(request);
      return await work(session, await colleagueOf(deps, session, param(request, 'id')), request, reply) ?? seeOther(reply, routes.staff.people());
    });
  };
  act('invite', async (session, member, request, reply) => {
    const token = await inviteColleague(deps, session.subject.staffId, member.id);
    return show(request, reply, session, { name: member.name, href: new URL(routes.staff.enrol(token), deps.config.publicUrl).href });
  });
  act('disable', async ({ subject }, member) => void await setStaffActive(deps.store, { by: subject.staffId, at: deps.clock.now() }, member.id, false));
  act('enable', async ({ subject }, member) => void await setStaffActive(deps.store, { by: subject.staffId, at: deps.clock.now() }, member.id, true));
  // roles are given by who leads no case and decides none; nobody gives any to themselves (`colleagueOf`)
  act('roles', async (session, member, request) => {
    if (!session.subject.roles.includes('admin')) throw new Problem('not-allowed');
    const asked = [...new Set(fields(formBody(request), 'role'))];
    if (asked.some((role) => !staffRoles.includes(role))) throw new Problem('bad-request');
    await putStaff(deps.store, { by: session.subject.staffId, at: deps.clock.now() }, { id: member.id, name: member.name, unit: member.unit, roles: asked });
  });
  act('keys/:key/revoke', async ({ subject }, member, request) => void await revokeKey(deps.store, { by: subject.staffId, at: deps.clock.now() }, member.id, param(request, 'key')));
}
