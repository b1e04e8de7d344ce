import { requireBearer } from '../shared/bearer.ts';
import { ServiceError } from '../shared/errors.ts';
import { eventList } from '../shared/event-page.ts';
import { html } from '../shared/html.ts';
import { createOnce } from '../shared/once.ts';
import { refreshAsked, sendPage } from '../shared/reply.ts';
import { openSender } from '../shared/sender.ts';
import type { NeighbourSettings, RunningNeighbour } from '../shared/settings.ts';
import { createAnswers } from './answers.ts';
import { opinions, requestSchema } from './request.ts';
import type { RequestInput, UnionHabit, UnionRequest } from './request.ts';

const name = 'union';

/** The simulated union: is asked about the terms of a job, and answers by its page or, after some seconds, by itself. */
export async function startUnion(settings: NeighbourSettings & { key: string; answerSeconds: number | null }): Promise<RunningNeighbour> {
  const { clock } = settings;
  const sender = await openSender(settings, { name, file: 'union', partner: 'union' });
  const { app, store, events } = sender;
  const requests = store.collection<UnionRequest>('requests');
  const habits = store.collection<UnionHabit>('habit');
  const habit = () => habits.get('habit') ?? { seconds: settings.answerSeconds, opinion: 'agrees' };
  const answers = createAnswers(store, requests, events, clock, habit);
  const takeOnce = createOnce(store, 'taken');
  const bearer = { onRequest: requireBearer(settings.key) };

  app.post<{ Body: RequestInput }>('/requests', { ...bearer, schema: { body: requestSchema } }, async ({ body }, reply) => {
    const { id, again } = takeOnce(body.id, body, () => {
      const now = clock();
      const { seconds } = habit();
      requests.put(body.id, { ...body, receivedAt: now.toISOString(), ...(seconds !== null && { dueAt: new Date(now.getTime() + seconds * 1000).toISOString() }) });
      return body.id;
    });
    const request = requests.get(id)!;
    if (!again) answers.schedule(request);
    return reply.status(again ? 200 : 202).send({ id, receivedAt: request.receivedAt });
  });

  app.post<{ Params: { id: string }; Body: { opinion?: string; text?: string } | null }>('/requests/:id/answer', async ({ params, body }, reply) => {
    const opinion = opinions.find((one) => one === body?.opinion);
    if (!requests.get(params.id)) throw new ServiceError(404, 'no-such-request', 'There is no such request.', 'Choose one from the list.');
    if (!opinion) throw new ServiceError(400, 'no-opinion', 'No opinion was chosen.', `Choose one of ${opinions.join(', ')}.`);
    answers.give(params.id, opinion, body?.text?.trim() ?? '');
    return reply.redirect('/', 303);
  });
  app.post<{ Body: { seconds?: string; opinion?: string } | null }>('/habit', async ({ body }, reply) => {
    const opinion = opinions.find((one) => one === body?.opinion);
    const seconds = body?.seconds?.trim() ? Number(body.seconds) : null;
    if (!opinion || (seconds !== null && !(seconds >= 0 && seconds <= 86_400))) throw new ServiceError(400, 'no-habit', 'That is no habit.', 'Give seconds (empty: never) and an opinion.');
    habits.put('habit', { seconds, opinion });
    return reply.redirect('/', 303);
  });

  app.get('/', async (request, reply) => sendPage(reply, {
    service: name, title: 'Requests for an opinion', menu: [['/', 'Requests'], ['/control', 'Control']], ...refreshAsked(request),
    body: html`${requests.all().reverse().slice(0, 60).map(requestArticle)}${requests.size() === 0 ? html`<p class="dim">Nobody has asked yet.</p>` : ''}
      <h2>Answering by itself</h2><form method="post" action="/habit" class="box">
      <label for="seconds">After so many seconds (empty: never)</label><input id="seconds" name="seconds" inputmode="numeric" value="${habit().seconds ?? ''}">
      <label for="opinion">With</label><select id="opinion" name="opinion">${opinions.map((one) => html`<option ${one === habit().opinion ? html`selected` : ''}>${one}</option>`)}</select>
      <p><button>Save</button></p></form>
      <h2>Events to the authority</h2>${eventList(events)}`,
  }));

  return sender.start(answers);
}

function requestArticle({ id, caseNumber, occupation, salary, hours, agreement, employer, answer }: UnionRequest) {
  return html`<article><h2>${caseNumber}</h2><dl><dt>Employer</dt><dd>${employer.name}, ${employer.number}</dd><dt>Occupation</dt><dd>${occupation.code} ${occupation.text}</dd>
      <dt>Salary</dt><dd>${new Intl.NumberFormat('en', { style: 'currency', currency: 'SEK' }).format(salary / 100)} a month, ${hours} hours a week</dd><dt>Agreement</dt><dd>${agreement ?? 'none'}</dd></dl>
    ${answer ? html`<p><b>${answer.opinion}</b>, ${answer.answeredAt}</p><pre dir="auto">${answer.text}</pre>` : html`<form method="post" action="/requests/${encodeURIComponent(id)}/answer">
      <label for="t-${id}">Opinion in words</label><textarea id="t-${id}" name="text" rows="3" cols="50"></textarea>
      <p>${opinions.map((one) => html`<button name="opinion" value="${one}">${one}</button> `)}</p></form>`}</article>`;
}
