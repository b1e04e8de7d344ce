import { assess } from '../assess.ts';
import { partiesIn } from '../bind.ts';
import { beginAct, recordDecision, requirePhase, ruleDates, settle, type Act, type ActContext, type CaseState } from '../act.ts';
import type { Change } from '../change.ts';
import type { Assessment, PermitTerms, Reason } from '../decide.ts';
import { DomainError } from '../errors.ts';

export interface ProposedDecision {
  outcome: 'granted' | 'refused' | 'dismissed';
  /** Chosen from the assessment's conditions: refusals rest on conditions that are not met. */
  reasons: Reason[];
  note?: string;
  permit: PermitTerms | null;
}

/** What the rules say now: shown to the officer, and kept with the decision. */
export function assessCase(state: CaseState, ctx: ActContext): Assessment {
  const act = beginAct(state, ctx);
  return assess(ctx.rulebook, act.file, act.facts(), ruleDates(act.file, ctx.at, ctx.calendar), ctx.engine);
}

function requireSound(input: ProposedDecision, act: Act): void {
  if (input.outcome === 'granted') {
    const permit = input.permit;
    const day = /^\d{4}-\d{2}-\d{2}$/;
    if (!permit || !day.test(permit.validFrom) || (permit.validTo !== null && (!day.test(permit.validTo) || permit.validTo < permit.validFrom))) {
      throw new DomainError('permit-terms');
    }
  } else if (input.reasons.length === 0 || input.reasons.some((reason) => reason.basis.length === 0)) {
    throw new DomainError('reason-missing');
  }
  requirePhase(act.file, 'offered', 'lodged');
  // begun by another, and nobody has applied yet: there is nobody to decide on
  if (partiesIn(act.file, act.ctx.rulebook.applicantRole).length === 0) throw new DomainError('wrong-phase', { phase: act.file.phase });
}

/**
 * An officer decides. A grant takes effect at once; anything against the person waits for a
 * second officer (four eyes), who sees the same assessment.
 */
export function proposeDecision(state: CaseState, input: ProposedDecision, ctx: ActContext): Change {
  // a proposal waits for a second officer: it is approved or sent back, never put aside by another
  if (state.case.proposal) throw new DomainError('wrong-phase', { phase: state.case.phase });
  const act = beginAct(state, ctx);
  requireSound(input, act);
  act.file.openRequests = [];
  if (input.outcome === 'granted') {
    recordDecision(act, { ...input, automatic: false, decidedBy: ctx.actor, assessment: assessCase(state, ctx) });
    return settle(act);
  }
  act.file.proposal = { ...input, by: ctx.actor, at: ctx.at };
  act.record('DecisionProposed', { outcome: input.outcome, reasons: input.reasons.map((reason) => reason.condition) });
  return settle(act);
}

/** The second officer agrees: the decision is made. Not the one who proposed it. */
export function approveDecision(state: CaseState, ctx: ActContext): Change {
  const proposal = state.case.proposal;
  if (!proposal) throw new DomainError('wrong-phase', { phase: state.case.phase });
  if (proposal.by.id === ctx.actor.id) throw new DomainError('same-officer');
  const act = beginAct(state, ctx);
  const { outcome, reasons, permit, by, note } = proposal;
  const assessment = assessCase(state, ctx);
  // what was lacking when it was proposed may have come since: nobody is refused on a condition that is met
  const metNow = reasons.filter((reason) => assessment.conditions.some((one) => one.condition === reason.condition && one.status === 'met'));
  if (outcome === 'refused' && metNow.length > 0) throw new DomainError('reason-missing', { conditions: metNow.map((reason) => reason.condition) });
  recordDecision(act, {
    outcome, reasons, permit, automatic: false, decidedBy: by, approvedBy: ctx.actor, assessment,
    ...(note ? { note } : {}),
  });
  return settle(act);
}

/** The second officer sends it back with what is lacking. */
export function returnDecision(state: CaseState, input: { because: string }, ctx: ActContext): Change {
  const proposal = state.case.proposal;
  if (!proposal) throw new DomainError('wrong-phase', { phase: state.case.phase });
  if (proposal.by.id === ctx.actor.id) throw new DomainError('same-officer');
  const act = beginAct(state, ctx);
  delete act.file.proposal;
  act.file.assignedTo = proposal.by.id;
  act.record('DecisionReturned', { because: input.because });
  return settle(act);
}

/** The officer lets the rules look again, after facts were corrected; a grant beyond doubt is then the robot's. */
export function rerunRules(state: CaseState, ctx: ActContext): Change {
  requirePhase(state.case, 'lodged');
  const act = beginAct(state, ctx);
  delete act.file.stopped;
  return settle(act);
}

/** A case gets its officer, or goes back to the unit. */
export function assignCase(state: CaseState, input: { staffId: string | null; reason?: string }, ctx: ActContext): Change {
  requirePhase(state.case, 'offered', 'lodged', 'appealed');
  const act = beginAct(state, ctx);
  if (input.staffId) act.file.assignedTo = input.staffId;
  else delete act.file.assignedTo;
  act.record('CaseAssigned', { to: input.staffId, ...(input.reason ? { reason: input.reason } : {}) });
  return settle(act);
}

/** An officer records what a document or an assessment shows. */
export function recordAssessedFacts(state: CaseState, input: { facts: { subject: string; name: string; value: import('../json.ts').Json; certainty: 'verified' | 'assessed' | 'doubtful'; evidence?: string }[] }, ctx: ActContext): Change {
  requirePhase(state.case, 'offered', 'lodged');
  const act = beginAct(state, ctx);
  const fresh = act.assert(input.facts.map((fact) => {
    const definition = ctx.rulebook.facts.find((one) => one.name === fact.name);
    if (!definition || !definition.sources.includes('officer')) throw new DomainError('bad-fact', { fact: fact.name });
    return { ...fact, id: ctx.ids.next(), source: 'officer' as const, assertedBy: `staff/${ctx.actor.id}`, assertedAt: ctx.at };
  }));
  if (fresh.length > 0) act.record('FactsRecorded', { facts: fresh.map((fact) => fact.id), source: 'officer' });
  return settle(act);
}

/** A working note, seen by staff (and by whoever asks for the file). */
export function noteCase(state: CaseState, input: { text: string }, ctx: ActContext): Change {
  const act = beginAct(state, ctx);
  act.record('CaseNoted', { text: input.text });
  return settle(act);
}
