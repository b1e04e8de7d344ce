import { automationPage, automationsPage, type AutomationLaw } from '@ankomst/web';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { contextOf, sendPage } from '../http/page.ts';
import { param } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { Automations } from './open-data.ts';
import { automationPageView, automationView, registered, type Registered } from './register-view.ts';

/** The public register of automated decisions: for everybody, without login. */
export function automationRoutes(app: FastifyInstance, deps: Deps): void {
  // each automation speaks in the words of its own service
  const ctxOf = (request: FastifyRequest, one: Registered) => contextOf(app, deps, request, { rulebook: one.rulebook });

  app.get('/open/automations', async (request, reply) => {
    const automations = await Promise.all((await registered(deps)).map((one) => automationView(deps, one, ctxOf(request, one))));
    return sendPage(reply, automationsPage({ automations }, contextOf(app, deps, request)));
  });

  app.get('/open/automations/:service', async (request, reply) => {
    const one = (await registered(deps)).find(({ state }) => state.service === param(request, 'service'));
    if (!one) throw new Problem('not-found');
    const ctx = ctxOf(request, one);
    return sendPage(reply, automationPage(await automationPageView(deps, one, ctx), ctx));
  });

  app.get('/open-data/automations.json', {
    schema: { tags: ['open data'], summary: 'Which decisions are made automatically, by what rules, and how it goes', response: { 200: Automations } },
  }, async (request, reply): Promise<Automations> => {
    reply.header('cache-control', 'public, max-age=300').header('access-control-allow-origin', '*').header('vary', 'accept-language, cookie');
    return {
      automations: await Promise.all((await registered(deps)).map(async (one) => {
        const view = await automationPageView(deps, one, ctxOf(request, one));
        const { hash, version, validFrom } = one.rulebook;
        const plain = (law: AutomationLaw) => ({ ...law, label: String(law.label) });
        return {
          service: view.service, title: String(view.title), state: view.state, outcomes: ['granted' as const], commissioned: view.commissioned, law: view.law.map(plain),
          rulebook: { hash, version, validFrom }, figures: view.figures, sample: view.sample, checked: view.checked,
          rules: view.rules.map((rule) => ({ title: String(rule.title), discretion: rule.discretion, rows: rule.rows.map((row) => ({ comesTo: row.comesTo, reason: String(row.reason), law: row.law.map(plain) })) })),
          amounts: view.amounts, versions: view.versions, stops: view.stops,
        };
      })),
    };
  });
}
