import { beginAct, ping, requirePhase, settle, type ActContext, type CaseState } from '../act.ts';
import type { CaseFile } from '../case.ts';
import type { Change } from '../change.ts';
import { clocksOf, concerned, definitionsNow, type StaffActor } from '../deadline.ts';
import { DomainError } from '../errors.ts';
import type { DeadlineDefinition, Rulebook } from '../rulebook.ts';

/** May this clock be prolonged once more? Only where the law names it, as often as it says. */
export function mayExtend(definition: DeadlineDefinition, file: CaseFile): boolean {
  const used = (file.extensions ?? []).filter((one) => one.deadline === definition.id).length;
  return definition.extend !== undefined && used < definition.extend.times;
}

/** The clocks an officer may prolong now: those that still run. */
export function extendable(rulebook: Pick<Rulebook, 'deadlines' | 'requirements'>, file: CaseFile, ctx: Pick<ActContext, 'at' | 'calendar'>): DeadlineDefinition[] {
  if (file.phase !== 'lodged') return [];
  const running = new Set(clocksOf(rulebook, file, ctx.at, ctx.calendar).filter((clock) => clock.left >= 0).map((clock) => clock.deadline));
  return definitionsNow(rulebook, file).filter((definition) => running.has(definition.id) && mayExtend(definition, file));
}

/**
 * An officer prolongs a clock, for a reason of this case (Directive (EU) 2024/1233 art. 5(2): exceptional
 * circumstances linked to the complexity of the application). The parties are told, with the reason, in `language`.
 * @throws DomainError wrong-phase; out-of-order where the law does not allow it (again) or the clock has run out; reason-missing
 */
export function extendDeadline(state: CaseState, input: { deadline: string; reason: string; language: string }, ctx: ActContext & { actor: StaffActor }): Change {
  requirePhase(state.case, 'lodged');
  const definition = extendable(ctx.rulebook, state.case, ctx).find((one) => one.id === input.deadline);
  if (!definition?.extend) throw new DomainError('out-of-order');
  const reason = input.reason.trim();
  if (!reason) throw new DomainError('reason-missing');
  const act = beginAct(state, ctx);
  const { file } = act;
  const { days, basis } = definition.extend;
  (file.extensions ??= []).push({ deadline: definition.id, days, at: ctx.at, by: ctx.actor.id, reason });
  const due = clocksOf(ctx.rulebook, file, ctx.at, ctx.calendar).find((clock) => clock.deadline === definition.id)!.due;
  act.record('DeadlineExtended', { deadline: definition.id, days, due, basis, reason });
  const told = concerned(file, ctx.rulebook);
  act.change.messages = told.map((personId) => ({
    id: ctx.ids.next(), caseId: file.id, direction: 'out' as const, personId, by: `staff/${ctx.actor.id}`, text: reason, language: input.language, at: ctx.at,
  }));
  const change = settle(act);
  ping(act, told, `extended:${definition.id}`);
  return change;
}
