import { join } from 'node:path';
import { createControl } from '../shared/control.ts';
import { ServiceError } from '../shared/errors.ts';
import { chooseLanguage } from '../shared/language.ts';
import { html } from '../shared/html.ts';
import { loadSigningKey } from '../shared/keys.ts';
import { sendPage } from '../shared/reply.ts';
import { openService } from '../shared/service.ts';
import type { NeighbourSettings, RunningNeighbour } from '../shared/settings.ts';
import { openStore } from '../shared/store.ts';
import type { People } from '../register/people.ts';
import { readPersonalNumber } from '../register/personal-number.ts';
import { createAccounts } from './accounts.ts';
import type { EidClients } from './clients.ts';
import { loginPage } from './login-page.ts';
import type { LoginChoice } from './login-page.ts';
import { createProvider } from './provider.ts';
import { texts } from './texts.ts';

const name = 'electronic identity';

/** The simulated national eID: a real OpenID Provider whose only proof of identity is the choice of a test person. */
export async function startEid(settings: NeighbourSettings & { people: People; clients: EidClients }): Promise<RunningNeighbour> {
  const { people } = settings;
  const store = openStore(join(settings.dataDir, 'eid.sqlite'));
  const control = createControl(['delay', 'down', 'badSignature'], store.collection('control'));
  const key = await loadSigningKey(join(settings.dataDir, 'eid-key.json'));
  const service = await openService({
    ...settings, name, control,
    forget() { for (const model of ['Interaction', 'Session', 'Grant', 'AuthorizationCode', 'AccessToken']) store.collection(`oidc:${model}`).clear(); },
  });
  const { app, url } = service;
  const accounts = createAccounts(people);
  const provider = createProvider({ issuer: url, authorityUrl: settings.authorityUrl, clients: settings.clients, key, store, control, claims: accounts.claims });
  if (url.startsWith('https:')) provider.proxy = true;

  // The provider builds the addresses it publishes from the Host header: any other host than our own is refused.
  app.addHook('onRequest', async (request) => {
    if (request.headers.host !== new URL(url).host) {
      throw new ServiceError(421, 'other-host', 'This service does not answer for that host.', `Use ${url}.`);
    }
  });

  const readInteraction = async (request: { raw: import('node:http').IncomingMessage }, reply: { raw: import('node:http').ServerResponse }) => {
    try {
      return await provider.interactionDetails(request.raw, reply.raw);
    } catch {
      return undefined;
    }
  };
  type Interaction = NonNullable<Awaited<ReturnType<typeof readInteraction>>>;
  const choiceOf = (interaction: Interaction, acceptLanguage: string | undefined): LoginChoice => ({
    uid: interaction.uid, query: '',
    language: chooseLanguage(texts, interaction.params.ui_locales as string | undefined, acceptLanguage),
  });

  app.get<{ Params: { uid: string }; Querystring: { q?: string } }>('/interaction/:uid', async (request, reply) => {
    const interaction = await readInteraction(request, reply);
    const language = request.headers['accept-language'];
    if (!interaction) return sendExpired(reply, language);
    return sendPage(reply, loginPage(people, { ...choiceOf(interaction, language), query: String(request.query.q ?? '') }));
  });

  app.post<{ Params: { uid: string }; Body: { account?: string; number?: string; cancel?: string } }>('/interaction/:uid', async (request, reply) => {
    const interaction = await readInteraction(request, reply);
    const language = request.headers['accept-language'];
    if (!interaction) return sendExpired(reply, language);
    const { account, number, cancel } = request.body ?? {};
    const choice = choiceOf(interaction, language);
    const accountId = account ?? readPersonalNumber(number ?? '', settings.clock());
    const known = accountId !== undefined && accounts.claims(accountId) !== undefined;
    if (!cancel && !known) return sendPage(reply, loginPage(people, { ...choice, typed: number ?? '', problem: true }), 422);
    reply.hijack();
    await provider.interactionFinished(request.raw, reply.raw, cancel
      ? { error: 'access_denied', error_description: 'The person cancelled the login.' }
      : { login: { accountId: accountId!, acr: 'substantial', amr: ['test'], remember: false } }, { mergeWithLastSubmission: false });
    return reply;
  });

  app.get('/', async (_request, reply) => sendPage(reply, {
    service: name, title: 'Electronic identity', menu: [['/', 'First page'], ['/control', 'Control']],
    body: html`<p>Log in from the service you want to use; it sends you here to choose who you are.</p>
      <dl><dt>Issuer</dt><dd>${url}</dd><dt>Discovery</dt><dd><a href="/.well-known/openid-configuration">/.well-known/openid-configuration</a></dd></dl>`,
  }));

  // The provider reads its own bodies: inside this scope Fastify must leave them alone.
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const callback = provider.callback();
    scope.all('/*', async (request, reply) => {
      reply.hijack();
      await callback(request.raw, reply.raw);
    });
  });

  await service.start();
  return {
    url,
    async close() {
      await service.close();
      store.close();
    },
  };
}

function sendExpired(reply: Parameters<typeof sendPage>[0], acceptLanguage: string | undefined) {
  const language = chooseLanguage(texts, acceptLanguage);
  const words = texts[language];
  return sendPage(reply, { service: words.name, banner: words.banner, language, title: words.expiredTitle, body: html`<p>${words.expired}</p>` }, 400);
}
