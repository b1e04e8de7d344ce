import type { FastifyInstance } from 'fastify';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { SigningKey } from './keys.ts';
import type { OutgoingEvents } from './outgoing-events.ts';

/** The routes every sender of events has: its public keys, and the button that sends an event once more. */
export function eventRoutes(app: FastifyInstance, key: SigningKey, events: OutgoingEvents): void {
  app.get('/.well-known/jwks.json', async () => ({ keys: [key.publicJwk] }));
  app.get('/events', async () => events.list());
  app.post<{ Params: { jti: string } }>('/events/:jti/resend', async (request, reply) => {
    events.resend(request.params.jti);
    return reply.redirect('/', 303);
  });
}

/** The queue as it stands, newest first. */
export function eventList(events: OutgoingEvents): Html {
  const list = events.list().reverse().slice(0, 50);
  if (list.length === 0) return html`<p class="dim">No events yet.</p>`;
  return html`${list.map((event) => html`<article><b>${event.type}</b> <small>${event.jti}</small>
    <p class="${event.pending ? 'bad' : 'good'}">${event.pending ? `waiting, ${event.tries} tries so far` : `delivered ${event.deliveredAt}`}</p>
    ${event.pending && event.lastTries.length > 0 ? html`<p class="dim">Last: ${event.lastTries.at(-1)!.outcome}</p>` : ''}
    <form method="post" action="/events/${event.jti}/resend"><button>Send again</button></form></article>`)}`;
}
