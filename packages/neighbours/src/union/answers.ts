import type { OutgoingEvents } from '../shared/outgoing-events.ts';
import type { Collection, Store } from '../shared/store.ts';
import { habitualText } from './request.ts';
import type { Opinion, UnionHabit, UnionRequest } from './request.ts';

export type Answers = {
  /** Answers, once. */
  give(id: string, opinion: Opinion, text: string): void;
  /** Answers by itself at its time, if it has one. */
  schedule(request: UnionRequest): void;
  /** Takes up what was waiting before a restart. */
  start(): void;
  close(): void;
};

/** Gives answers and reports `UnionAnswered`; state and event change together. */
export function createAnswers(store: Store, requests: Collection<UnionRequest>, events: OutgoingEvents, clock: () => Date, habit: () => UnionHabit): Answers {
  const timers = new Map<string, NodeJS.Timeout>();

  function give(id: string, opinion: Opinion, text: string): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    const request = requests.get(id);
    if (!request || request.answer) return;
    const answeredAt = clock().toISOString();
    store.transaction(() => {
      requests.put(id, { ...request, answer: { opinion, text, answeredAt } });
      events.queue(`UnionAnswered-${id}`, 'UnionAnswered', { occurredOn: answeredAt.slice(0, 10), data: { id, caseNumber: request.caseNumber, opinion, text } });
    });
  }

  const schedule = ({ id, dueAt }: UnionRequest) => {
    if (dueAt === undefined) return;
    const rest = Math.max(Date.parse(dueAt) - clock().getTime(), 0);
    timers.set(id, setTimeout(() => give(id, habit().opinion, habitualText[habit().opinion]), rest));
  };

  return {
    give, schedule,
    start: () => requests.all().filter(({ answer }) => !answer).forEach(schedule),
    close: () => timers.forEach((timer) => clearTimeout(timer)),
  };
}
