import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import type { FastifyInstance, FastifyServerOptions, InjectOptions } from 'fastify';
import { schemasWhenAsked, whenAsked } from './schemas-when-asked.ts';

const schema = {
  params: { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } },
  querystring: { type: 'object', properties: { most: { type: 'integer', maximum: 3 } } },
  body: { type: 'object', required: ['name'], additionalProperties: false, properties: { name: { type: 'string', minLength: 2 } } },
  response: { 200: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
};

function appWith(schemaController: FastifyServerOptions['schemaController'] = {}): FastifyInstance {
  const app = Fastify({ schemaController, ajv: { customOptions: { removeAdditional: false } } });
  app.post('/things/:id', { schema }, async ({ body }) => ({ name: (body as { name: string }).name, secret: 'not in the schema' }));
  app.get('/lacking', { schema: { response: schema.response } }, async () => ({}));
  return app;
}

test('what is taken, refused and answered is the same as with schemas compiled at the start', async () => {
  const [late, early] = [appWith(schemasWhenAsked), appWith()];
  const good = '/things/6f1fb0a4-6c0e-4a3b-9b0e-0d3c4c1f2a10';
  const asked: InjectOptions[] = [
    { url: `${good}?most=2`, payload: { name: 'Mona' } }, { url: good, payload: { name: 'M' } }, { url: good, payload: {} }, { url: good, payload: { name: 'Mona', more: 1 } },
    { url: `${good}?most=4`, payload: { name: 'Mona' } }, { url: '/things/1', payload: { name: 'Mona' } }, { url: good, payload: { name: 'Mona' } }, { method: 'GET', url: '/lacking' },
  ];
  const answers = async (app: FastifyInstance): Promise<unknown[]> => {
    const all = [];
    for (const one of asked) all.push(await app.inject({ method: 'POST', ...one }));
    return all.map((answer) => [answer.statusCode, answer.json()]);
  };
  const seen = await answers(late) as [number, unknown][];
  assert.deepEqual(seen, await answers(early));
  assert.deepEqual(seen.map(([status]) => status), [200, 400, 400, 400, 400, 400, 200, 500]);
  assert.deepEqual(seen[0]![1], { name: 'Mona' }, 'what the schema does not name is not told');
  await Promise.all([late.close(), early.close()]);
});

test('a schema is compiled once, at the first that asks', () => {
  let compiled = 0;
  const compile = whenAsked(() => (_of: { schema: unknown }) => { compiled += 1; return (data: unknown) => data === 'good'; })();
  const check = compile({ schema: {} });
  assert.equal(compiled, 0);
  assert.deepEqual([check('good'), check('bad'), compiled], [true, false, 1]);
});

test('a schema of headers is refused at the start', async () => {
  const app = Fastify({ schemaController: schemasWhenAsked });
  app.get('/', { schema: { headers: { type: 'object' } } }, async () => '');
  await assert.rejects(async () => app.ready(), /schema of headers/);
});
