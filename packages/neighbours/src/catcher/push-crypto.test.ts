import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decryptPush } from './push-crypto.ts';

// RFC 8291, appendix A.
const keys = {
  privateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};
const message = Buffer.from('DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN', 'base64url');

test('the example of the standard is decrypted', () => {
  assert.equal(decryptPush(message, keys).toString(), 'When I grow up, I want to be a watermelon');
});

test('a message cut or altered anywhere is refused', () => {
  fc.assert(fc.property(fc.nat(message.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
    assert.throws(() => decryptPush(message.subarray(0, at), keys));
    // A larger record size changes nothing while there is one record; all else must show.
    if (at >= 16 && at < 20) return;
    const altered = Buffer.from(message);
    altered[at]! ^= change;
    assert.throws(() => decryptPush(altered, keys));
  }), { numRuns: 1000, examples: [[86, 1]] });
});
