import { createHmac } from 'node:crypto';
import Provider from 'oidc-provider';
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { staffById } from '@ankomst/store';
import type { Config, LoginConfig } from '../config.ts';
import type { Deps } from '../deps.ts';
import type { Keys } from '../keys.ts';
import { createProviderAdapter } from './provider-adapter.ts';
import { openProviderKey } from './provider-key.ts';

/** Where the authority's own OpenID Provider is, under the server's address. */
export const providerPath = '/op';

/** The staff's pages are a client of the authority's own provider; their secret is derived from the server's, and nobody has to keep it. */
export function ownStaffLogin({ publicUrl }: Pick<Config, 'publicUrl'>, keys: Pick<Keys, 'secret'>): LoginConfig {
  return { issuer: new URL(providerPath, publicUrl).href, clientId: 'ankomst-staff', clientSecret: derived('client ankomst-staff', keys) };
}

/** How strong a login was (OpenID Connect EAP ACR Values 1.0): resistant to phishing, and with a key that cannot leave its device. */
export const acr = { passkey: 'phr', deviceBound: 'phrh' } as const;

/**
 * The authority's OpenID Provider for its staff (OpenID Connect Core 1.0; RFC 9700): authorization code with PKCE S256 and nothing else,
 * codes that live a minute, and no memory of who was here: every login asks for the key. Who somebody is, is read from
 * the staff's table when a token is made. `authenticate` shows the page for an interaction.
 */
export function createStaffProvider(deps: Deps, renderError: (ctx: KoaContextWithOIDC, out: ErrorOut) => void): Provider {
  const { config, keys, store } = deps;
  const login = ownStaffLogin(config, keys);
  const provider = new Provider(login.issuer, {
    adapter: createProviderAdapter(deps),
    clients: [{
      client_id: login.clientId, client_secret: login.clientSecret, client_name: 'Ankomst',
      redirect_uris: [new URL('/staff/login/callback', config.publicUrl).href],
      response_types: ['code'], grant_types: ['authorization_code'], id_token_signed_response_alg: 'ES256', token_endpoint_auth_method: 'client_secret_basic',
    }],
    jwks: { keys: [openProviderKey(config.dataDir) as never] },
    cookies: { keys: [derived('cookies', keys)], names: { session: 'op-session', interaction: 'op-login', resume: 'op-resume' } },
    responseTypes: ['code'], // the defaults would offer `id_token` and `none` besides
    scopes: ['openid'],
    acrValues: Object.values(acr),
    subjectTypes: ['public'],
    pkce: { required: () => true },
    clientAuthMethods: ['client_secret_basic', 'private_key_jwt'],
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time', 'name', 'employee_id', 'unit', 'roles'] },
    async findAccount(_ctx, sub) {
      const member = await staffById(store, sub);
      if (!member?.active) return undefined;
      return { accountId: sub, claims: () => ({ sub, name: member.name, employee_id: member.id, unit: member.unit, roles: member.roles }) };
    },
    interactions: { url: (_ctx, interaction) => `/staff/login/${interaction.uid}` },
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
  // Behind a proxy that ends TLS, the scheme is said by a header; `asAddressed` writes that header itself.
  provider.proxy = true;
  provider.use(async (ctx, next) => {
    await next();
    await forgetSession(ctx as KoaContextWithOIDC);
  });
  return provider;
}

// Only the resumed request knows the account; once it has given its code, the session has done its work.
async function forgetSession(ctx: KoaContextWithOIDC): Promise<void> {
  if (ctx.oidc?.route !== 'resume' || !ctx.oidc.session) return;
  await ctx.oidc.session.destroy();
  ctx.cookies.set('op-session', null, { signed: true, overwrite: true });
}

const derived = (purpose: string, { secret }: Pick<Keys, 'secret'>): string => createHmac('sha256', secret).update(`op ${purpose}`).digest('base64url');
