import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { bearer, postForm, postJson, readEvent, startBench, until } from '../../test/harness.ts';
import type { Bench } from '../../test/harness.ts';
import { refundable, withRefund } from './payment.ts';
import type { Payment } from './payment.ts';

const key = bearer('demo-payments-key');

describe('payments', () => {
  let bench: Bench;
  let n = 0;
  before(async () => { bench = await startBench(); });
  after(() => bench.close());

  const asked = (change: object = {}) => ({
    reference: 'fee-1', amount: 220_000, currency: 'SEK', description: 'Application fee', returnUrl: `${bench.authority.url}/case/1/paid?tab=fee`, ...change,
  });
  const post = async (path: string, body: object, idempotencyKey = `k${++n}`) => {
    const answer = await postJson(`${bench.urls.payments}${path}`, body, { ...key, 'idempotency-key': idempotencyKey });
    return { status: answer.status, body: await answer.json() as Payment & { payUrl: string; code?: string } };
  };
  const begin = (change?: object, idempotencyKey?: string) => post('/payments', asked(change), idempotencyKey);
  const get = async (id: string) => (await fetch(`${bench.urls.payments}/payments/${id}`, { headers: key })).json() as Promise<Payment>;
  const press = (payUrl: string, answer: string) => postForm(payUrl, { answer });
  const told = (jti: string) => until(jti, async () => {
    for (const { body, path } of bench.authority.arrivals) {
      if (path !== '/exchange/payments/events') continue;
      const event = await readEvent(bench.urls.payments, body);
      if (event.jti === jti) return event;
    }
    return undefined;
  });
  const timesTold = async (jti: string) => {
    const events = await (await fetch(`${bench.urls.payments}/events`)).json() as { jti: string }[];
    return events.filter((event) => event.jti === jti).length;
  };

  test('is begun, paid on the page, told once and gives the browser back', async () => {
    const { status, body: payment } = await begin({ payer: 'Christopher Souza Lima', language: 'pt' });
    assert.deepEqual([status, payment.status, payment.refunds], [201, 'open', []]);
    const page = await (await fetch(payment.payUrl)).text();
    assert.match(page, /<html lang="pt"/);
    assert.match(page, /Pagar agora/);
    assert.match(page, /2\.200,00/);
    assert.match(page, /Christopher Souza Lima/);

    const done = await press(payment.payUrl, 'pay');
    assert.equal(done.status, 303);
    assert.equal(done.headers.get('location'), `${bench.authority.url}/case/1/paid?tab=fee&payment=${payment.id}`);
    const { type, data } = await told(`PaymentCompleted-${payment.id}`);
    assert.equal(type, 'PaymentCompleted');
    assert.deepEqual({ ...data, paidAt: undefined }, { id: payment.id, reference: 'fee-1', amount: 220_000, currency: 'SEK', paidAt: undefined });
    assert.equal((await get(payment.id)).paidAt, data.paidAt);

    assert.equal((await press(payment.payUrl, 'pay')).status, 303, 'a second press does not hurt');
    assert.equal((await press(payment.payUrl, 'refuse')).status, 303);
    assert.equal((await get(payment.id)).status, 'paid');
    assert.equal(await timesTold(`PaymentCompleted-${payment.id}`) + await timesTold(`PaymentFailed-${payment.id}`), 1);
    assert.match(await (await fetch(`${payment.payUrl.split('?')[0]}?language=sv`)).text(), /redan betalt/);
  });

  test('can be refused, or left and paid later; two for one reference are both taken', async () => {
    const [first, second, third] = [(await begin()).body, (await begin()).body, (await begin()).body];
    assert.equal(new Set([first.id, second.id, third.id]).size, 3);
    await press(first.payUrl, 'refuse');
    assert.equal((await told(`PaymentFailed-${first.id}`)).data.reason, 'card-refused');
    assert.equal((await get(first.id)).status, 'failed');
    assert.equal((await press(second.payUrl, 'leave')).status, 303);
    assert.equal((await get(second.id)).status, 'open');
    await press(third.payUrl, 'pay');
    await press(second.payUrl, 'pay');
    for (const { id } of [second, third]) assert.equal((await told(`PaymentCompleted-${id}`)).data.reference, 'fee-1');
    const { payments } = await (await fetch(`${bench.urls.payments}/payments?reference=fee-1`, { headers: key })).json() as { payments: Payment[] };
    assert.ok(payments.filter(({ status }) => status === 'paid').length >= 2);
  });

  test('a retry begins nothing new; another request under the same key is refused', async () => {
    const one = await begin({}, 'same');
    const again = await begin({}, 'same');
    assert.deepEqual([one.status, again.status, again.body.id], [201, 200, one.body.id]);
    const other = await begin({ amount: 150_000 }, 'same');
    assert.deepEqual([other.status, other.body.code], [409, 'key-reused']);
    assert.equal((await postJson(`${bench.urls.payments}/payments`, asked(), key)).status, 400, 'no key at all');
  });

  test('refuses what cannot be a payment', async () => {
    for (const change of [{ amount: 0 }, { amount: -100 }, { amount: 10.5 }, { amount: '2200' }, { currency: 'kr' }, { reference: '' }, { extra: 1 }]) {
      assert.equal((await begin(change)).status, 400, JSON.stringify(change));
    }
    for (const returnUrl of ['https://evil.example/', 'javascript:alert(1)', 'nowhere', `${bench.authority.url}.evil.example/`]) {
      assert.equal((await begin({ returnUrl })).status, 422, returnUrl);
    }
    assert.equal((await postJson(`${bench.urls.payments}/payments`, asked(), { 'idempotency-key': 'x' })).status, 401);
    assert.equal((await fetch(`${bench.urls.payments}/payments/none`, { headers: key })).status, 404);
    const { payUrl } = (await begin()).body;
    assert.equal((await press(payUrl, 'steal')).status, 400);
    assert.equal((await fetch(payUrl, { method: 'POST', headers: { origin: 'http://evil.example' }, body: new URLSearchParams({ answer: 'pay' }) })).status, 403);
  });

  test('gives back once for each key, never more than was paid', async () => {
    const { id, payUrl } = (await begin()).body;
    assert.equal((await post(`/payments/${id}/refunds`, { amount: 1 })).status, 409, 'nothing was paid yet');
    await press(payUrl, 'pay');
    const refund = await post(`/payments/${id}/refunds`, { amount: 70_000 }, 'r1');
    const again = await post(`/payments/${id}/refunds`, { amount: 70_000 }, 'r1');
    assert.deepEqual([refund.status, again.status, again.body.id], [201, 200, refund.body.id]);
    assert.deepEqual((await post(`/payments/${id}/refunds`, { amount: 150_001 })).body.code, 'more-than-paid');
    const { data } = await told(`PaymentRefunded-${refund.body.id}`);
    assert.deepEqual([data.id, data.refundId, data.amount, data.reference], [id, refund.body.id, 70_000, 'fee-1']);
    assert.equal((await postForm(`${bench.urls.payments}/payments/${id}/refunds/form`, {})).status, 303);
    assert.deepEqual((await get(id)).refunds.map((one) => one.amount), [70_000, 150_000]);
    assert.equal((await postForm(`${bench.urls.payments}/payments/${id}/refunds/form`, {})).status, 422, 'nothing is left');
    assert.equal((await post('/payments/none/refunds', { amount: 1 })).status, 404);
  });

  test('what was paid is known after a restart, and prints hostile words as text', async () => {
    const { body: payment } = await begin({ description: '<script>alert(1)</script>' });
    await press(payment.payUrl, 'pay');
    await bench.restart();
    assert.equal((await get(payment.id)).status, 'paid');
    const page = await (await fetch(bench.urls.payments)).text();
    assert.ok(page.includes('&lt;script&gt;') && !page.includes('<script'));
  });
});

test('however much is asked back, no more than was paid is given', () => {
  const paid: Payment = { id: 'p', reference: 'r', amount: 1000, currency: 'SEK', description: 'd', returnUrl: 'http://a/', status: 'paid', createdAt: '', refunds: [] };
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 20 }), (amounts) => {
    let payment = paid;
    for (const [i, amount] of amounts.entries()) {
      try {
        payment = withRefund(payment, { id: String(i), amount, refundedAt: '' });
      } catch {
        assert.ok(amount > refundable(payment));
      }
      assert.ok(refundable(payment) >= 0);
    }
    assert.equal(refundable(payment) + payment.refunds.reduce((sum, one) => sum + one.amount, 0), 1000);
  }));
});
