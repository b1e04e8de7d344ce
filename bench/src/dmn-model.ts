/**
 * The work that all engines do here: a table of 15 rows and 8 inputs with hit policy FIRST and three outputs, alone and
 * inside a graph of five decisions (age, document, security, the table, the permit). It has the shape of a
 * collective-protection rule and is nobody's law. One description makes the models of all engines.
 */

export type Cell =
  | { k: 'any' }
  | { k: 'one of'; values: string[] }
  | { k: 'is'; value: boolean }
  | { k: 'compare'; op: '<' | '<=' | '>' | '>='; value: number }
  | { k: 'date'; op: '<' | '<=' | '>' | '>='; value: string };

export interface TableFacts {
  nationality: string; resident: boolean; arrival: string; document: string; security: string; age: number; otherPermit: boolean; family: string;
}
export interface TableOutcome { outcome: string; months: number; reason: string }
export interface GraphFacts {
  Applicant: { nationality: string; birth: string; resident: boolean; arrival: string; otherPermit: boolean; family: string; documentType: string; documentExpiry: string };
  Hits: { source: string; score: number }[];
  lodged: string;
}
export interface GraphOutcome { outcome: string; months: number; reason: string; adult: boolean; fee: number }

export const COLUMNS = ['nationality', 'resident', 'arrival', 'document', 'security', 'age', 'otherPermit', 'family'] as const;
export const TYPES: Record<(typeof COLUMNS)[number], 'string' | 'boolean' | 'date' | 'number'> = {
  nationality: 'string', resident: 'boolean', arrival: 'date', document: 'string', security: 'string', age: 'number', otherPermit: 'boolean', family: 'string',
};

const _: Cell = { k: 'any' };
const s = (...values: string[]): Cell => ({ k: 'one of', values });
const b = (value: boolean): Cell => ({ k: 'is', value });
const n = (op: '<' | '<=' | '>' | '>=', value: number): Cell => ({ k: 'compare', op, value });
const d = (op: '<' | '<=' | '>' | '>=', value: string): Cell => ({ k: 'date', op, value });

export interface Row { cells: Cell[]; out: TableOutcome }
const row = (cells: Cell[], outcome: string, months: number, reason: string): Row => ({ cells, out: { outcome, months, reason } });

/** `reduced` moves the day until which arrivals are covered: the new version that the impact run compares. */
export function rows(lastArrival = '2026-03-04'): Row[] {
  return [
    row([_, _, _, _, s('hit'), _, _, _], 'MANUAL', 0, 'security'),
    row([_, _, _, _, s('possible'), n('>=', 15), _, _], 'MANUAL', 0, 'security check'),
    row([_, _, _, _, _, _, b(true), _], 'MANUAL', 0, 'has another permit'),
    row([s('UKR'), b(true), d('>=', '2022-02-24'), s('biometric'), s('clear'), n('>=', 18), _, s('self')], 'GRANT', 12, 'resident national'),
    row([s('UKR'), b(true), d('>=', '2022-02-24'), s('other'), s('clear'), n('>=', 18), _, s('self')], 'GRANT', 12, 'resident national, other document'),
    row([s('UKR'), b(true), d('<', '2022-02-24'), s('biometric', 'other'), s('clear'), _, _, s('self')], 'MANUAL', 0, 'arrived before'),
    row([s('UKR'), _, d('<=', lastArrival), s('biometric', 'other'), s('clear'), n('<', 18), _, s('child')], 'GRANT', 12, 'child of a national'),
    row([s('UKR'), b(false), d('<=', lastArrival), s('biometric'), s('clear'), n('>=', 18), _, s('self')], 'MANUAL', 0, 'not resident'),
    row([_, b(true), d('<=', lastArrival), s('biometric'), s('clear'), n('>=', 18), _, s('spouse')], 'GRANT', 12, 'spouse'),
    row([_, b(true), d('<=', lastArrival), s('biometric', 'other'), s('clear', 'possible'), n('<', 15), _, s('child')], 'GRANT', 12, 'small child'),
    row([_, b(true), d('<=', lastArrival), s('biometric', 'other'), s('clear'), n('<', 18), _, s('child')], 'GRANT', 12, 'child'),
    row([s('BLR', 'MDA', 'GEO'), b(true), d('>=', '2022-02-24'), s('biometric'), s('clear'), n('>=', 18), _, s('self')], 'MANUAL', 0, 'third-country resident'),
    row([_, _, _, s('none'), _, n('<', 18), _, _], 'MANUAL', 0, 'child without document'),
    row([_, _, _, s('none'), _, _, _, _], 'MANUAL', 0, 'no document'),
    row([_, _, _, _, _, _, _, _], 'MANUAL', 0, 'to be looked at'),
  ];
}

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

export function feelCell(cell: Cell): string {
  switch (cell.k) {
    case 'any': return '-';
    case 'one of': return cell.values.map((v) => `"${v}"`).join(', ');
    case 'is': return String(cell.value);
    case 'compare': return `${cell.op} ${cell.value}`;
    case 'date': return `${cell.op} date("${cell.value}")`;
  }
}

function tableXml(table: Row[], expressions: Record<(typeof COLUMNS)[number], string>): string {
  const inputs = COLUMNS.map((c) => `<input id="c-${c}" label="${c}"><inputExpression typeRef="${TYPES[c]}"><text>${expressions[c]}</text></inputExpression></input>`);
  const rules = table.map((r, i) => `<rule id="row${i + 1}">${r.cells.map((c) => `<inputEntry><text>${escape(feelCell(c))}</text></inputEntry>`).join('')}`
    + `<outputEntry><text>"${r.out.outcome}"</text></outputEntry><outputEntry><text>${r.out.months}</text></outputEntry><outputEntry><text>"${r.out.reason}"</text></outputEntry>`
    + `<annotationEntry><text>§ ${i + 1}</text></annotationEntry><annotationEntry><text>${r.out.reason}</text></annotationEntry></rule>`);
  return `<decisionTable id="protection-table" hitPolicy="FIRST">${inputs.join('')}<output name="outcome" typeRef="string"/><output name="months" typeRef="number"/><output name="reason" typeRef="string"/>`
    + `<annotation name="Legal basis"/><annotation name="Reason"/>${rules.join('')}</decisionTable>`;
}

const DEFINITIONS = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="definitions" name="protection" namespace="urn:bench:protection">';

export function tableModel(table: Row[] = rows()): string {
  const inputs = COLUMNS.map((c) => `<inputData id="i-${c}" name="${c}"><variable name="${c}" typeRef="${TYPES[c]}"/></inputData>`).join('');
  const needs = COLUMNS.map((c) => `<informationRequirement id="n-${c}"><requiredInput href="#i-${c}"/></informationRequirement>`).join('');
  return `${DEFINITIONS}${inputs}<decision id="protection" name="Protection"><variable name="Protection"/>${needs}${tableXml(table, Object.fromEntries(COLUMNS.map((c) => [c, c])) as never)}</decision></definitions>`;
}

/** Row of the document table: type, expiry against the day of lodging, class. */
export const DOCUMENT_ROWS: [string[], '>=' | '<' | undefined, string][] = [
  [['passport-biometric', 'id-card-biometric'], '>=', 'biometric'], [['passport-biometric', 'id-card-biometric'], '<', 'other'],
  [['passport', 'birth-certificate'], undefined, 'other'], [[], undefined, 'none'],
];
export const SECURITY = 'if some h in Hits satisfies h.score >= 80 then "hit" else if some h in Hits satisfies h.score >= 40 then "possible" else "clear"';
export const GRAPH_COLUMNS: Record<(typeof COLUMNS)[number], string> = {
  nationality: 'Applicant.nationality', resident: 'Applicant.resident', arrival: 'Applicant.arrival', document: 'Document', security: 'Security', age: 'Age',
  otherPermit: 'Applicant.otherPermit', family: 'Applicant.family',
};

export function graphModel(table: Row[] = rows()): string {
  const member = (name: string, type: string): string => `<itemComponent name="${name}"><typeRef>${type}</typeRef></itemComponent>`;
  const needs = (inputs: string[], decisions: string[]): string => [
    ...inputs.map((i) => `<informationRequirement><requiredInput href="#${i}"/></informationRequirement>`),
    ...decisions.map((x) => `<informationRequirement><requiredDecision href="#${x}"/></informationRequirement>`)].join('');
  const literal = (text: string): string => `<literalExpression><text>${escape(text)}</text></literalExpression>`;
  const documents = DOCUMENT_ROWS.map(([types, op, result], i) => `<rule id="document${i + 1}"><inputEntry><text>${types.length === 0 ? '-' : escape(types.map((t) => `"${t}"`).join(', '))}</text></inputEntry>`
    + `<inputEntry><text>${op === undefined ? '-' : escape(`${op} lodged`)}</text></inputEntry><outputEntry><text>"${result}"</text></outputEntry></rule>`).join('');
  const entry = (name: string, text: string): string => `<contextEntry><variable name="${name}"/>${literal(text)}</contextEntry>`;
  return `${DEFINITIONS}
<itemDefinition name="tApplicant">${member('nationality', 'string')}${member('birth', 'date')}${member('resident', 'boolean')}${member('arrival', 'date')}${member('otherPermit', 'boolean')}${member('family', 'string')}${member('documentType', 'string')}${member('documentExpiry', 'date')}</itemDefinition>
<itemDefinition name="tHit">${member('source', 'string')}${member('score', 'number')}</itemDefinition>
<itemDefinition name="tHits" isCollection="true"><typeRef>tHit</typeRef></itemDefinition>
<inputData id="applicant" name="Applicant"><variable name="Applicant" typeRef="tApplicant"/></inputData>
<inputData id="hits" name="Hits"><variable name="Hits" typeRef="tHits"/></inputData>
<inputData id="lodged" name="lodged"><variable name="lodged" typeRef="date"/></inputData>
<decision id="age" name="Age"><variable name="Age" typeRef="number"/>${needs(['applicant', 'lodged'], [])}${literal('years and months duration(Applicant.birth, lodged).years')}</decision>
<decision id="document" name="Document"><variable name="Document" typeRef="string"/>${needs(['applicant', 'lodged'], [])}<decisionTable id="document-table" hitPolicy="FIRST">
<input label="type"><inputExpression typeRef="string"><text>Applicant.documentType</text></inputExpression></input><input label="expiry"><inputExpression typeRef="date"><text>Applicant.documentExpiry</text></inputExpression></input><output typeRef="string"/>${documents}</decisionTable></decision>
<decision id="security" name="Security"><variable name="Security" typeRef="string"/>${needs(['hits'], [])}${literal(SECURITY)}</decision>
<decision id="protection" name="Protection"><variable name="Protection"/>${needs(['applicant'], ['age', 'document', 'security'])}${tableXml(table, GRAPH_COLUMNS)}</decision>
<decision id="permit" name="Permit"><variable name="Permit"/>${needs([], ['age', 'protection'])}<context>${entry('outcome', 'Protection.outcome')}${entry('months', 'Protection.months')}${entry('reason', 'Protection.reason')}${entry('adult', 'Age >= 18')}${entry('fee', 'if adult then months * 10 else 0')}</context></decision>
</definitions>`;
}

// --- the same by hand -------------------------------------------------------------------------

/** What a programmer would write for the table, with no trace. Dates in ISO form compare as texts. */
export function tableByHand(f: TableFacts, lastArrival = '2026-03-04'): TableOutcome {
  const answer = (outcome: string, months: number, reason: string): TableOutcome => ({ outcome, months, reason });
  const clear = f.security === 'clear';
  const held = f.document === 'biometric' || f.document === 'other';
  if (f.security === 'hit') return answer('MANUAL', 0, 'security');
  if (f.security === 'possible' && f.age >= 15) return answer('MANUAL', 0, 'security check');
  if (f.otherPermit) return answer('MANUAL', 0, 'has another permit');
  if (f.nationality === 'UKR') {
    if (f.resident && clear && f.family === 'self') {
      if (f.arrival >= '2022-02-24' && f.age >= 18) {
        if (f.document === 'biometric') return answer('GRANT', 12, 'resident national');
        if (f.document === 'other') return answer('GRANT', 12, 'resident national, other document');
      }
      if (f.arrival < '2022-02-24' && held) return answer('MANUAL', 0, 'arrived before');
    }
    if (clear && f.arrival <= lastArrival) {
      if (held && f.age < 18 && f.family === 'child') return answer('GRANT', 12, 'child of a national');
      if (!f.resident && f.document === 'biometric' && f.age >= 18 && f.family === 'self') return answer('MANUAL', 0, 'not resident');
    }
  }
  if (f.resident && f.arrival <= lastArrival) {
    if (f.document === 'biometric' && clear && f.age >= 18 && f.family === 'spouse') return answer('GRANT', 12, 'spouse');
    if (held && f.family === 'child') {
      if ((clear || f.security === 'possible') && f.age < 15) return answer('GRANT', 12, 'small child');
      if (clear && f.age < 18) return answer('GRANT', 12, 'child');
    }
  }
  if ((f.nationality === 'BLR' || f.nationality === 'MDA' || f.nationality === 'GEO') && f.resident && f.arrival >= '2022-02-24' && f.document === 'biometric' && clear && f.age >= 18 && f.family === 'self') {
    return answer('MANUAL', 0, 'third-country resident');
  }
  if (f.document === 'none') return answer('MANUAL', 0, f.age < 18 ? 'child without document' : 'no document');
  return answer('MANUAL', 0, 'to be looked at');
}

export interface HandTrace { row: string; index: number; rejected: { row: string; column: string; unknown: boolean }[]; facts: { path: string; value: unknown }[]; annotations: Record<string, string> }

/**
 * The table as a programmer would write it who must also keep, like the engine's short trace, the row, the first failing
 * column of every row before it, and the facts read: a closure for each cell and one loop.
 */
export function tableByHandWithTrace(table: Row[]): (f: TableFacts) => { value: TableOutcome; trace: HandTrace } {
  type Fact = string | number | boolean;
  const test = (cell: Cell): (v: Fact) => boolean => {
    switch (cell.k) {
      case 'any': return () => true;
      case 'one of': {
        if (cell.values.length === 1) { const [only] = cell.values; return (v) => v === only; }
        const set = new Set<Fact>(cell.values);
        return (v) => set.has(v);
      }
      case 'is': return (v) => v === cell.value;
      default: {
        const { op, value } = cell;
        return op === '<' ? (v) => v < value : op === '<=' ? (v) => v <= value : op === '>' ? (v) => v > value : (v) => v >= value;
      }
    }
  };
  const compiled = table.map((r, i) => ({
    id: `row${i + 1}`, out: r.out, annotations: { 'Legal basis': `§ ${i + 1}`, Reason: r.out.reason },
    cells: r.cells.flatMap((cell, c) => (cell.k === 'any' ? [] : [{ column: c, test: test(cell) }])),
  }));
  return (f) => {
    const values: Fact[] = [f.nationality, f.resident, f.arrival, f.document, f.security, f.age, f.otherPermit, f.family];
    const read = new Array<boolean>(8).fill(false);
    const rejected: HandTrace['rejected'] = [];
    for (let i = 0; i < compiled.length; i++) {
      const row = compiled[i]!;
      let failed = -1;
      for (const { column, test: holds } of row.cells) {
        read[column] = true;
        if (!holds(values[column]!)) { failed = column; break; }
      }
      if (failed >= 0) {
        rejected.push({ row: row.id, column: COLUMNS[failed]!, unknown: false });
        continue;
      }
      const facts: HandTrace['facts'] = [];
      for (let c = 0; c < 8; c++) if (read[c]) facts.push({ path: COLUMNS[c]!, value: values[c] });
      return { value: { outcome: row.out.outcome, months: row.out.months, reason: row.out.reason }, trace: { row: row.id, index: i + 1, rejected, facts, annotations: row.annotations } };
    }
    throw new Error('the last row holds for everything');
  };
}

export function graphByHand(f: GraphFacts, lastArrival?: string): GraphOutcome {
  const a = f.Applicant;
  const birthdayPassed = f.lodged.slice(5) >= a.birth.slice(5);
  const age = Number(f.lodged.slice(0, 4)) - Number(a.birth.slice(0, 4)) - (birthdayPassed ? 0 : 1);
  const biometric = a.documentType === 'passport-biometric' || a.documentType === 'id-card-biometric';
  const document = biometric ? (a.documentExpiry >= f.lodged ? 'biometric' : 'other') : a.documentType === 'passport' || a.documentType === 'birth-certificate' ? 'other' : 'none';
  let worst = 0;
  for (const hit of f.Hits) if (hit.score > worst) worst = hit.score;
  const security = worst >= 80 ? 'hit' : worst >= 40 ? 'possible' : 'clear';
  const { outcome, months, reason } = tableByHand({ nationality: a.nationality, resident: a.resident, arrival: a.arrival, document, security, age, otherPermit: a.otherPermit, family: a.family }, lastArrival);
  return { outcome, months, reason, adult: age >= 18, fee: age >= 18 ? months * 10 : 0 };
}

// --- facts ------------------------------------------------------------------------------------

/** A small generator of its own, so that a run can be repeated: the same seed gives the same cases on every machine. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const two = (x: number): string => (x < 10 ? `0${x}` : String(x));
export function graphFacts(next: () => number): GraphFacts {
  const pick = <T>(...values: T[]): T => values[Math.floor(next() * values.length)]!;
  const day = (from: number, to: number): string => `${from + Math.floor(next() * (to - from + 1))}-${two(1 + Math.floor(next() * 12))}-${two(1 + Math.floor(next() * 28))}`;
  const hits: GraphFacts['Hits'] = [];
  while (next() < 0.15) hits.push({ source: pick('A', 'B'), score: Math.floor(next() * 100) });
  const child = next() < 0.4;
  return {
    Applicant: {
      nationality: pick('UKR', 'UKR', 'UKR', 'BLR', 'MDA', 'SYR'), birth: child ? day(2008, 2025) : day(1945, 2007), resident: next() < 0.8, arrival: day(2021, 2026),
      otherPermit: next() < 0.08, family: child ? pick('child', 'child', 'self') : pick('self', 'self', 'spouse'),
      documentType: pick('passport-biometric', 'passport-biometric', 'id-card-biometric', 'passport', 'birth-certificate', 'none'), documentExpiry: day(2023, 2033),
    },
    Hits: hits, lodged: `2026-${two(1 + Math.floor(next() * 9))}-${two(1 + Math.floor(next() * 28))}`,
  };
}

export function tableFacts(next: () => number): TableFacts {
  const pick = <T>(...values: T[]): T => values[Math.floor(next() * values.length)]!;
  const g = graphFacts(next).Applicant;
  return {
    nationality: g.nationality, resident: g.resident, arrival: g.arrival, document: pick('biometric', 'biometric', 'other', 'none'), security: pick('clear', 'clear', 'clear', 'clear', 'possible', 'hit'),
    age: Math.floor(next() * 70), otherPermit: g.otherPermit, family: pick('self', 'spouse', 'child'),
  };
}
