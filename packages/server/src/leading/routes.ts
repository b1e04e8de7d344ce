import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { AutomationAct } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { contextOf } from '../http/page.ts';
import { param, query, requireFresh, requireStaff } from '../http/request.ts';
import { currentRulebook } from '../rulebooks.ts';
import { Automations, People, Skill, Team, UnitSettings, Why } from './api.ts';
import { automationsView } from './automation-state.ts';
import { changeSkills, endAbsence, noteAbsence, peopleView } from './people.ts';
import { teamView } from './team-view.ts';
import { throwSwitch } from './throw-switch.ts';
import { tryAgain } from './try-again.ts';
import { readers, unitAsked } from './unit-asked.ts';
import { changeSettings, settingsView } from './unit-rules.ts';

const tags = ['leading'];
const Unit = Type.Object({ unit: Type.Optional(Type.String({ maxLength: 100 })) });
const Day = Type.String({ format: 'date' });

/** The leader's side of the desk: a team's stock and work, its people, how its cases are handed out, and the switches. */
export function leadingRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/desk/api/team', { schema: { tags, summary: 'A unit’s stock by age and waiting reason, and its work by day', querystring: Unit, response: { 200: Team } } }, async (request) => {
    const unit = unitAsked(deps, requireStaff(request, ...readers), query(request, 'unit'));
    // the words of waiting are the service's own: those of the unit's first service hold for its cases
    const service = deps.authority.services.find((one) => one.unit === unit)?.service;
    const rulebook = service === undefined ? undefined : currentRulebook(deps, service, deps.clock.now());
    return teamView(deps, unit, contextOf(app, deps, request, { rulebook }));
  });
  app.get('/desk/api/team/people', { schema: { tags, summary: 'A unit’s officers, what they can take and when they are away', response: { 200: People } } }, async (request) => {
    const session = requireStaff(request, 'leader');
    return peopleView(deps, session.subject.unit, request.language);
  });
  app.put<{ Body: { skills: Skill[] } }>('/desk/api/team/people/:id/skills', {
    schema: { tags, summary: 'Says anew what a colleague can take', body: Type.Object({ skills: Type.Array(Skill, { maxItems: 100 }) }, { additionalProperties: false }), response: { 200: People } },
  }, async (request) => {
    const { subject } = requireStaff(request, 'leader');
    await changeSkills(deps, subject, param(request, 'id'), request.body.skills);
    return peopleView(deps, subject.unit, request.language);
  });
  app.post<{ Body: { staffId: string; fromDay: string; toDay: string } }>('/desk/api/team/absences', {
    schema: { tags, summary: 'Notes that a colleague is away', body: Type.Object({ staffId: Type.String({ maxLength: 100 }), fromDay: Day, toDay: Day }, { additionalProperties: false }), response: { 200: People } },
  }, async (request) => {
    const { subject } = requireStaff(request, 'leader');
    await noteAbsence(deps, subject, request.body);
    return peopleView(deps, subject.unit, request.language);
  });
  app.delete('/desk/api/team/absences/:id', { schema: { tags, summary: 'Takes an absence away', response: { 200: People } } }, async (request) => {
    const { subject } = requireStaff(request, 'leader');
    await endAbsence(deps, subject, param(request, 'id'));
    return peopleView(deps, subject.unit, request.language);
  });

  app.get('/desk/api/team/settings', { schema: { tags, summary: 'How a unit’s cases are handed out, and what was set before', response: { 200: UnitSettings } } }, async (request) =>
    settingsView(deps, requireStaff(request, 'leader').subject.unit));
  app.put<{ Body: { settings: UnitSettings['settings']; why: string } }>('/desk/api/team/settings', {
    schema: { tags, summary: 'Sets how cases are handed out', body: Type.Object({ settings: UnitSettings.properties.settings, why: Why }, { additionalProperties: false }), response: { 200: UnitSettings } },
  }, async (request) => {
    const session = requireStaff(request, 'leader');
    await changeSettings(deps, session, request.body.settings, request.body.why);
    return settingsView(deps, session.subject.unit);
  });

  app.get('/desk/api/automations', { schema: { tags, summary: 'Every automation, whether it runs, and who has stopped it', response: { 200: Automations } } }, async (request) => {
    const { subject } = requireStaff(request, 'leader', 'ruler', 'auditor', 'ombudsman', 'officer', 'approver');
    return automationsView(deps, subject.staffId, request.language);
  });
  const act = (path: string, what: AutomationAct['act'], summary: string, roles: string[]): void => {
    app.post<{ Body: { why: string } }>(`/desk/api/automations/:service/decision/${path}`, {
      schema: { tags, summary, body: Type.Object({ why: Why }, { additionalProperties: false }), response: { 200: Automations } },
    }, async (request) => {
      const { subject } = requireStaff(request, ...roles);
      // what lets the robot decide again asks for the key once more; what stops it must cost nothing
      if (what !== 'stopped') requireFresh(request);
      await throwSwitch(deps, { service: param(request, 'service'), step: 'decision', act: what, by: subject.staffId, why: request.body.why.trim() });
      return automationsView(deps, subject.staffId, request.language);
    });
  };
  // stopping does no harm that a human cannot mend: whoever leads or owns rules may, at once
  act('stop', 'stopped', 'Stops an automation at once, or takes back a request to start it', ['leader', 'ruler']);
  act('ask-to-start', 'start-asked', 'Asks that a stopped automation may run again', ['leader', 'ruler']);
  act('start', 'started', 'Agrees, as the second person, that it runs again', ['leader', 'ruler']);
  app.post<{ Body: { why: string } }>('/desk/api/automations/:service/decision/try-again', {
    schema: { tags, summary: 'Has the robot look again at the cases a stop left behind and nobody has taken up', body: Type.Object({ why: Why }, { additionalProperties: false }), response: { 200: Automations } },
  }, async (request) => {
    const { subject } = requireStaff(request, 'leader', 'ruler');
    requireFresh(request);
    await tryAgain(deps, { service: param(request, 'service'), by: subject.staffId, why: request.body.why.trim() });
    return automationsView(deps, subject.staffId, request.language);
  });
}
