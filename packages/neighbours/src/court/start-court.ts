import { requireBearer } from '../shared/bearer.ts';
import { ServiceError } from '../shared/errors.ts';
import { eventList } from '../shared/event-page.ts';
import { html } from '../shared/html.ts';
import { createOnce } from '../shared/once.ts';
import { refreshAsked, sendPage } from '../shared/reply.ts';
import { openSender } from '../shared/sender.ts';
import type { NeighbourSettings, RunningNeighbour } from '../shared/settings.ts';
import { appealSchema, courtNumber, outcomes, outcomeWords } from './appeal.ts';
import type { Appeal, AppealInput, Outcome } from './appeal.ts';

const name = 'court';
/** Where the running numbers of a fresh court begin. */
const firstNumber = 4001;

type ById = { Params: { id: string } };

/** The simulated migration court: takes appeals, rules by the page, and tells the authority. */
export async function startCourt(settings: NeighbourSettings & { key: string }): Promise<RunningNeighbour> {
  const sender = await openSender(settings, { name, file: 'court', partner: 'court' });
  const { app, store, events, today } = sender;
  const appeals = store.collection<Appeal>('appeals');
  const takeOnce = createOnce(store, 'taken');
  const bearer = { onRequest: requireBearer(settings.key) };

  const find = (id: string): Appeal => {
    const appeal = appeals.get(id);
    if (!appeal) throw new ServiceError(404, 'no-such-appeal', 'There is no such appeal.', 'Hand it over first.');
    return appeal;
  };

  app.post<{ Body: AppealInput }>('/appeals', { ...bearer, schema: { body: appealSchema } }, async ({ body }, reply) => {
    const { id, again } = takeOnce(body.id, body, () => {
      const receivedAt = settings.clock().toISOString();
      appeals.put(body.id, { ...body, courtNumber: courtNumber(firstNumber + appeals.size(), receivedAt.slice(0, 4)), receivedAt, state: 'pending' });
      return body.id;
    });
    return reply.status(again ? 200 : 201).send(answer(find(id)));
  });
  app.get<ById>('/appeals/:id', bearer, async ({ params }) => answer(find(params.id)));
  app.post<ById>('/appeals/:id/withdrawal', bearer, async ({ params }) => {
    const appeal = find(params.id);
    if (appeal.state === 'ruled') throw new ServiceError(409, 'already-ruled', 'The court has ruled already.', 'An appeal can be withdrawn until the ruling.');
    appeals.put(appeal.id, { ...appeal, state: 'withdrawn' });
    return answer(find(params.id));
  });

  app.post<ById & { Body: { outcome?: string; reasons?: string } | null }>('/appeals/:id/ruling', async ({ params, body }, reply) => {
    const appeal = find(params.id);
    const outcome = outcomes.find((one) => one === body?.outcome);
    const reasons = body?.reasons?.trim();
    if (!outcome || !reasons) throw new ServiceError(400, 'no-ruling', 'A ruling has an outcome and reasons.', 'Go back, choose the outcome and write why.');
    if (appeal.state !== 'pending') throw new ServiceError(409, 'closed', `This appeal is ${appeal.state}.`, 'Rule on one that is pending.');
    const ruling = { outcome, reasons, ruledOn: today() };
    store.transaction(() => {
      appeals.put(appeal.id, { ...appeal, state: 'ruled', ruling });
      events.queue(`CourtRuled-${appeal.id}`, 'CourtRuled', { occurredOn: ruling.ruledOn, data: { id: appeal.id, caseNumber: appeal.caseNumber, courtNumber: appeal.courtNumber, ...ruling } });
    });
    return reply.redirect('/', 303);
  });

  app.get('/', async (request, reply) => sendPage(reply, {
    service: name, title: 'Appeals', menu: [['/', 'Appeals'], ['/control', 'Control']], ...refreshAsked(request),
    body: html`${appeals.all().reverse().slice(0, 60).map(appealArticle)}${appeals.size() === 0 ? html`<p class="dim">No appeal has come yet.</p>` : ''}
      <h2>Events to the authority</h2>${eventList(events)}`,
  }));

  return sender.start();
}

const answer = ({ id, courtNumber: number, receivedAt, state, ruling }: Appeal) => ({ id, courtNumber: number, receivedAt, state, ...(ruling && { ruling }) });

function appealArticle({ id, courtNumber: number, caseNumber, decision, lodgedOn, appellant, text, documents, state, ruling }: Appeal) {
  return html`<article><h2>${number}</h2><dl><dt>Appellant</dt><dd><bdi>${appellant}</bdi></dd><dt>Case</dt><dd>${caseNumber}, lodged ${lodgedOn}</dd>
      <dt>Decision</dt><dd>${decision.id} <small>${decision.hash}</small></dd><dt>Enclosed</dt><dd>${documents.map((one) => one.name).join(', ') || 'nothing'}</dd><dt>State</dt><dd>${state}</dd></dl>
    <pre dir="auto">${text}</pre>
    ${ruling ? html`<p><b>${outcomeWords[ruling.outcome]}</b>, ${ruling.ruledOn}</p><pre dir="auto">${ruling.reasons}</pre>` : ''}
    ${state === 'pending' ? html`<form method="post" action="/appeals/${encodeURIComponent(id)}/ruling">
      <label for="o-${id}">Ruling</label><select id="o-${id}" name="outcome">${outcomes.map((one: Outcome) => html`<option value="${one}">${outcomeWords[one]}</option>`)}</select>
      <label for="r-${id}">Reasons</label><textarea id="r-${id}" name="reasons" rows="4" cols="50" required></textarea>
      <p><button class="main">Rule and tell the authority</button></p></form>` : ''}</article>`;
}
