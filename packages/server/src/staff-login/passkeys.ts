import { generateKeyPairSync } from 'node:crypto';
import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { AuthenticationResponseJSON, PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { sha256 } from '@ankomst/core';
import { putOpRecord, takeOpRecord } from '@ankomst/store';
import type { KeyOnFile, NewKey, StaffRecord } from '@ankomst/store';
import type { Deps } from '../deps.ts';

/** How long one page's challenge may be answered. */
const challengeSeconds = 300;

/**
 * What the browser asks a key to sign at a login (WebAuthn level 3). No key is named: which keys there are, and whose,
 * nobody learns from the page. `of`: the login (interaction) it is for; the challenge answers that one, once.
 */
export async function loginOptions(deps: Deps, of: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const options = await generateAuthenticationOptions({ rpID: deps.config.publicUrl.hostname, userVerification: 'required', timeout: challengeSeconds * 1000 });
  await keepChallenge(deps, options.challenge, of);
  return options;
}

/** What the browser asks a new key to make. ES256, Ed25519 and RS256; a key that can be found without a name, and that knows its holder. */
export async function enrolmentOptions(deps: Deps, of: string, member: StaffRecord, known: string[]): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const options = await generateRegistrationOptions({
    rpID: deps.config.publicUrl.hostname, rpName: 'Ankomst', userID: new Uint8Array(Buffer.from(member.id)), userName: member.id, userDisplayName: member.name,
    timeout: challengeSeconds * 1000, attestationType: 'none', excludeCredentials: known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' }, supportedAlgorithmIDs: [-8, -7, -257],
  });
  await keepChallenge(deps, options.challenge, of);
  return options;
}

/**
 * Does this answer come from the key it names, made now, on our page, by somebody who showed the key that it is theirs?
 * Whatever is wrong with it, the answer is the same and takes the same work: an unknown key is checked as well, against
 * one that nobody has. The new signature counter, or null.
 */
export async function verifyLogin(deps: Deps, of: string, answer: AuthenticationResponseJSON, key: KeyOnFile | null): Promise<{ counter: number } | null> {
  const { publicKey, counter } = key ?? decoy;
  if (!await takeChallenge(deps, answer, of)) return null;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer, expectedChallenge: () => true, expectedOrigin: deps.config.publicUrl.origin, expectedRPID: deps.config.publicUrl.hostname,
      requireUserVerification: true, credential: { id: answer.id, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter },
    });
    return verified && key ? { counter: authenticationInfo.newCounter } : null;
  } catch { // the library throws at whatever does not fit; which it was, only its own words say
    return null;
  }
}

/** The new key of an enrolment's answer, or null where it does not fit. */
export async function verifyEnrolment(deps: Deps, of: string, answer: RegistrationResponseJSON, label: string): Promise<NewKey | null> {
  if (!await takeChallenge(deps, answer, of)) return null;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: answer, expectedChallenge: () => true, expectedOrigin: deps.config.publicUrl.origin, expectedRPID: deps.config.publicUrl.hostname,
      requireUserVerification: true, supportedAlgorithmIDs: [-8, -7, -257],
    });
    if (!verified) return null;
    const { credential, credentialDeviceType } = registrationInfo;
    return {
      id: credential.id, publicKey: Buffer.from(credential.publicKey).toString('base64url'), counter: credential.counter,
      deviceBound: credentialDeviceType === 'singleDevice', transports: credential.transports ?? [], label,
    };
  } catch {
    return null;
  }
}

async function keepChallenge({ store, clock }: Deps, challenge: string, of: string): Promise<void> {
  const expiresAt = new Date(Date.parse(clock.now()) + challengeSeconds * 1000).toISOString();
  await putOpRecord(store, { model: 'Challenge', id: sha256(challenge), payload: { of }, expiresAt });
}

/**
 * Was this challenge given for this login, and not answered yet? It is answered now. A page of another site that shows
 * ours in a frame must not use a key: the library lets `crossOrigin` pass where no top origin is named, we do not.
 */
async function takeChallenge({ store, clock }: Deps, { response }: { response: { clientDataJSON: string } }, of: string): Promise<boolean> {
  let said: { challenge?: unknown; crossOrigin?: unknown; topOrigin?: unknown };
  try {
    said = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8')) as typeof said;
  } catch {
    return false;
  }
  if (typeof said.challenge !== 'string' || (said.crossOrigin !== undefined && said.crossOrigin !== false) || said.topOrigin !== undefined) return false;
  const kept = await takeOpRecord(store, 'Challenge', sha256(said.challenge), clock.now());
  return kept?.['of'] === of;
}

const { x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const decoy = {
  counter: 0,
  publicKey: Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x!, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y!, 'base64url')]).toString('base64url'),
};
