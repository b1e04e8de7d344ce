/** Random small decision tables with an evaluation of their own, for comparing the analyses with brute force. */
import fc from 'fast-check';
import { readModel } from '../model/read.ts';
import type { DmnModel, HitPolicy } from '../model/types.ts';

/** A value by its place in a column's small world: a number of halves, a letter, a day of January 2026, true or false; null is unknown. */
export type Scalar = number | null;
type Alternative = { op: '<' | '<=' | '>' | '>=' | '=' | '!='; v: number } | { low: number; high: number; open: [boolean, boolean] };
export interface TestCell { negated: boolean; of: Alternative[] }
export interface World { kind: 'number' | 'string' | 'boolean' | 'date'; values: number[]; text: (v: number) => string; json: (v: number) => unknown }

const LETTERS = ['A', 'B', 'C', 'other'];
export const WORLDS: World[] = [
  { kind: 'number', values: [-1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5], text: String, json: (v) => v },
  { kind: 'string', values: [0, 1, 2, 3], text: (v) => `"${LETTERS[v]}"`, json: (v) => LETTERS[v] },
  { kind: 'boolean', values: [0, 1], text: (v) => String(v === 1), json: (v) => v === 1 },
  { kind: 'date', values: [1, 2, 3, 4, 5, 6, 7], text: (v) => `date("2026-01-0${v}")`, json: (v) => `2026-01-0${v}` },
];

function cellOf(world: World): fc.Arbitrary<TestCell> {
  // Cells name whole numbers, the first three letters, or days inside the world, so that every piece of it has a value to try.
  const named = world.kind === 'number' ? [0, 1, 2, 3, 4] : world.kind === 'string' ? [0, 1, 2] : world.kind === 'boolean' ? [0, 1] : [2, 3, 4, 5, 6];
  const value = fc.constantFrom(...named);
  const equal = value.map((v): Alternative => ({ op: '=', v }));
  const ordered = world.kind === 'number' || world.kind === 'date';
  const alternative: fc.Arbitrary<Alternative> = !ordered ? equal : fc.oneof(
    equal,
    fc.record({ op: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const, '!=' as const), v: value }),
    fc.tuple(value, value, fc.boolean(), fc.boolean()).map(([a, b, x, y]): Alternative => ({ low: Math.min(a, b), high: Math.max(a, b), open: [x, y] })),
  );
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<TestCell>({ negated: false, of: [] }) },
    { weight: 4, arbitrary: fc.record({ negated: fc.integer({ min: 0, max: 4 }).map((n) => n === 0), of: fc.array(alternative, { minLength: 1, maxLength: 2 }) }) },
  );
}

export interface RandomTable { hitPolicy: HitPolicy; worlds: World[]; rows: { cells: TestCell[]; output: number }[]; enumerated: boolean }

export function randomTable(policies: HitPolicy[], worlds?: World[]): fc.Arbitrary<RandomTable> {
  const columns = worlds ? fc.constant(worlds) : fc.array(fc.constantFrom(...WORLDS), { minLength: 1, maxLength: 3 });
  return fc.tuple(fc.constantFrom(...policies), columns, fc.boolean()).chain(([hitPolicy, ws, enumerated]) =>
    fc.array(fc.record({ cells: fc.tuple(...ws.map(cellOf)) as unknown as fc.Arbitrary<TestCell[]>, output: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 6 })
      .map((rows) => ({ hitPolicy, worlds: ws, rows, enumerated })));
}

function alternativeText(world: World, a: Alternative): string {
  if ('op' in a) return a.op === '=' ? world.text(a.v) : `${a.op} ${world.text(a.v)}`;
  return `${a.open[0] ? '(' : '['}${world.text(a.low)}..${world.text(a.high)}${a.open[1] ? ')' : ']'}`;
}

const escape = (s: string): string => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

function cellText(world: World, cell: TestCell): string {
  if (cell.of.length === 0) return '-';
  const text = cell.of.map((a) => alternativeText(world, a)).join(', ');
  return cell.negated ? `not(${text})` : text;
}

export const OUTPUT_ORDER = [2, 3, 1];

export function xmlOf(t: RandomTable): string {
  const inputs = t.worlds.map((w, i) => `<input label="c${i}"><inputExpression typeRef="${w.kind === 'string' && t.enumerated ? 'letter' : w.kind}"><text>in${i}</text></inputExpression></input>`).join('');
  const rows = t.rows.map((r, i) => `<rule id="r${i}">${r.cells.map((c, k) => `<inputEntry><text>${escape(cellText(t.worlds[k]!, c))}</text></inputEntry>`).join('')}<outputEntry><text>${r.output}</text></outputEntry></rule>`).join('');
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="random" namespace="urn:random">
  <itemDefinition name="letter"><typeRef>string</typeRef><allowedValues><text>"A","B","C"</text></allowedValues></itemDefinition>
  ${t.worlds.map((w, i) => `<inputData id="i${i}" name="in${i}"><variable name="in${i}" typeRef="${w.kind === 'string' && t.enumerated ? 'letter' : w.kind}"/></inputData>`).join('')}
  <decision id="D" name="D"><variable name="D"/>${t.worlds.map((_, i) => `<informationRequirement><requiredInput href="#i${i}"/></informationRequirement>`).join('')}
  <decisionTable hitPolicy="${t.hitPolicy}">${inputs}<output typeRef="number"><outputValues><text>${OUTPUT_ORDER.join(',')}</text></outputValues></output>${rows}</decisionTable></decision></definitions>`;
}

export function modelOf(t: RandomTable): DmnModel {
  return readModel(xmlOf(t), { file: 'random.dmn' });
}

/** FEEL's three-valued answer, written again without looking at the engine. */
export function holds(cell: TestCell, value: Scalar): boolean | null {
  if (cell.of.length === 0) return true;
  let any: boolean | null = false;
  for (const a of cell.of) {
    let held: boolean | null;
    if ('op' in a) {
      if (a.op === '=') held = value === a.v;
      else if (a.op === '!=') held = value !== a.v;
      else if (value === null) held = null;
      else held = a.op === '<' ? value < a.v : a.op === '<=' ? value <= a.v : a.op === '>' ? value > a.v : value >= a.v;
    } else if (value === null) held = null;
    else held = (a.open[0] ? value > a.low : value >= a.low) && (a.open[1] ? value < a.high : value <= a.high);
    if (held === true) { any = true; break; }
    if (held === null) any = null;
  }
  return cell.negated ? (any === null ? null : !any) : any;
}

export function matching(t: RandomTable, point: Scalar[]): number[] {
  return t.rows.flatMap((r, i) => (r.cells.every((c, k) => holds(c, seen(t, k, point[k]!)) === true) ? [i] : []));
}

/** A letter outside an enumeration reaches the table as null. */
function seen(t: RandomTable, k: number, value: Scalar): Scalar {
  return t.worlds[k]!.kind === 'string' && t.enumerated && value === 3 ? null : value;
}

/** The outcome as text, and the rows it comes from. */
export function answer(t: RandomTable, point: Scalar[]): { text: string; rows: number[] } {
  const rows = matching(t, point);
  const out = (i: number): number => t.rows[i]!.output;
  if (rows.length === 0) return { text: 'null', rows };
  switch (t.hitPolicy) {
    case 'FIRST': return { text: String(out(rows[0]!)), rows: [rows[0]!] };
    case 'UNIQUE': return rows.length === 1 ? { text: String(out(rows[0]!)), rows } : { text: 'conflict', rows };
    case 'ANY': return rows.every((r) => out(r) === out(rows[0]!)) ? { text: String(out(rows[0]!)), rows } : { text: 'conflict', rows };
    case 'PRIORITY': {
      const best = rows.slice().sort((a, b) => OUTPUT_ORDER.indexOf(out(a)) - OUTPUT_ORDER.indexOf(out(b)) || a - b)[0]!;
      return { text: String(out(best)), rows: [best] };
    }
    default: return { text: `[${rows.map(out).join(', ')}]`, rows };
  }
}

/** Every point of the table's small world; with `unknown`, null in every place too. */
export function points(t: RandomTable, unknown: boolean): Scalar[][] {
  return t.worlds.reduce<Scalar[][]>((all, w) => {
    const values: Scalar[] = w.values.filter((v) => !(w.kind === 'string' && t.enumerated && v === 3));
    return all.flatMap((p) => [...values, ...(unknown ? [null] : [])].map((v) => [...p, v]));
  }, [[]]);
}
