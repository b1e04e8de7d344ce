import { DomainError, withdrawAppeal as withdraw } from '@ankomst/core';
import { actAsParty, type Party } from '../cases/act-as-party.ts';
import type { Deps } from '../deps.ts';

/** Who appealed takes it back; the decision stands. Where the court has it, the errand tells the court. @throws DomainError wrong-phase, not-yours */
export async function withdrawAppeal(deps: Deps, party: Party, { caseId, once }: { caseId: string; once: string }): Promise<void> {
  await actAsParty(deps, { party, caseId, act: 'appeal', what: 'withdraw-appeal', once }, (opened, ctx) => {
    const appeal = opened.appeals.find((one) => one.id === opened.file.appeal?.id);
    if (!appeal) throw new DomainError('wrong-phase', { phase: opened.file.phase });
    return withdraw(opened.state, { appeal, personId: opened.subject.personId }, ctx);
  });
}
