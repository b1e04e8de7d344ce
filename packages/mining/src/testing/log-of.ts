import { LogBuilder } from '../log/builder.ts';
import type { Cell } from '../log/column.ts';
import type { EventLog } from '../log/event-log.ts';

/** A log for a test, from events as they come, cases mixed: case, activity, minute (since 1970 began), attributes. */
export function logOf(events: readonly (readonly [id: string, activity: string, minute: number, attributes?: Record<string, Cell | { instant: number }>])[]): EventLog {
  const builder = new LogBuilder();
  for (const [id, activity, minute, attributes] of events) {
    const row = builder.add(builder.caseOf(id), builder.activities.code(activity), minute * 60_000);
    for (const [key, value] of Object.entries(attributes ?? {})) builder.events.set(key, row, value);
  }
  return builder.finish();
}
