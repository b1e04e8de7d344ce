import type { Calendar } from './calendar.ts';
import type { CaseFile, Holder } from './case.ts';
import { deadlinesOf, type DeadlineStatus } from './deadline.ts';
import type { FactSet } from './fact.ts';
import { applies, requirementStatus, type FeeDue } from './requirements.ts';
import type { Phase, Rulebook } from './rulebook.ts';
import type { Instant } from './time.ts';

/** A step of the case's way as the person and the officer both see it. */
export interface Step {
  /** Requirement id, or `decision`. */
  id: string;
  phase: Phase;
  state: 'done' | 'now' | 'ahead' | 'stopped';
  holder?: Holder;
}

/** The true state of a case: its steps in order, what it waits for, the law's clocks. Derived, never stored. */
export interface Explanation {
  steps: Step[];
  waiting: CaseFile['waiting'];
  deadlines: DeadlineStatus[];
}

const order: Phase[] = ['offered', 'lodged', 'decided', 'appealed', 'closed'];

export function explain(file: CaseFile, facts: FactSet, rulebook: Rulebook, at: Instant, calendar: Calendar, fee: FeeDue = () => undefined): Explanation {
  const steps: Step[] = [];
  // a closed case ended in the phase its last decision left it: everything of it is behind
  const here = order.indexOf(file.phase);
  const endedWithoutGrant = (file.closedAs ?? file.appeal?.closedAs ?? 'granted') !== 'granted';
  for (const phase of order) {
    // what comes after a grant is no step ahead of a case that got none
    if (phase === 'decided' && endedWithoutGrant) continue;
    for (const requirement of rulebook.requirements) {
      if (requirement.phase !== phase || !applies(requirement, rulebook, file, facts)) continue;
      const status = requirementStatus(requirement, rulebook, file, facts, fee);
      const current = file.waiting?.reason === requirement.id;
      const state: Step['state'] = status.state === 'met' ? 'done' : current ? 'now' : status.state === 'contradicted' ? 'stopped' : 'ahead';
      steps.push({ id: requirement.id, phase, state, ...(status.state === 'open' ? { holder: status.holder } : {}) });
    }
    if (phase === 'lodged') {
      const deciding = ['decision', 'second-officer', 'answer'].includes(file.waiting?.reason ?? '');
      steps.push({
        id: 'decision', phase,
        state: file.decidedAt ? 'done' : deciding && here === order.indexOf('lodged') ? 'now' : 'ahead',
        ...(deciding && file.waiting ? { holder: file.waiting.holder } : {}),
      });
    }
  }
  return { steps, waiting: file.waiting, deadlines: file.phase === 'closed' ? [] : deadlinesOf(rulebook, file, at, calendar) };
}
