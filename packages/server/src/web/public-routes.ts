import type { FastifyInstance } from 'fastify';
import { accessibilityPage, helpPage, homePage, servicePage } from '@ankomst/web';
import type { Deps } from '../deps.ts';
import { homeTimes } from '../expected/home-times.ts';
import { contextOf, sendPage } from '../http/page.ts';
import { param } from '../http/request.ts';
import { Problem } from '../problem.ts';
import { helpView, homeView, servicesNow, serviceView } from './public-views.ts';

/** Pages for everybody: what there is, what each service needs, help. */
export function publicRoutes(app: FastifyInstance, deps: Deps): void {
  app.get('/', async (request, reply) => {
    const times = await homeTimes(deps);
    const { services } = homeView(deps, request.language);
    return sendPage(reply, homePage({ services: services.map((service) => ({ ...service, time: times.get(service.id) })) }, contextOf(app, deps, request)));
  });

  app.get('/services/:service', async (request, reply) => {
    const rulebook = servicesNow(deps).find((one) => one.service === param(request, 'service'));
    if (!rulebook) throw new Problem('not-found');
    const ctx = contextOf(app, deps, request, { rulebook });
    return sendPage(reply, servicePage(serviceView(rulebook, ctx), ctx));
  });

  app.get('/help', async (request, reply) => {
    const ctx = contextOf(app, deps, request);
    return sendPage(reply, helpPage(helpView(deps, ctx), ctx));
  });

  app.get('/accessibility', async (request, reply) => sendPage(reply, accessibilityPage({}, contextOf(app, deps, request))));
}
