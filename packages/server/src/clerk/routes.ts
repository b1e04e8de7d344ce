import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MultipartFile } from '@fastify/multipart';
import { addDays, dayOf, isDay, type Day } from '@ankomst/core';
import type { Office } from '@ankomst/content';
import { clerkPage, routes, type ClerkAct } from '@ankomst/web';
import { startTimes } from '../appointments/slots.ts';
import type { Deps } from '../deps.ts';
import { contextOf, seeOther, sendPage } from '../http/page.ts';
import { readPosted } from '../http/posted.ts';
import { field, param, query, requireStaff, type FormBody } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { clerkOffices, clerkView } from '../web-staff/clerk-view.ts';
import { checkIdentity } from './check-identity.ts';
import { handOutCard } from './hand-out-card.ts';
import type { VisitAct } from './handle-visit.ts';
import { orderCard } from './order-card.ts';
import { startVisit } from './start-visit.ts';
import { takePhoto } from './take-photo.ts';

/** Today where the office is open today, else the next day it is. */
function openDay(deps: Deps, office: Office): Day {
  let day = dayOf(deps.clock.now(), office.timeZone);
  for (let ahead = 0; ahead < 14 && startTimes(office, day, (one) => deps.authority.calendar.holidays.has(one)).length === 0; ahead += 1) day = addDays(day, 1);
  return day;
}

/** The service centre's desk: who comes today, and the next step with each. */
export function clerkRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/staff/clerk', async (request, reply) => {
    const { subject } = requireStaff(request, 'clerk');
    const offices = clerkOffices(deps, subject);
    const office = offices.find((one) => one.id === query(request, 'office')) ?? offices[0];
    if (!office) throw new Problem('not-allowed');
    const asked = query(request, 'day') ?? '';
    const day = isDay(asked) ? asked : openDay(deps, office);
    const ctx = contextOf(app, deps, request, { rulebook: deps.authority.services[0] });
    ctx.timeZone = office.timeZone;
    return sendPage(reply, clerkPage({ ...await clerkView(deps, subject, office, day, ctx), previous: addDays(day, -1), next: addDays(day, 1) }, ctx));
  });

  /** An act at the desk, then the same day's page again, at that visit. */
  const act = (name: ClerkAct, work: (act: VisitAct, body: FormBody) => Promise<void>, onFile?: (act: VisitAct, file: MultipartFile) => Promise<void>): void => {
    app.post(`/staff/clerk/:appointment/${name}`, async (request: FastifyRequest, reply: FastifyReply) => {
      const { subject } = requireStaff(request, 'clerk');
      const appointment = param(request, 'appointment');
      let taken = false;
      const posted = await readPosted(deps, request, onFile && (async (file, { once }) => {
        taken = true;
        await onFile({ staff: subject, appointment, once }, file);
      }));
      if (onFile && !taken) throw new Problem('bad-request');
      await work({ staff: subject, appointment, once: posted.once }, posted.body);
      return seeOther(reply, `${back(request)}#visit-${appointment}`);
    });
  };
  act('arrived', (given) => startVisit(deps, given));
  act('identity', (given, body) => {
    const result = field(body, 'result');
    if (result !== 'same' && result !== 'differs') throw new Problem('bad-request');
    return checkIdentity(deps, { ...given, agrees: result === 'same', note: field(body, 'note') });
  });
  act('photo', async () => {}, (given, file) => takePhoto(deps, { ...given, photo: { bytes: file.file, name: file.filename, claimed: file.mimetype } }));
  act('order', (given) => orderCard(deps, given));
  act('hand-out', (given) => handOutCard(deps, given));

  /** The day's page the form was on. */
  function back(request: FastifyRequest): string {
    const { referer } = request.headers;
    const from = referer && URL.canParse(referer) ? new URL(referer) : undefined;
    return from?.pathname === routes.staff.clerk() ? from.pathname + from.search : routes.staff.clerk();
  }
}
