import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** What a login asks a key to sign: WebAuthn's challenge (base64url), the page's origin, and the site (RP id) the key is for. */
export type Ceremony = { challenge: string; origin: string; rpId: string };

/** How it answers, where it is not as it should: for tests of what must be refused. */
export type Manner = { verified?: boolean; counter?: number; backedUp?: boolean; crossOrigin?: boolean };

/** A security key made of software: a real P-256 key that answers as WebAuthn (level 3) has it, without a finger or a PIN. */
export type SoftKey = {
  /** Credential id, base64url. */
  id: string;
  /** COSE key (RFC 9052), base64url. */
  publicKey: string;
  /** An answer to `navigator.credentials.get`, as JSON. */
  assert(ceremony: Ceremony, manner?: Manner & { userHandle?: string }): Record<string, unknown>;
  /** An answer to `navigator.credentials.create`, as JSON; attestation "none". */
  register(ceremony: Ceremony, manner?: Manner): Record<string, unknown>;
};

/** Curve order of P-256 (SEC 2): a private key lies between 1 and it. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The key that grows from this seed, always the same one. Whoever knows the seed has the key: for test persons only. */
export function softKey(seed: string): SoftKey {
  const privateKey = keyFrom(seed);
  const id = sha256(`credential ${seed}`).subarray(0, 16);
  const publicKey = coseKey(privateKey);

  const authenticatorData = ({ rpId }: Ceremony, { verified = true, counter = 0, backedUp = false }: Manner, attested?: Buffer): Buffer => {
    // flags: user present, user verified, backup eligible and state, attested data
    const flags = 0x01 | (verified ? 0x04 : 0) | (backedUp ? 0x18 : 0) | (attested ? 0x40 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, ...(attested ? [attested] : [])]);
  };
  const clientData = (type: string, { challenge, origin }: Ceremony, { crossOrigin = false }: Manner): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));
  const answer = (response: Record<string, string | string[]>): Record<string, unknown> => ({
    id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'cross-platform', response,
  });

  return {
    id: id.toString('base64url'),
    publicKey: publicKey.toString('base64url'),
    assert(ceremony, manner = {}) {
      const data = authenticatorData(ceremony, manner);
      const client = clientData('webauthn.get', ceremony, manner);
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey);
      return answer({
        clientDataJSON: client.toString('base64url'), authenticatorData: data.toString('base64url'), signature: signature.toString('base64url'),
        ...(manner.userHandle !== undefined && { userHandle: Buffer.from(manner.userHandle).toString('base64url') }),
      });
    },
    register(ceremony, manner = {}) {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, publicKey]);
      const data = authenticatorData(ceremony, manner, attested);
      const client = clientData('webauthn.create', ceremony, manner);
      return answer({ clientDataJSON: client.toString('base64url'), attestationObject: attestationNone(data).toString('base64url'), transports: ['usb'] });
    },
  };
}

function keyFrom(seed: string): KeyObject {
  const d = (BigInt(`0x${sha256(`key ${seed}`).toString('hex')}`) % (order - 1n)) + 1n;
  // SEC 1 private key without the public half, which OpenSSL computes.
  const der = Buffer.concat([Buffer.from('30310201010420', 'hex'), Buffer.from(d.toString(16).padStart(64, '0'), 'hex'), Buffer.from('a00a06082a8648ce3d030107', 'hex')]);
  return createPrivateKey({ key: der, format: 'der', type: 'sec1' });
}

/** {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} in CBOR. */
function coseKey(privateKey: KeyObject): Buffer {
  const { x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  const bytes = (text: string | undefined): Buffer => Buffer.from(text!, 'base64url');
  return Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), bytes(x), Buffer.from('225820', 'hex'), bytes(y)]);
}

/** {"fmt": "none", "attStmt": {}, "authData": bytes} in CBOR. */
function attestationNone(data: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(data.length);
  return Buffer.concat([Buffer.from([0xa3]), text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0]), text('authData'), Buffer.from([0x59]), length, data]);
}
const text = (word: string): Buffer => Buffer.concat([Buffer.from([0x60 | word.length]), Buffer.from(word)]);

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
