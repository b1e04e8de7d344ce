import { DomainError, reopenDifference, settleDifference, withdrawProposal as takeProposalBack, withdrawRequest as takeRequestBack } from '@ankomst/core';
import { handleCase, type StaffAct } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { messagesOf } from '../http/words.ts';
import { caseDifferences } from './fact-answers.ts';

/**
 * An officer says which statement of a fact stands, and why. `fact`: its key, `subject name`; `claim`: the statement.
 * Where lines of a document may mean two things it is the one that others agree with.
 * @throws DomainError bad-fact where nothing of the kind is on file, or no officer may assert it
 */
export function settleFact(deps: Deps, input: StaffAct & { fact: string; claim: string; because: string }): Promise<void> {
  return handleCase(deps, input, 'handle', 'settle-difference', (opened, act) => {
    const found = caseDifferences(opened, undefined, deps.authority.calendar.timeZone).find((one) => `${one.subject} ${one.name}` === input.fact);
    const statement = found?.statements.find((one) => one.fact.id === input.claim);
    const value = found?.proposed?.statement === statement && found?.proposed ? found.proposed.value : statement?.values.length === 1 ? statement.values[0] : undefined;
    if (!found || !statement || value === undefined) throw new DomainError('bad-fact', { fact: input.fact });
    return settleDifference(opened.state, { statement: statement.fact, fact: { name: found.name, value }, because: input.because.trim() }, act);
  });
}

/** What an officer settled is open again. `settled`: the statement they made by it. @throws DomainError out-of-order */
export function reopenFact(deps: Deps, input: StaffAct & { settled: string }): Promise<void> {
  return handleCase(deps, input, 'handle', 'reopen-difference', (opened, act) => {
    const before = opened.history.findLast((one) => one.supersededBy === input.settled);
    if (!before) throw new DomainError('out-of-order');
    const { supersededBy: _, ...fact } = before;
    return reopenDifference(opened.state, { settled: input.settled, before: fact }, act);
  });
}

/** Who proposed a decision takes it back. @throws DomainError not-yours, wrong-phase */
export function withdrawProposal(deps: Deps, input: StaffAct): Promise<void> {
  return handleCase(deps, input, 'handle', 'withdraw-proposal', ({ state }, act) => takeProposalBack(state, act));
}

/** A question not yet answered is taken back. @throws DomainError request-closed */
export function withdrawRequest(deps: Deps, input: StaffAct & { request: string }): Promise<void> {
  return handleCase(deps, input, 'handle', 'withdraw-request', ({ state, file, rulebook }, act) => {
    const asked = file.openRequests.find((one) => one.id === input.request);
    const words = messagesOf(deps, asked?.language ?? deps.authority.languages.binding, rulebook).format('ui.request.withdrawn');
    return takeRequestBack(state, { request: input.request, words }, act);
  });
}
