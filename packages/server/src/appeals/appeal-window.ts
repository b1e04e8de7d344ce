import { dayOf, deadlineStatus, type Day, type DecisionRecord, type Instant } from '@ankomst/core';
import type { OpenedCase } from '../access/open-case.ts';
import type { Deps } from '../deps.ts';

/** Until when a person may appeal against a decision: from the day its letter was opened, `dueOn` at the latest. */
export interface AppealWindow { servedOn?: Day; dueOn?: Day }

/**
 * The service's clock that runs from being served (Administrative Procedure Act 44 §: three weeks from the day the
 * person was told of the decision). It is counted from when this person, or who acts for them, opened the letter;
 * before that nothing runs and nothing is late.
 */
export function appealWindow(
  deps: Pick<Deps, 'clock' | 'authority'>, { file, rulebook, letters, events }: Pick<OpenedCase, 'file' | 'rulebook' | 'letters' | 'events'>, decision: Pick<DecisionRecord, 'id'>, personId: string,
): AppealWindow {
  const { calendar } = deps.authority;
  const servedAt = servedOn({ letters, events }, decision.id, personId);
  const definition = rulebook.deadlines.find((one) => one.from === 'served');
  if (servedAt === undefined) return {};
  const clock = definition && deadlineStatus(definition, file, deps.clock.now(), calendar, servedAt);
  return { servedOn: dayOf(servedAt, calendar.timeZone), ...(clock ? { dueOn: clock.due } : {}) };
}

function servedOn({ letters, events }: Pick<OpenedCase, 'letters' | 'events'>, decisionId: string, personId: string): Instant | undefined {
  const own = new Set(letters.filter((letter) => letter.decisionId === decisionId && letter.toPersonId === personId).map((letter) => letter.id));
  return events.find((event) => event.type === 'LetterRead' && own.has(String(event.data['letter'])) && event.data['by'] === personId)?.at;
}
