import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DomainError, type PaymentRecord } from '@ankomst/core';
import { testStores } from '@ankomst/store/testing';
import fc from 'fast-check';
import type { Party } from '../cases/act-as-party.ts';
import { withdraw } from '../cases/withdraw.ts';
import { Problem } from '../problem.ts';
import { until } from '../testing/until.ts';
import { loaded, lodgedWork, startWork, workParties, type Parties } from '../testing/work-permit.ts';
import type { World } from '../testing/world.ts';
import { askProvider } from './ask-provider.ts';
import { beginPayment, payAddress } from './begin-payment.ts';

/** What can happen, in any order: two payers, tabs, a provider that is down, whose messages are held up or come twice, a person who gives up. */
type Step =
  | { do: 'begin' | 'double'; who: 0 | 1 }
  /** With one of the attempts there are. */
  | { do: 'leave' | 'pay' | 'refuse' | 'back'; which: number }
  | { do: 'both' | 'withdraw' | 'down' | 'up' | 'hold' | 'release' | 'twice' };

const beginning = fc.record({ do: fc.constantFrom('begin' as const, 'double' as const), who: fc.constantFrom(0 as const, 1 as const) });
const paying = fc.record({ do: fc.constantFrom('pay' as const, 'pay' as const, 'pay' as const, 'refuse' as const, 'leave' as const, 'back' as const), which: fc.nat(5) });
const outside = fc.record({ do: fc.constantFrom('both' as const, 'withdraw' as const, 'down' as const, 'up' as const, 'hold' as const, 'release' as const, 'twice' as const) });
const steps = fc.array(fc.oneof({ weight: 2, arbitrary: beginning }, { weight: 3, arbitrary: paying }, { weight: 2, arbitrary: outside }), { minLength: 4, maxLength: 14 });

for (const store of testStores()) {
  describe(`fees under faults, on ${store.name}`, { skip: store.skip }, () => {
    let world: World, parties: Parties;
    before(async () => {
      world = await startWork({ store });
      parties = await workParties(world);
    });
    after(() => world.close());
    const control = async (change: object): Promise<void> => {
      await fetch(`${world.neighbours.urls.payments}/control`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(change) });
    };

    test('the fee is kept once and no more, every other sum goes back, and each settled payment is told once', { timeout: 300_000 }, async () => {
      await fc.assert(fc.asyncProperty(steps, async (run) => {
        const id = await lodgedWork(world, parties);
        await control({ reset: true });
        // two payers with a page each open at the provider: from there anything
        for (const step of [{ do: 'both' } as const, ...run]) await act(id, step);
        await control({ reset: true });
        await settled(id);
        await holds(id);
      }), { numRuns: 8 });
    });

    async function act(id: string, step: Step): Promise<void> {
      const { deps } = world.server;
      const payers: Party[] = [{ kind: 'person', personId: parties.applicant }, { kind: 'person', personId: parties.signatory }];
      const begin = (who: number): Promise<unknown> => forgiven(async () => payAddress(deps, await beginPayment(deps, payers[who]!, { caseId: id, once: deps.ids.next() }), 'en'));
      switch (step.do) {
        case 'begin': await begin(step.who); break;
        case 'double': await Promise.all([begin(step.who), begin(step.who)]); break;
        case 'both': await Promise.all([begin(0), begin(1)]); break;
        case 'pay': case 'refuse': case 'leave': {
          const attempt = await attemptOf(id, step.which);
          if (attempt?.payUrl) await forgiven(() => fetch(attempt.payUrl!, { method: 'POST', body: new URLSearchParams({ answer: step.do }), redirect: 'manual' }));
          break;
        }
        case 'back': {
          const attempt = await attemptOf(id, step.which);
          if (attempt) await Promise.all([1, 2].map(() => forgiven(() => askProvider(deps, attempt.id))));
          break;
        }
        case 'withdraw': await forgiven(() => withdraw(deps, payers[0]!, { caseId: id, once: deps.ids.next() })); break;
        case 'down': await control({ down: true }); break;
        case 'up': await control({ down: false }); break;
        case 'hold': await control({ paused: true }); break;
        case 'release': await control({ paused: false }); break;
        case 'twice': await control({ duplicate: true }); break;
      }
    }

    async function attemptOf(id: string, which: number): Promise<PaymentRecord | undefined> {
      const { payments } = await loaded(world, id);
      return payments[which % payments.length];
    }

    /** What the provider took and gave back, by its own books. */
    async function books(id: string): Promise<{ taken: number; kept: number; paid: number }> {
      const attempts = (await loaded(world, id)).payments.filter((one) => one.providerId);
      const there = await Promise.all(attempts.map((one) => world.server.deps.payments.payment(one.providerId!)));
      const paid = there.filter((one) => one?.status === 'paid');
      const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);
      const taken = sum(paid.map((one) => one!.amount));
      return { taken, kept: taken - sum(paid.flatMap((one) => one!.refunds.map((refund) => refund.amount))), paid: paid.length };
    }

    /** Every message has come and every errand is done. */
    const settled = (id: string): Promise<void> => until(async () => {
      const { payments } = await loaded(world, id);
      return payments.filter((one) => one.status === 'paid' || one.status === 'refunded').length === (await books(id)).paid && payments.every((one) => one.status !== 'refunding');
    }, 'all payments to be settled', 60_000);

    async function holds(id: string): Promise<void> {
      const { payments, facts, events, file } = await loaded(world, id);
      const { kept, paid } = await books(id);
      const count = (type: string): number => events.filter((event) => event.type === type).length;
      const standing = payments.filter((one) => one.status === 'paid');
      const fee = facts.filter((fact) => fact.name === 'case.fee-paid' && fact.value === true);
      assert.ok(standing.length <= 1, 'the fee is settled once');
      assert.equal(fee.length, standing.length, 'the fee is settled exactly where a payment stands');
      assert.equal(kept, standing[0]?.amount ?? 0, 'nothing more is kept than the fee');
      assert.equal(count('FeePaid'), paid, 'each payment is told once');
      assert.equal(count('PaymentRefunded'), payments.filter((one) => one.status === 'refunded').length);
      assert.equal(new Set(payments.flatMap((one) => one.receipt ?? [])).size, payments.filter((one) => one.receipt).length, 'each receipt has its own number');
      if (standing.length > 0 && file.phase === 'lodged') assert.notEqual(file.waiting?.reason, 'pay');
    }
  });
}

/** What a person may meet on the way: the provider down, the fee paid meanwhile, the case ended. Anything else is a fault. */
async function forgiven(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const met = (error instanceof DomainError && ['nothing-to-pay', 'wrong-phase'].includes(error.code)) || (error instanceof Problem && error.code === 'neighbour-down');
    if (!met) throw error;
  }
}
