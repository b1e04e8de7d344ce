import type { Actor, ActContext, CardOrderRecord, AppointmentRecord, CaseFile, CaseState, Change, Fact, Instant, Permit } from '@ankomst/core';

/** A change and when it happened, in the history being made. */
export interface Step {
  at: Instant;
  change: Change;
}

/**
 * One invented case on its way: holds what the store would hold, so that the same core
 * functions can act on it without a database between them.
 */
export interface CaseRun {
  readonly file: CaseFile;
  readonly state: CaseState;
  readonly steps: Step[];
  permit?: Permit;
  appointment?: AppointmentRecord;
  card?: CardOrderRecord;
  /** Does one act at an instant and keeps its change. Instants only ever grow. */
  act(at: Instant, actor: Actor, doIt: (state: CaseState, ctx: ActContext) => Change, besides?: Partial<Change>): void;
}

export interface RunContext {
  /** The world at an instant, for an actor, in a case (which may be pinned to an earlier rulebook). */
  context(at: Instant, actor: Actor, file?: CaseFile): ActContext;
  /** What goes to the outside while history is made: nothing is sent again. */
  keepOutbox(at: Instant): boolean;
}

/** Begins a run with the change that opened the case. `known`: facts on file about its persons before. */
export function beginRun(at: Instant, opening: Change, known: readonly Fact[], world: RunContext): CaseRun {
  let facts: Fact[] = [...known];
  let file: CaseFile = opening.cases![0]!;
  const steps: Step[] = [];
  const keep = (when: Instant, change: Change): void => {
    file = { ...change.cases![0]!, version: change.cases![0]!.version + 1 };
    facts = facts.concat(change.facts ?? []);
    if (change.permit) run.permit = change.permit;
    const appointment = change.appointments?.at(-1);
    if (appointment) run.appointment = appointment;
    const card = change.cardOrders?.at(-1);
    if (card) run.card = card;
    if (!world.keepOutbox(when)) change.outbox = [];
    steps.push({ at: when, change });
  };
  const run: CaseRun = {
    get file() { return file; },
    get state() { return { case: file, facts }; },
    steps,
    act(when, actor, doIt, besides) {
      const last = steps.at(-1)!.at;
      if (when < last) throw new Error(`a case cannot act at ${when} after ${last}`);
      keep(when, { ...doIt(run.state, world.context(when, actor, file)), ...besides });
    },
  };
  keep(at, opening);
  return run;
}
