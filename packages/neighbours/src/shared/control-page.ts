import type { FastifyInstance } from 'fastify';
import type { ControlName } from './control.ts';
import { html } from './html.ts';
import { sendPage, wantsPage } from './reply.ts';
import type { ServiceOptions } from './service.ts';

const labels: Record<ControlName, string> = {
  delay: 'Delay of each answer and delivery, in milliseconds',
  down: 'Down: answer 503 to everything, deliver nothing',
  duplicate: 'Everything happens twice: events are sent, messages are taken in, two times',
  badSignature: 'Sign the next one with a wrong key (once)',
  paused: 'Hold events back in the queue',
};

/**
 * `GET /control` shows the state (JSON for programs); `POST /control` takes JSON `{delay?, down?, …}`, `{reset: true}`
 * for good behaviour, `{forget: true}` to start with empty memory, or the form of the page.
 */
export function controlRoutes(app: FastifyInstance, { name, control, forget }: ServiceOptions): void {
  app.get('/control', async (request, reply) => (wantsPage(request) ? sendPage(reply, {
    service: name, title: 'Control', menu: [['/', 'First page'], ['/control', 'Control']],
    body: html`<p>Make this neighbour misbehave, to see what the authority does then.</p>
      <form method="post" action="/control" class="box"><input type="hidden" name="form" value="whole">
      ${control.names.map((key) => (key === 'delay'
        ? html`<label for="delay">${labels.delay}</label><input id="delay" name="delay" type="number" min="0" max="60000" value="${control.state().delay}">`
        : html`<label class="tick"><input type="checkbox" name="${key}" ${control.state()[key] ? html`checked` : ''}> ${labels[key]}</label>`))}
      <p><button class="main">Save</button></p></form>
      <form method="post" action="/control" class="row"><button name="reset" value="true">Behave well again</button>
      <button name="forget" value="true">Forget everything and start anew</button></form>`,
  }) : control.state()));

  app.post('/control', async (request, reply) => {
    const body = { ...(request.body as Record<string, unknown> | null) };
    const fromPage = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    if (isTrue(body.forget)) forget();
    if (isTrue(body.reset) || isTrue(body.forget)) control.reset();
    else control.change(fromPage ? readForm(body, control.names) : body);
    return fromPage ? reply.redirect('/control', 303) : control.state();
  });
}

const isTrue = (value: unknown) => value === true || value === 'true';

// A browser leaves an unticked box out, so the form always speaks of every control.
function readForm(body: Record<string, unknown>, names: readonly ControlName[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, name === 'delay' ? Number(body.delay || 0) : body[name] !== undefined]));
}
