import type { ClientMetadata } from 'oidc-provider';
import type { JWK } from 'jose';

/** How a client proves who it is: a shared secret (client_secret_basic) or its own key (private_key_jwt, RFC 7523). */
export type ClientAuthentication = { secret: string } | { jwks: { keys: JWK[] } } | { jwksUri: string };

export type EidClients = { ankomst: ClientAuthentication };

const callbacks = { ankomst: '/login/callback' } as const;

/** The authority's client for applicants; nothing else may log people in here. Its staff have keys of their own. */
export function clientMetadata(clients: EidClients, authorityUrl: string): ClientMetadata[] {
  return (Object.keys(callbacks) as (keyof EidClients)[]).map((id) => ({
    client_id: id,
    client_name: 'Ankomst',
    redirect_uris: [new URL(callbacks[id], authorityUrl).href],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    id_token_signed_response_alg: 'ES256',
    subject_type: 'pairwise',
    default_acr_values: ['substantial'],
    ...authentication(clients[id]),
  }));
}

function authentication(how: ClientAuthentication): Partial<ClientMetadata> {
  if ('secret' in how) return { client_secret: how.secret, token_endpoint_auth_method: 'client_secret_basic' };
  return {
    token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256',
    ...('jwks' in how ? { jwks: how.jwks as ClientMetadata['jwks'] } : { jwks_uri: how.jwksUri }),
  };
}
