import { cellOf, type Column } from '../log/column.ts';
import type { EventLog } from '../log/event-log.ts';

export interface CsvWriteOptions {
  /** The character between fields; comma if not said. */
  delimiter?: string;
}

/**
 * The log as a table, one event a line, in parts of about a megabyte. The columns have the names
 * pm4py and others know: `case:concept:name`, `concept:name`, `time:timestamp`, the attributes of
 * events, and `case:…` for those of cases. Instants are ISO 8601 in UTC. What a table cannot hold
 * is left out: cases without events, attributes of the log, the head of an XES document.
 */
export function* csvParts(log: EventLog, options: CsvWriteOptions = {}): Generator<string> {
  const delimiter = options.delimiter ?? ',';
  const special = new RegExp(`["\\r\\n${/[a-z\d\s]/i.test(delimiter) ? delimiter : `\\${delimiter}`}]|^\\s|\\s$`);
  const quote = (text: string): string => (text === '' || special.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const field = writerOf(quote);
  // an attribute of events may have the name that one of cases gets here, or that of the three columns
  const taken = new Set(['case:concept:name', 'concept:name', 'time:timestamp']);
  const named = (key: string): string => { let name = key; while (taken.has(name)) name += "'"; taken.add(name); return quote(name); };
  const ofEvents = [...log.eventAttributes], ofCases = [...log.caseAttributes];
  const head = [quote('case:concept:name'), quote('concept:name'), quote('time:timestamp'), ...ofEvents.map(([key]) => named(key)), ...ofCases.map(([key]) => named(`case:${key}`))];
  let part = `${head.join(delimiter)}\n`;
  const names = log.activities.map(quote);
  for (let c = 0; c < log.caseIds.length; c++) {
    const id = quote(log.caseIds[c]!);
    let tail = '';
    for (const [, column] of ofCases) tail += delimiter + field(column, c);
    for (let row = log.caseStart[c]!; row < log.caseStart[c + 1]!; row++) {
      const time = log.time[row]!;
      part += id + delimiter + names[log.activity[row]!]! + delimiter + (time === time ? new Date(time).toISOString() : '');
      for (const [, column] of ofEvents) part += delimiter + field(column, row);
      part += `${tail}\n`;
      if (part.length > 1 << 20) { yield part; part = ''; }
    }
  }
  yield part;
}

/** The log as a table, in one text. */
export function toCsv(log: EventLog, options: CsvWriteOptions = {}): string {
  return [...csvParts(log, options)].join('');
}

function writerOf(quote: (text: string) => string): (column: Column, row: number) => string {
  const quoted = new Map<readonly string[], string[]>();
  return (column, row) => {
    if (column.kind === 'text') {
      const code = column.codes[row]!;
      if (code < 0) return '';
      let texts = quoted.get(column.values);
      if (!texts) quoted.set(column.values, (texts = []));
      return (texts[code] ??= quote(column.values[code]!));
    }
    const cell = cellOf(column, row);
    if (cell === null) return '';
    return column.kind === 'instant' ? new Date(cell as number).toISOString() : String(cell);
  };
}
