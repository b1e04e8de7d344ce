// How many access decisions a second: by the policies of the content (Cedar), and by the same written by hand.
import { join } from 'node:path';
import { createCedarJudge } from '../../packages/server/src/access/judge-by-cedar.ts';
import { judgeByHand } from '../../packages/server/src/access/judge-by-hand.ts';
import { readPolicies } from '../../packages/server/src/access/read-policies.ts';
import { accessRequests, type AccessRequest } from '../../packages/server/src/testing/access-requests.ts';
import { budget } from './report.ts';

/** Decisions a second of one processor, of so many generated requests. */
export function policyRates(n: number): { byPolicies: number; byHand: number } {
  const cedar = createCedarJudge(readPolicies(join(import.meta.dirname, '../../content/sweden')), { error: () => { throw new Error('the engine failed'); } });
  const source = accessRequests(20261123);
  const requests = Array.from({ length: n }, () => source.next());
  /** By processor time: other work on the machine does not slow what is measured. */
  const perSecond = (judge: (request: AccessRequest) => unknown, rounds = 1): number => {
    for (const request of requests.slice(0, 500)) judge(request);
    const began = process.cpuUsage();
    for (let round = 0; round < rounds; round++) for (const request of requests) judge(request);
    const { user, system } = process.cpuUsage(began);
    return (requests.length * rounds) / ((user + system) / 1_000_000);
  };
  return { byPolicies: perSecond(({ asker, act, outline }) => cedar.judge(asker, act, outline)), byHand: perSecond(({ asker, act, outline }) => judgeByHand.judge(asker, act, outline), 20) };
}

if (import.meta.main) {
  const { byPolicies, byHand } = policyRates(process.argv.includes('--quick') ? 2_000 : 10_000);
  console.log(`policies ${Math.round(byPolicies)} decisions/s of one processor, by hand ${Math.round(byHand)}: 1 to ${Math.round(byHand / byPolicies)}`);
  budget('one access decision by the policies', 1000 / byPolicies, 2, 'ms of processor');
}
