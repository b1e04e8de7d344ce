import { createHash, randomBytes } from 'node:crypto';
import Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { decodeJwt } from 'jose';
import type { Control } from '../shared/control.ts';
import type { SigningKey } from '../shared/keys.ts';
import type { Collection, Store } from '../shared/store.ts';
import { personClaimNames } from './accounts.ts';
import { createAdapterFactory } from './adapter.ts';
import { clientMetadata } from './clients.ts';
import type { EidClients } from './clients.ts';
import { chooseLanguage } from '../shared/language.ts';
import { contentSecurityPolicy, html, renderPage } from '../shared/html.ts';
import { texts } from './texts.ts';

export type ProviderSettings = {
  issuer: string;
  authorityUrl: string;
  clients: EidClients;
  key: SigningKey;
  store: Store;
  control: Control;
  claims(accountId: string): Record<string, unknown> | undefined;
};

/**
 * The OpenID Provider (OpenID Connect Core 1.0; code flow with PKCE S256 only; OAuth 2.0 Security BCP, RFC 9700).
 * It remembers nobody: each login asks who it is, so that the next person at a shared device is never taken for the last.
 */
export function createProvider({ issuer, authorityUrl, clients, key, store, control, claims }: ProviderSettings): Provider {
  const secrets = keptSecrets(store.collection('secrets'));
  const provider = new Provider(issuer, {
    adapter: createAdapterFactory(store),
    clients: clientMetadata(clients, authorityUrl),
    jwks: { keys: [key.privateJwk as never] },
    cookies: { keys: [secrets.cookie] },
    responseTypes: ['code'], // the defaults would offer `id_token` and `none` besides
    scopes: ['openid'],
    acrValues: ['substantial'],
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_ctx, accountId, client) => createHash('sha256').update(`${client.clientId} ${accountId} ${secrets.subject}`).digest('base64url'),
    pkce: { required: () => true },
    clientAuthMethods: ['client_secret_basic', 'private_key_jwt'],
    conformIdTokenClaims: false, // the national eIDs put the person into the ID token itself
    claims: { openid: ['sub', 'acr', 'amr', ...personClaimNames] },
    findAccount: (_ctx, sub) => (claims(sub) ? { accountId: sub, claims: () => ({ sub, ...claims(sub) }) } : undefined),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    // The clients are the authority's own: there is nothing to consent to.
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client!.clientId, accountId: ctx.oidc.session!.accountId! });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    expiresWithSession: () => false,
    ttl: { AuthorizationCode: 60, IdToken: 300, AccessToken: 300, Interaction: 1800, Session: 1800, Grant: 600 },
    renderError,
  });
  provider.use(async (ctx, next) => {
    await next();
    await forgetSession(ctx as KoaContextWithOIDC);
    if (ctx.oidc?.route === 'token' && isTokenAnswer(ctx.body) && control.takeBadSignature()) {
      ctx.body = { ...ctx.body, id_token: await key.signWrongly(decodeJwt(ctx.body.id_token)) };
    }
  });
  return provider;
}

// Only the resumed request knows the account; once it has given its code, the session has done its work.
async function forgetSession(ctx: KoaContextWithOIDC): Promise<void> {
  if (ctx.oidc?.route !== 'resume' || !ctx.oidc.session) return;
  await ctx.oidc.session.destroy();
  ctx.cookies.set('_session', null, { signed: true, overwrite: true });
}

function isTokenAnswer(body: unknown): body is { id_token: string } {
  return typeof body === 'object' && body !== null && typeof (body as { id_token?: unknown }).id_token === 'string';
}

// Cookie keys and the salt of the subjects stay the same over restarts.
function keptSecrets(kept: Collection<{ cookie: string; subject: string }>): { cookie: string; subject: string } {
  kept.add('secrets', { cookie: randomBytes(32).toString('base64url'), subject: randomBytes(32).toString('base64url') });
  return kept.get('secrets')!;
}

function renderError(ctx: KoaContextWithOIDC, out: { error: string; error_description?: string | undefined }): void {
  const language = chooseLanguage(texts, ctx.get('accept-language'));
  const words = texts[language];
  ctx.type = 'html';
  ctx.set('content-security-policy', contentSecurityPolicy);
  ctx.body = renderPage({
    service: words.name, banner: words.banner, language, title: words.expiredTitle,
    body: html`<p>${words.expired}</p><p class="dim" dir="ltr">${out.error}: ${out.error_description}</p>`,
  });
}
