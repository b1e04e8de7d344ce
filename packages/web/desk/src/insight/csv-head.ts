/** The first lines of a table: its columns and some rows. */
export interface CsvHead { delimiter: string; columns: string[]; rows: string[][] }

/** Reads the head of a table (RFC 4180; comma, semicolon, tab or bar, whichever the first line has most of). */
export function csvHead(text: string, most = 4): CsvHead {
  const plain = text.replace(/^\ufeff/, '');
  const line = plain.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = [',', ';', '\t', '|'].map((one) => ({ one, times: line.split(one).length })).sort((a, b) => b.times - a.times)[0]!.one;
  const records: string[][] = [];
  let record: string[] = [], field = '', quoted = false;
  for (let i = 0; i < plain.length && records.length <= most; i++) {
    const c = plain[i]!;
    if (quoted) {
      if (c !== '"') field += c;
      else if (plain[i + 1] === '"') { field += '"'; i++; }
      else quoted = false;
    } else if (c === '"' && field === '') quoted = true;
    else if (c === delimiter) { record.push(field); field = ''; }
    else if (c === '\n') { records.push([...record, field.replace(/\r$/, '')]); record = []; field = ''; }
    else field += c;
  }
  if (records.length <= most && (field !== '' || record.length > 0)) records.push([...record, field]);
  const [columns = [], ...rows] = records.filter((one) => one.some((cell) => cell !== ''));
  return { delimiter, columns, rows };
}

const usual = { case: ['case:concept:name', 'caseid', 'case', 'casenumber', 'traceid', 'case:id'], activity: ['concept:name', 'activity', 'activityname', 'event', 'task'], time: ['time:timestamp', 'timestamp', 'completetimestamp', 'time', 'datetime', 'date'] };

/** Which columns are probably the case, the activity and the instant, by the names they usually have. */
export function guessColumns(columns: readonly string[]): { case: string; activity: string; time: string } {
  const find = (names: readonly string[], otherwise: number): string => {
    const known = names.flatMap((name) => columns.filter((column) => column.toLowerCase().replace(/[\s_]/g, '') === name));
    return known[0] ?? columns[otherwise] ?? columns[0] ?? '';
  };
  return { case: find(usual.case, 0), activity: find(usual.activity, 1), time: find(usual.time, 2) };
}
