import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireBearer } from '../shared/bearer.ts';
import { createControl } from '../shared/control.ts';
import { ServiceError } from '../shared/errors.ts';
import { refreshAsked, sendPage, wantsPage } from '../shared/reply.ts';
import { openService } from '../shared/service.ts';
import type { NeighbourSettings, RunningNeighbour } from '../shared/settings.ts';
import { openStore } from '../shared/store.ts';
import { createDevices } from './devices.ts';
import { createMessages } from './messages.ts';
import { catcherMenu, catcherName, devicePage, devicesPage, messagesPage } from './pages.ts';
import { startMailServer } from './receive-mail.ts';
import { receivePush } from './receive-push.ts';

const line = { type: 'string', minLength: 1, maxLength: 500 };
const smsSchema = { type: 'object', required: ['to', 'text'], properties: { to: line, text: { ...line, maxLength: 2000 }, id: line } } as const;
const letterSchema = {
  type: 'object', required: ['address', 'pdf'],
  properties: { id: line, to: line, address: { type: 'array', items: line, minItems: 1, maxItems: 12 }, inner: { type: 'array', items: line, maxItems: 12 }, pdf: { type: 'string', contentEncoding: 'base64' } },
} as const;

/** The catcher: every message the authority sends to people, by whatever channel, ends on one page and goes nowhere else. */
export async function startCatcher(settings: NeighbourSettings & { key: string; smtpPort: number }): Promise<RunningNeighbour & { smtpUrl: string }> {
  const { clock } = settings;
  const store = openStore(join(settings.dataDir, 'catcher.sqlite'));
  const letterDir = join(settings.dataDir, 'letters');
  const control = createControl(['delay', 'down', 'duplicate'], store.collection('control'));
  const service = await openService({
    ...settings, name: catcherName, control,
    forget() { store.clear(); rmSync(letterDir, { recursive: true, force: true }); },
  });
  const { app, url } = service;
  const messages = createMessages(store.collection('messages'), control, clock);
  const devices = createDevices(store.collection('devices'), url, clock);
  const mail = await startMailServer(settings.host, settings.smtpPort, messages, control, settings.log);
  const bearer = { onRequest: requireBearer(settings.key) };
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  // SMS and letters --------------------------------------------------------------------------------------------------
  app.post<{ Body: { to: string; text: string; id?: string } }>('/sms', { ...bearer, schema: { body: smsSchema } }, async ({ body, headers }, reply) => {
    const { message, again } = messages.keep({ channel: 'sms', to: body.to, text: body.text }, body.id ?? headerText(headers['idempotency-key']));
    return reply.status(again ? 200 : 201).send({ id: message.id, again });
  });
  app.post<{ Body: { id?: string; to?: string; address: string[]; inner?: string[]; pdf: string } }>('/letters', { ...bearer, schema: { body: letterSchema }, bodyLimit: 30 * 1024 * 1024 }, async ({ body, headers }, reply) => {
    const pdf = Buffer.from(body.pdf, 'base64');
    if (pdf.subarray(0, 5).toString('latin1') !== '%PDF-') throw new ServiceError(400, 'not-a-pdf', 'The letter is not a PDF.', 'Send the PDF in base64 as "pdf".');
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    const { message, again } = messages.keep({
      channel: 'letter', to: body.to ?? body.address[0]!, address: body.address, text: [...(body.inner ? [`Inner envelope: ${body.inner.join(', ')}`] : []), `SHA-256 ${sha256}`].join('\n'), pdf: `/letters/${sha256}.pdf`,
    }, body.id ?? headerText(headers['idempotency-key']));
    mkdirSync(letterDir, { recursive: true });
    writeFileSync(join(letterDir, `${sha256}.pdf`), pdf);
    return reply.status(again ? 200 : 201).send({ id: message.id, again, sha256 });
  });
  app.get<{ Params: { file: string } }>('/letters/:file', async ({ params }, reply) => {
    const file = join(letterDir, params.file);
    if (!/^[0-9a-f]{64}\.pdf$/.test(params.file) || !existsSync(file)) throw new ServiceError(404, 'no-such-letter', 'There is no such letter.', 'Choose one from the list of messages.');
    return reply.header('content-type', 'application/pdf').send(readFileSync(file));
  });

  // Push -------------------------------------------------------------------------------------------------------------
  app.post('/devices', async (request, reply) => {
    const { label, applicationServerKey } = (request.body ?? {}) as { label?: string; applicationServerKey?: string };
    const device = devices.create(label, applicationServerKey);
    return wantsPage(request) ? reply.redirect(`/devices/${device.id}`, 303) : reply.status(201).send({ id: device.id, label: device.label, ...devices.subscription(device) });
  });
  app.post<{ Params: { id: string } }>('/devices/:id/remove', async ({ params }, reply) => {
    devices.remove(params.id);
    return reply.redirect('/devices', 303);
  });
  app.delete<{ Params: { id: string } }>('/devices/:id', async ({ params }, reply) => {
    devices.remove(params.id);
    return reply.status(204).send();
  });
  app.post<{ Params: { id: string } }>('/push/:id', async (request, reply) => {
    const message = await receivePush(devices.find(request.params.id), request, url, messages, clock());
    return reply.status(201).header('location', `${url}/messages/${encodeURIComponent(message.id)}`).send();
  });

  // Pages and JSON ---------------------------------------------------------------------------------------------------
  app.get<{ Querystring: Record<string, string | undefined> }>('/messages', async ({ query }) => messages.list(query));
  app.get<{ Params: { id: string } }>('/messages/:id', async ({ params }) => {
    const message = messages.list({}).find(({ id }) => id === params.id);
    if (!message) throw new ServiceError(404, 'no-such-message', 'There is no such message.', 'See /messages.');
    return message;
  });
  const page = { service: catcherName, menu: catcherMenu };
  app.get<{ Querystring: Record<string, string | undefined> }>('/', async (request, reply) => {
    const { to = '', channel = '' } = request.query;
    const refresh = refreshAsked(request);
    return sendPage(reply, {
      ...page, title: 'Messages', ...refresh,
      body: messagesPage(messages.list(request.query), { to, channel, refresh: refresh.refreshSeconds !== undefined }),
    });
  });
  app.get('/devices', async (_request, reply) => sendPage(reply, { ...page, title: 'Phones', body: devicesPage(devices.list()) }));
  app.get<{ Params: { id: string } }>('/devices/:id', async (request, reply) => {
    const device = devices.find(request.params.id);
    const shown = messages.list({ channel: 'push' }).filter(({ to }) => to === device.label);
    return sendPage(reply, { ...page, title: device.label, ...refreshAsked(request), body: devicePage(device, shown, JSON.stringify(devices.subscription(device), null, 2)) });
  });

  await service.start();
  return {
    url, smtpUrl: mail.url,
    async close() {
      await service.close();
      await mail.close();
      store.close();
    },
  };
}

const headerText = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
