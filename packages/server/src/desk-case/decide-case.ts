import {
  approveDecision, assessCase, DomainError, permitTerms, proposeDecision, type ActContext, type Assessment, type CaseState, type Change, type Json, type ProposedDecision,
} from '@ankomst/core';
import { languageText, type PageContext } from '@ankomst/web';
import { actorOf, type OpenedCase } from '../access/open-case.ts';
import { actContext } from '../cases/act-context.ts';
import { handleCase, type Staff, type StaffAct } from '../cases-staff/handle-case.ts';
import { chosenDecision } from '../cases-staff/propose-decision.ts';
import type { Deps } from '../deps.ts';
import { previewLetters, type PreviewedLetter } from '../letters/preview-letters.ts';
import type { Choice, Decided, Review } from './api.ts';
import { changedSince, seenText, termsText } from './seen.ts';
import { deskWord } from './words.ts';

/**
 * What the officer's choice would do, before it is done: the very act is tried on the case as it is, and thrown away.
 * @throws DomainError reason-missing, permit-terms, wrong-phase, as deciding would
 */
export async function reviewDecision(deps: Deps, opened: OpenedCase<Staff>, choice: Choice, ctx: PageContext): Promise<Review> {
  const act = actContext(deps, actorOf(opened.subject), opened.rulebook);
  const assessment = assessCase(opened.state, act);
  const chosen = decisionOf(choice, assessment, opened.state);
  return review(deps, opened, proposeDecision(opened.state, chosen, act), { decision: chosen, seen: choice.seen, assessment }, ctx);
}

/** The same for the second officer, of what the first has proposed. @throws DomainError same-officer, wrong-phase, reason-missing */
export async function reviewApproval(deps: Deps, opened: OpenedCase<Staff>, seen: string, ctx: PageContext): Promise<Review> {
  const { proposal } = opened.file;
  if (!proposal) throw new DomainError('wrong-phase', { phase: opened.file.phase });
  const act = actContext(deps, actorOf(opened.subject), opened.rulebook);
  return review(deps, opened, approveDecision(opened.state, act), { decision: proposal, seen, assessment: assessCase(opened.state, act) }, ctx);
}

/**
 * Decides by hand, if the rules say what the officer saw; else nothing is done and what is otherwise is told.
 * @throws DomainError reason-missing, permit-terms, wrong-phase
 */
export function decideCase(deps: Deps, input: StaffAct & { choice: Choice }, ctx: PageContext): Promise<Decided> {
  return ifAsSeen((seen) => handleCase(deps, input, 'handle', 'propose-decision', ({ state }, act) => {
    const assessment = assessCase(state, act);
    seen(changedSince(input.choice.seen, assessment, ctx));
    return proposeDecision(state, decisionOf(input.choice, assessment, state), act);
  }));
}

/** The second officer agrees, likewise only with what they saw. @throws DomainError same-officer, wrong-phase, reason-missing */
export function approveCase(deps: Deps, input: StaffAct & { seen: string }, ctx: PageContext): Promise<Decided> {
  return ifAsSeen((seen) => handleCase(deps, input, 'approve', 'approve-decision', ({ state }, act: ActContext) => {
    seen(changedSince(input.seen, assessCase(state, act), ctx));
    return approveDecision(state, act);
  }));
}

class SeenOtherwise extends Error {
  readonly changed: string[];
  constructor(changed: string[]) {
    super('seen otherwise');
    this.changed = changed;
  }
}

async function ifAsSeen(act: (seen: (changed: string[]) => void) => Promise<void>): Promise<Decided> {
  try {
    await act((changed) => { if (changed.length > 0) throw new SeenOtherwise(changed); });
    return { done: true, changed: [] };
  } catch (error) {
    if (error instanceof SeenOtherwise) return { done: false, changed: error.changed };
    throw error;
  }
}

/** The choice as the domain takes it. A grant against what the rules find is weighed by a human, who says why. */
function decisionOf({ outcome, reasons, note, terms }: Choice, assessment: Assessment, { case: file }: CaseState): ProposedDecision {
  if (file.proposal) throw new DomainError('wrong-phase', { phase: file.phase });
  const against = assessment.conditions.some((one) => one.status === 'not met' || one.status === 'unknown');
  if (outcome === 'granted' && against && !note.trim()) throw new DomainError('reason-missing');
  const permit = terms ?? permitTerms(assessment.permit);
  return chosenDecision({ outcome, conditions: reasons, note, ...(permit ? { permit } : {}) }, assessment);
}

async function review(
  deps: Deps, opened: OpenedCase<Staff>, change: Change, { decision, seen, assessment }: { decision: ProposedDecision; seen: string; assessment: Assessment }, ctx: PageContext,
): Promise<Review> {
  const letters = await previewLetters(deps, opened, { ...decision, automatic: false, decidedAt: deps.clock.now(), assessment });
  const second = change.cases?.[0]?.proposal !== undefined;
  return {
    changed: changedSince(seen, assessment, ctx), seen: seenText(assessment), second, steps: stepsOf(change, opened, letters, ctx),
    letters: letters.map((letter, at) => ({
      id: String(at), language: letter.language, languageName: languageText(letter.language, ctx), dir: letter.dir, to: letter.to.join(', '), html: letter.html, pdf: Buffer.from(letter.pdf).toString('base64'),
    })),
  };
}

/** What follows, read from the change itself. */
function stepsOf(change: Change, { file }: OpenedCase, letters: readonly PreviewedLetter[], ctx: PageContext): string[] {
  const say = (key: Parameters<typeof deskWord>[1], args: Record<string, string> = {}): string => deskWord(ctx.language, key, args);
  const after = change.cases?.[0];
  const questions = file.openRequests.length > 0 && after?.openRequests.length === 0 ? [say('step.questions')] : [];
  if (after?.proposal) return [say('step.proposed'), ...questions];
  const errands = change.outbox ?? [];
  const partners = errands.flatMap(({ topic, payload }) => (topic === 'partner-notice' ? [String((payload as { partner?: Json } | null)?.partner ?? '')] : []));
  return [
    ...(change.permit ? [say('step.permit', { terms: termsText(change.permit, ctx.language) })] : []),
    ...(errands.some(({ topic }) => topic === 'letter') ? letters.filter((one) => one.to.length > 0).map((one) => say('step.letter', { language: languageText(one.language, ctx), to: one.to.join(', ') })) : []),
    ...[...new Set(partners)].map((partner) => say('step.notice', { partner: ctx.say(`partner.${partner}`) })),
    say('step.ping'), ...questions, ...(after?.phase === 'closed' ? [say('step.closed')] : []),
  ];
}
