import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { keepColleague, keepStaffSettings, staffSettings } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { requireStaff } from '../http/request.ts';
import { chooseLanguageHere } from '../identity/routes.ts';
import { endSession } from '../identity/sessions.ts';
import { Me, Settings } from './api.ts';
import { deskFiles } from './desk-files.ts';

const usual: Settings = { language: 'sv', theme: 'auto', density: 'comfortable', singleKeys: true };

/** The staff app's frame: its files, who is logged in, how they want it, and the way out. */
export function deskRoutes(app: FastifyInstance, deps: Deps): void {
  deskFiles(app, deps);

  app.get('/desk/api/me', { schema: { tags: ['desk'], summary: 'Who is logged in, and how they want the desk', response: { 200: Me } } }, async (request) => {
    const { subject, name } = requireStaff(request);
    const now = deps.clock.now();
    await keepColleague(deps.store, { staffId: subject.staffId, name, unit: subject.unit, roles: subject.roles, seenAt: now });
    const language = request.language === 'en' ? 'en' : 'sv';
    const settings = { ...usual, ...await staffSettings(deps.store, subject.staffId), language } as Settings;
    const names = deps.authority.units.find((unit) => unit.id === subject.unit)?.names ?? {};
    const { binding } = deps.authority.languages;
    return {
      staffId: subject.staffId, name, roles: subject.roles,
      unit: { id: subject.unit, name: names[language] ?? names[binding] ?? subject.unit },
      authority: deps.authority.names[language] ?? deps.authority.names[binding]!,
      timeZone: deps.authority.calendar.timeZone, settings,
    };
  });

  app.put<{ Body: Partial<Settings> }>('/desk/api/settings', {
    schema: { tags: ['desk'], summary: 'Keeps how the staff member wants the desk', body: Type.Partial(Settings, { additionalProperties: false, minProperties: 1 }), response: { 200: Settings } },
  }, async (request, reply) => {
    const { subject } = requireStaff(request);
    const { language, ...others } = request.body;
    if (language) await chooseLanguageHere(app, deps, request, reply, language);
    const kept = await keepStaffSettings(deps.store, subject.staffId, others, deps.clock.now());
    return { ...usual, ...kept, language: language ?? (request.language === 'en' ? 'en' : 'sv') } as Settings;
  });

  app.post('/desk/api/logout', { schema: { tags: ['desk'], summary: 'Ends the staff session of this browser' } }, async (request, reply) => {
    const token = app.cookieJar.read(request, 'staff');
    if (token) await endSession(deps, token);
    app.cookieJar.clear(reply, 'staff');
    // what the browser holds of cases goes; the app's own files hold none and may stay
    return reply.header('clear-site-data', '"cache"').code(204).send();
  });
}
