import { endPresence, seePresence } from '@ankomst/store';
import type { FastifyReply } from 'fastify';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { presenceSeconds } from './show-together.ts';
import { aroundCase, toStaff } from './topics.ts';

const heartbeat = 25_000;
const longest = 600_000;

/**
 * Server-sent events of the desk: that the case changed (`case`), that something around it did (`together`), that a
 * colleague wants something (`news`). They carry nothing: the app fetches what its reader may see. While the stream
 * is open its reader is shown as present at the case. It ends after ten minutes, and the app comes back with a
 * session that must still hold.
 */
export function liveDesk(deps: Deps, staff: Staff, caseId: string | undefined, reply: FastifyReply): FastifyReply {
  reply.hijack();
  const stream = reply.raw;
  stream.writeHead(200, {
    ...Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)])),
    'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no',
  });
  const send = (event: string) => (): void => void stream.write(`event: ${event}\ndata: {}\n\n`);
  stream.write('retry: 2000\n\n');
  const stops = [deps.live.listen(toStaff(staff.staffId), send('news')), deps.live.onClose(() => stream.end())];
  if (caseId) stops.push(deps.live.listen(caseId, send('case')), deps.live.listen(aroundCase(caseId), send('together')));

  /** Presence is a courtesy: where the store cannot be asked now, the stream goes on without. */
  const quietly = (work: Promise<unknown>): void => void work.catch((error: unknown) => deps.log.warn({ error: (error as Error).name }, 'presence not kept'));
  const seen = async (): Promise<void> => {
    if (caseId && await seePresence(deps.store, { caseId, staffId: staff.staffId, now: deps.clock.now(), seconds: presenceSeconds })) deps.live.changed([aroundCase(caseId)]);
  };
  quietly(seen());
  const beat = setInterval(() => { stream.write(': still here\n\n'); quietly(seen()); }, heartbeat);
  const end = setTimeout(() => stream.end(), longest);
  stream.on('close', () => {
    for (const stop of stops) stop();
    clearInterval(beat);
    clearTimeout(end);
    if (caseId && !deps.live.closed()) quietly(endPresence(deps.store, caseId, staff.staffId).then(() => deps.live.changed([aroundCase(caseId)])));
  });
  return reply;
}
