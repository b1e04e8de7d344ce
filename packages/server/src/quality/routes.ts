import { Type } from 'typebox';
import type { Rulebook } from '@ankomst/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PageContext } from '@ankomst/web';
import type { Deps } from '../deps.ts';
import { sendFile } from '../documents/send-file.ts';
import { contextOf } from '../http/page.ts';
import { param, query, requireStaff } from '../http/request.ts';
import { Why } from '../leading/api.ts';
import { readers, unitAsked } from '../leading/unit-asked.ts';
import { Alarms, BlindCase, Compared, Drawn, Quality, SecondAssessment } from './api.ts';
import { acknowledge, alarmsView } from './alarms-view.ts';
import { changeRate, conclude, qualityView } from './quality-view.ts';
import { assessSecond, blindCase, blindFile, drawnView, takeSecond } from './second-assessment.ts';

const tags = ['quality'];
const Unit = Type.Object({ unit: Type.Optional(Type.String({ maxLength: 100 })) });
const strict = { additionalProperties: false } as const;

/** Decisions assessed a second time by somebody who does not see the first, and alarms on what no longer looks like chance. */
export function qualityRoutes(app: FastifyInstance, deps: Deps): void {
  const contextFor = (request: FastifyRequest) => (rulebook: Rulebook): PageContext => contextOf(app, deps, request, { rulebook });

  app.get('/desk/api/second-assessments', { schema: { tags, summary: 'Decisions that wait for this officer’s second assessment', response: { 200: Drawn } } }, async (request) =>
    drawnView(deps, requireStaff(request, 'officer', 'approver').subject, request.language));
  app.post('/desk/api/second-assessments/:id/take', { schema: { tags, summary: 'Takes one, and shows its facts and questions', response: { 200: BlindCase } } }, async (request) => {
    const { subject } = requireStaff(request, 'officer', 'approver');
    await takeSecond(deps, subject, param(request, 'id'));
    return blindCase(deps, subject, param(request, 'id'), contextFor(request));
  });
  app.get('/desk/api/second-assessments/:id/files/:file', { schema: { tags, summary: 'A document the decision rested on' } }, async (request, reply) =>
    sendFile(deps, reply, await blindFile(deps, requireStaff(request, 'officer', 'approver').subject, param(request, 'id'), param(request, 'file'))));
  app.post<{ Body: SecondAssessment }>('/desk/api/second-assessments/:id', {
    schema: { tags, summary: 'Keeps the second assessment, and then shows the first beside it', body: SecondAssessment, response: { 200: Compared } },
  }, async (request) => assessSecond(deps, requireStaff(request, 'officer', 'approver').subject, param(request, 'id'), request.body, contextFor(request)));

  app.get('/desk/api/quality', { schema: { tags, summary: 'Agreement by service and by row of the rules, and disagreements to talk about', querystring: Unit, response: { 200: Quality } } }, async (request) => {
    const session = requireStaff(request, ...readers);
    return qualityView(deps, session.subject, unitAsked(deps, session, query(request, 'unit')), request.language);
  });
  app.put<{ Body: { service: string; automatic: boolean; rate: number; why: string } }>('/desk/api/quality/rate', {
    schema: { tags, summary: 'Sets how large a share of decisions is drawn', response: { 200: Quality }, body: Type.Object({
      service: Type.String({ maxLength: 100 }), automatic: Type.Boolean(), rate: Type.Number({ minimum: 0, maximum: 1 }), why: Why,
    }, strict) },
  }, async (request) => {
    const { subject } = requireStaff(request, 'leader');
    await changeRate(deps, subject, request.body);
    return qualityView(deps, subject, subject.unit, request.language);
  });
  app.post<{ Body: { decisionId: string; condition: string; conclusion: string } }>('/desk/api/quality/conclusions', {
    schema: { tags, summary: 'Writes down what the team came to about a disagreement', response: { 200: Quality }, body: Type.Object({
      decisionId: Type.String({ maxLength: 100 }), condition: Type.String({ maxLength: 200 }), conclusion: Why,
    }, strict) },
  }, async (request) => {
    const { subject } = requireStaff(request, 'leader');
    await conclude(deps, subject, request.body);
    return qualityView(deps, subject, subject.unit, request.language);
  });

  app.get('/desk/api/alarms', { schema: { tags, summary: 'Alarms of a unit with what they rest on', querystring: Unit, response: { 200: Alarms } } }, async (request) =>
    alarmsView(deps, unitAsked(deps, requireStaff(request, ...readers), query(request, 'unit')), request.language));
  app.post<{ Body: { why: string } }>('/desk/api/alarms/:id/acknowledge', {
    schema: { tags, summary: 'Says what an alarm was', body: Type.Object({ why: Why }, strict), response: { 200: Alarms } },
  }, async (request) => {
    const { subject } = requireStaff(request, 'leader');
    await acknowledge(deps, subject, { id: param(request, 'id'), why: request.body.why });
    return alarmsView(deps, subject.unit, request.language);
  });
}
