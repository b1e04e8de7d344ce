import { test } from 'node:test';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { endConnections } from './end-connections.ts';

/** Closing ends by itself, or the test by its timeout: nobody on the other side lets go of a connection. */
test('a server that closes ends what nobody uses and lets what is under way end', { timeout: 30_000 }, async () => {
  const app = Fastify({ forceCloseConnections: 'idle' });
  endConnections(app);
  const asked = Promise.withResolvers<void>(), answer = Promise.withResolvers<string>();
  app.get('/', () => { asked.resolve(); return answer.promise; });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;

  const silent = connect(port, '127.0.0.1');
  await once(silent, 'connect');
  const heard = new Promise<string>((resolve, reject) => {
    get({ port, host: '127.0.0.1', agent: new Agent({ keepAlive: true }) }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => resolve(text));
    }).on('error', reject);
  });
  await asked.promise;
  const closed = app.close();
  await once(silent, 'close');
  answer.resolve('to the end');
  assert.equal(await heard, 'to the end');
  await closed;
});
