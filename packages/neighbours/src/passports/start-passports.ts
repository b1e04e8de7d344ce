import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { requireBearer } from '../shared/bearer.ts';
import { createControl } from '../shared/control.ts';
import { html } from '../shared/html.ts';
import { sendPage } from '../shared/reply.ts';
import { openService } from '../shared/service.ts';
import type { NeighbourSettings, RunningNeighbour } from '../shared/settings.ts';
import { openStore } from '../shared/store.ts';
import { askedSchema, passportId, passportSchema, shippedPassports, statusOf } from './passport.ts';
import type { Asked, Passport, Status } from './passport.ts';

const name = 'passport validity';

type Check = { id: string; asked: Asked; status: Status; checkedAt: string };
const keptChecks = 200;

/** The simulated service that tells whether a passport is valid where it was issued. It only answers; it sends no events. */
export async function startPassports(settings: NeighbourSettings & { key: string }): Promise<RunningNeighbour> {
  const store = openStore(join(settings.dataDir, 'passports.sqlite'));
  const kept = store.collection<Passport>('passports');
  const checks = store.collection<Check>('checks');
  const control = createControl(['delay', 'down'], store.collection('control'));
  const service = await openService({ ...settings, name, control, forget: store.clear });
  const { app } = service;
  const bearer = { onRequest: requireBearer(settings.key) };
  // What is shipped, with what was changed since on top.
  const passports = () => new Map([...shippedPassports(), ...kept.all()].map((one) => [passportId(one), one]));
  const now = () => settings.clock().toISOString();

  app.post<{ Body: Asked }>('/checks', { ...bearer, schema: { body: askedSchema } }, async ({ body }) => {
    const checkedAt = now();
    const status = statusOf(passports().get(passportId(body)), body, checkedAt.slice(0, 10));
    const id = randomUUID();
    checks.put(id, { id, asked: body, status, checkedAt });
    if (checks.size() > keptChecks) checks.delete(checks.all()[0]!.id);
    return { status, checkedAt };
  });
  app.post<{ Body: Passport[] }>('/passports', { ...bearer, schema: { body: { type: 'array', items: passportSchema } } }, async ({ body }, reply) => {
    store.transaction(() => body.forEach((one) => kept.put(passportId(one), one)));
    return reply.status(201).send({ saved: body.length });
  });
  app.post<{ Params: { id: string } }>('/passports/:id/lost', async ({ params }, reply) => {
    const passport = passports().get(params.id);
    if (passport) kept.put(params.id, { ...passport, lost: !passport.lost });
    return reply.redirect('/', 303);
  });

  app.get('/', async (_request, reply) => sendPage(reply, {
    service: name, title: 'Passports', menu: [['/', 'Passports'], ['/control', 'Control']],
    body: html`${[...passports()].map(([id, one]) => html`<article><b>${one.country} ${one.number}</b> <span class="${one.lost ? 'bad' : 'good'}">${statusOf(one, one, now().slice(0, 10))}</span>
        <p>Born ${one.birthDate}, valid to ${one.validTo}</p>
        <form method="post" action="/passports/${id}/lost"><button>${one.lost ? 'It was found' : 'Report it lost'}</button></form></article>`)}
      <h2>Checks</h2>${checks.size() === 0 ? html`<p class="dim">Nobody has asked yet.</p>` : ''}<ul>${checks.all().reverse().slice(0, 50)
        .map(({ asked, status, checkedAt }) => html`<li>${checkedAt}: ${asked.country} ${asked.number}, ${status}</li>`)}</ul>`,
  }));

  await service.start();
  return {
    url: service.url,
    async close() {
      await service.close();
      store.close();
    },
  };
}
