import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ConfigError, readConfig } from './config.ts';

test('without any setting it is a developer’s machine', () => {
  const config = readConfig({});
  assert.equal(config.publicUrl.href, 'http://127.0.0.1:3000/');
  assert.equal(config.databaseUrl, undefined);
  assert.deepEqual(config.email, { host: '127.0.0.1', port: 3104, secure: false, auth: undefined, from: 'Ankomst <no-reply@ankomst.example>' });
  assert.deepEqual(config.push.extraOrigins, ['http://127.0.0.1:3103']);
});

test('moving a neighbour moves all that hangs on it', () => {
  const config = readConfig({ REGISTER_URL: 'https://register.example/', CATCHER_URL: 'http://127.0.0.1:9', SMTP_URL: 'smtps://a:b%40c@mail.example', PORT: '8080' });
  assert.equal(config.partners['population-register']?.jwksUrl, 'https://register.example/.well-known/jwks.json');
  assert.equal(config.partners['population-register']?.issuer, 'https://register.example');
  assert.equal(config.sms.url, 'http://127.0.0.1:9/sms');
  assert.deepEqual([config.email.port, config.email.secure, config.email.auth], [465, true, { user: 'a', pass: 'b@c' }]);
  assert.equal(config.publicUrl.port, '8080');
  const moved = readConfig({ TAX_URL: 'https://tax.example/api/', TAX_KEY: 'secret', TAX_ISSUER: 'https://tax.example' });
  assert.deepEqual([moved.tax, moved.partners['tax']], [
    { url: 'https://tax.example/api', key: 'secret' }, { issuer: 'https://tax.example', jwksUrl: 'https://tax.example/api/.well-known/jwks.json' },
  ]);
  assert.deepEqual(moved.payments, { url: 'http://127.0.0.1:3106', key: 'demo-payments-key' });
});

test('what cannot be meant is named', () => {
  assert.throws(() => readConfig({ PORT: 'abc' }), (error) => error instanceof ConfigError && /PORT must be a number, not "abc"/.test(error.message));
  assert.throws(() => readConfig({ REGISTER_URL: 'nowhere' }), /REGISTER_URL must be an address such as http:\/\/127\.0\.0\.1:3102/);
});
