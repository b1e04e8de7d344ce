import * as openid from 'openid-client';
import type { LoginConfig } from '../config.ts';
import { Problem } from '../problem.ts';

/** What the browser keeps (sealed) between leaving for the eID and coming back. */
export interface LoginAttempt {
  state: string;
  nonce: string;
  verifier: string;
  /** Where to go after: a path of ours. */
  back: string;
}

/** Who the eID says this is. Claims vary by provider; what we need is checked where it is used. */
export interface Identity {
  issuer: string;
  subject: string;
  claims: Record<string, unknown>;
}

/** One OpenID Provider, by authorization code with PKCE (RFC 7636, S256) and nothing else. */
export interface LoginProvider {
  begin(back: string, language: string): Promise<{ url: URL; attempt: LoginAttempt }>;
  /** @throws Problem login-failed when broken off, replayed or forged; neighbour-down when there is no answer. */
  finish(attempt: LoginAttempt, callback: URL): Promise<Identity>;
}

/**
 * A provider found by its discovery document, at first use (the eID may start after us) and again after a failure.
 * `redirectUri` must be registered there word for word.
 */
export function createLoginProvider(config: LoginConfig, redirectUri: URL): LoginProvider {
  const issuer = new URL(config.issuer);
  // Plain http is for a provider on this very machine (the simulator); anything else is https.
  const loopback = issuer.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname);
  let found: Promise<openid.Configuration> | undefined;
  const configuration = (): Promise<openid.Configuration> => {
    found ??= openid.discovery(
      issuer, config.clientId, { client_secret: config.clientSecret },
      openid.ClientSecretBasic(config.clientSecret),
      // The identity's own signature is checked, not only the line it came by.
      { execute: [openid.enableNonRepudiationChecks, ...(loopback ? [openid.allowInsecureRequests] : [])], timeout: 5 },
    ).catch((error: unknown) => {
      found = undefined;
      throw new Problem('neighbour-down', {}, error);
    });
    return found;
  };

  return {
    async begin(back, language) {
      const attempt: LoginAttempt = {
        state: openid.randomState(), nonce: openid.randomNonce(), verifier: openid.randomPKCECodeVerifier(), back,
      };
      const url = openid.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri.href,
        scope: 'openid',
        code_challenge: await openid.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        state: attempt.state,
        nonce: attempt.nonce,
        ui_locales: language,
        prompt: 'login', // shared phones: never let the last person's login stand for the next
      });
      return { url, attempt };
    },

    async finish(attempt, callback) {
      const server = await configuration();
      try {
        const tokens = await openid.authorizationCodeGrant(server, callback, {
          pkceCodeVerifier: attempt.verifier, expectedState: attempt.state, expectedNonce: attempt.nonce, idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new Problem('login-failed');
        return { issuer: claims.iss, subject: claims.sub, claims: { ...claims } };
      } catch (error) {
        if (error instanceof Problem) throw error;
        const broken = error instanceof TypeError || (error as { name?: string }).name === 'TimeoutError';
        throw new Problem(broken ? 'neighbour-down' : 'login-failed', {}, error);
      }
    },
  };
}
