import type { TextColumn } from './column.ts';
import type { EventLog, XesHeader } from './event-log.ts';
import { textOf } from './text-of.ts';

/**
 * The log with other names for its activities: the values of several attributes of an event put
 * together with `+`, as XES classifiers do (IEEE 1849-2016, 4.1.4). `by` is the name of one of the
 * log's classifiers, or the attributes. What was the activity stays as the attribute `concept:name`.
 * @throws RangeError where the log has no classifier of that name.
 */
export function classify(log: EventLog, by: string | readonly string[]): EventLog {
  const found = typeof by === 'string' ? log.xes?.classifiers.find((one) => one.name === by && one.scope === 'event')?.keys : by;
  if (!found) throw new RangeError(`no classifier "${String(by)}": expected ${log.xes?.classifiers.map((one) => `"${one.name}"`).join(', ') || 'a list of attributes'}`);
  const rows = log.activity.length;
  const before = log.xes?.activityKey ?? 'concept:name';
  const was: TextColumn = { kind: 'text', codes: log.activity, values: log.activities };
  const parts = found.map((key) => (key === before ? was : textOf(log.eventAttributes.get(key), rows)));
  // numbers of combinations grow part by part, so that a text is made once for each combination and not for each event
  let codes = new Int32Array(rows);
  let names = [''];
  parts.forEach((part, p) => {
    const known = new Map<number, number>();
    const next = new Int32Array(rows), nextNames: string[] = [];
    for (let row = 0; row < rows; row++) {
      const code = part.codes[row]!;
      const key = codes[row]! * (part.values.length + 1) + code + 1;
      let number = known.get(key);
      if (number === undefined) {
        known.set(key, (number = nextNames.length));
        nextNames.push(`${names[codes[row]!]}${p > 0 ? '+' : ''}${code < 0 ? '' : part.values[code]}`);
      }
      next[row] = number;
    }
    codes = next;
    names = nextNames;
  });
  const header: XesHeader = log.xes ?? { version: '2.0', extensions: [], classifiers: [], globals: [], types: { log: new Map(), case: new Map(), event: new Map() }, nested: new Map() };
  return {
    ...log, activity: codes, activities: names,
    eventAttributes: new Map([...log.eventAttributes, [before, was]]),
    xes: { ...header, activityKey: typeof by === 'string' ? by : by.join('+') },
  };
}
