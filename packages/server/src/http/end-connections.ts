import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * A server that closes waits for what is under way, and for nothing else. Node ends the connections that lie idle when
 * it begins to close, but neither those whose answer was still under way then (kept open for the next request: 72 s of
 * waiting for it) nor those on which nothing was ever asked (browsers open some ahead).
 */
export function endConnections(app: FastifyInstance): void {
  const unused = new Set<Socket>();
  let closing = false;
  app.server.on('connection', (socket: Socket) => {
    if (closing) return void socket.destroy();
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  app.server.on('request', ({ socket }: { socket: Socket }) => unused.delete(socket));
  app.addHook('preClose', async () => {
    closing = true;
    for (const socket of unused) socket.destroy();
  });
  // once the answer is out its connection is idle: only then does closing the idle ones find it
  app.addHook('onResponse', async () => { if (closing) setImmediate(() => app.server.closeIdleConnections()); });
}
