import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';

const heartbeat = 25_000;
const longest = 600_000;

/**
 * Server-sent events that say only that the case has changed; the page then fetches itself as its reader
 * may see it. Ends after ten minutes (the browser comes back, with a session that must still hold) or when
 * the server closes.
 */
export function openLive(deps: Deps, request: FastifyRequest, reply: FastifyReply, caseId: string): FastifyReply {
  reply.hijack();
  const stream = reply.raw;
  stream.writeHead(200, {
    ...Object.fromEntries(Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)])),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  stream.write('retry: 3000\n\n');
  const stop = deps.live.listen(caseId, () => stream.write('event: changed\ndata: {}\n\n'));
  const beat = setInterval(() => stream.write(': still here\n\n'), heartbeat);
  const end = setTimeout(() => stream.end(), longest);
  const closing = deps.live.onClose(() => stream.end());
  stream.on('close', () => {
    stop();
    closing();
    clearInterval(beat);
    clearTimeout(end);
  });
  return reply;
}
