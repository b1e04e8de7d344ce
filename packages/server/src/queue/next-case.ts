import { assignCase, dayOf, DomainError } from '@ankomst/core';
import type { Json } from '@ankomst/core';
import { caseFile, handOut, isAway, releaseLease, resultOfKey, skillsOf, StoreError } from '@ankomst/store';
import type { HandedOut } from '@ankomst/store';
import { caseFilter } from '../access/case-filter.ts';
import { actorOf, openCase } from '../access/open-case.ts';
import { actContext } from '../cases/act-context.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { ageingShareOf } from '../leading/unit-rules.ts';
import { Problem } from '../problem.ts';
import { holdSeconds } from '../together/hold-case.ts';
import type { Next } from './api.ts';
import { whyThis } from './why-this.ts';

/**
 * Hands an officer the case that is next for them: leased and, where nobody has it, theirs. The same `once` gives the
 * same case again. Whoever is away today is given none.
 * @throws Problem not-allowed
 */
export async function nextCase(deps: Deps, { staff, once, language }: { staff: Staff; once: string; language: string }): Promise<Next> {
  const as = (['officer', 'approver'] as const).filter((role) => staff.roles.includes(role));
  if (as.length === 0) throw new Problem('not-allowed');
  const key = `next-case:${staff.staffId}:${once}`;
  const before = await resultOfKey(deps.store, key);
  if (before) return before as unknown as Next;

  const now = deps.clock.now();
  if (await isAway(deps.store, staff.staffId, dayOf(now, deps.authority.calendar.timeZone))) return { case: null, none: 'away' };
  const [skills, ageingShare] = await Promise.all([skillsOf(deps.store, staff.staffId), ageingShareOf(deps, staff.unit)]);
  const languages = [...new Set(skills.flatMap((one) => one.language ?? []))];
  const taker = { staffId: staff.staffId, unit: staff.unit, as, skills, languages };
  for (let attempt = 1; ; attempt++) {
    const handed = await handOut(deps.store, taker, { ageingShare, languageDays: deps.authority.queue.languageDays }, deps.clock.now(), holdSeconds, caseFilter(staff, { first: 9 }));
    if (!handed) return { case: null, none: 'empty' };
    const told = async (number: string): Promise<Next> => ({ case: { id: handed.caseId, number, why: whyThis(deps, handed, now, language), until: handed.until } });
    if (handed.taker === 'approver') return told((await caseFile(deps.store, handed.caseId))!.number);
    try {
      return await takeIt(deps, staff, handed, key, told);
    } catch (error) {
      // changed under our hands: its place is counted anew by whoever changed it, and the next one is looked for
      await releaseLease(deps.store, handed.caseId, staff.staffId);
      const passing = error instanceof DomainError || (error instanceof Problem && error.code === 'not-found') || (error instanceof StoreError && error.code === 'version-conflict');
      if (!passing || attempt === 5) throw error;
    }
  }
}

async function takeIt(deps: Deps, staff: Staff, handed: HandedOut, key: string, told: (number: string) => Promise<Next>): Promise<Next> {
  const opened = await openCase(deps, staff, handed.caseId, 'handle', 'next-case', { purpose: 'handling' });
  const answer = await told(opened.file.number);
  const change = assignCase(opened.state, { staffId: staff.staffId, reason: handed.oldest ? 'next-oldest' : 'next' }, actContext(deps, actorOf(staff), opened.rulebook, key));
  const { result } = await deps.store.commit({ ...change, result: answer as unknown as Json });
  return result as unknown as Next;
}
