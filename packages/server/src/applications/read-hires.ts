import { parse } from 'csv-parse/sync';
import { factSet, plainOpeningFacts } from '@ankomst/core';
import type { Answer, FactType, Rulebook } from '@ankomst/core';
import { parsePage, reachable } from '@ankomst/web';
import type { FormSetting, Problem as FieldProblem, ReachablePage, Raw, Typed } from '@ankomst/web';
import { collectAnswers } from '../cases/collect-answers.ts';
import { isEmail } from '../people/email.ts';

/** The most rows one file may hold. */
export const mostHires = 1_000;

export interface HireRow {
  /** Line of the file, the first after the names of the columns is 2. */
  line: number;
  email: string;
  language: string;
  answers: Answer[];
}
export interface WrongRow { line: number; who: string; problems: ({ column: string } & ({ missing: true } | { twice: number } | { field: FieldProblem }))[] }
export type HiresFile =
  | { state: 'empty' } | { state: 'many' } | { state: 'columns'; missing: string[] }
  | { state: 'read'; rows: HireRow[]; wrong: WrongRow[] };

/** The columns a file of hires has: who, and each question the employer's own pages ask, under the last part of its fact's name. */
export function hireColumns(rulebook: Rulebook, role: string): { name: string; fact?: string; type?: FactType; required: boolean }[] {
  const questions = rulebook.form.pages.filter((page) => page.role === role && page.kind === 'ask').flatMap((page) => page.questions.map((question) => ({ question, page })));
  return [
    { name: 'email', required: true }, { name: 'language', required: false },
    ...questions.flatMap(({ question, page }) => {
      const type = rulebook.facts.find((one) => one.name === question.fact)?.type;
      // files and consents are given by a person, page by page
      if (!type || type === 'document' || type === 'consent' || question.fact.startsWith('party.')) return [];
      return [{ name: columnOf(question.fact), fact: question.fact, type, required: question.required === true && !question.when && !page.when }];
    }),
  ];
}
const columnOf = (fact: string): string => fact.slice(fact.indexOf('.') + 1);

/**
 * Reads an employer's file of hires: each row is judged by the same form that a person fills in page by page,
 * so what is wrong is said in the same words. Separators `,` `;` and tab are told apart by the first line.
 * @param setting a form setting of the employer's role with nothing on file
 */
export function readHires(bytes: Buffer, rulebook: Rulebook, setting: FormSetting, language: string): HiresFile {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.includes('\u0000') || !text.trim()) return { state: 'empty' };
  const first = text.split(/\r?\n/, 1)[0]!;
  const delimiter = [';', '\t', ','].find((one) => first.includes(one)) ?? ',';
  let table: string[][];
  try {
    table = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false, trim: true, relax_quotes: true }) as string[][];
  } catch {
    return { state: 'empty' };
  }
  const head = (table[0] ?? []).map((name) => name.toLowerCase());
  const columns = hireColumns(rulebook, setting.me.role);
  const missing = columns.filter((column) => column.required && !head.includes(column.name)).map((column) => column.name);
  if (missing.length > 0) return { state: 'columns', missing };
  const body = table.slice(1).map((cells, i) => ({ line: i + 2, cells })).filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (body.length === 0) return { state: 'empty' };
  if (body.length > mostHires) return { state: 'many' };

  const rows: HireRow[] = [], wrong: WrongRow[] = [];
  const seen = new Map<string, number>();
  for (const { line, cells } of body) {
    const cell = (name: string): string => cells[head.indexOf(name)] ?? '';
    const email = cell('email').toLowerCase();
    const problems: WrongRow['problems'] = [];
    if (!isEmail(email)) problems.push({ column: 'email', missing: true });
    const earlier = seen.get(email);
    if (earlier !== undefined && email) problems.push({ column: 'email', twice: earlier });
    seen.set(email, earlier ?? line);
    const typed = typedOf(rulebook, setting, cell);
    const { pages } = reachable(setting, typed);
    const asked = pages.filter(({ page }) => page.kind === 'ask');
    for (const { questions, problems: found } of judged(asked, typed, setting)) {
      for (const problem of found) {
        const fact = questions.find((one) => one.key === problem.key)?.definition;
        if (!fact || fact.type === 'document' || fact.type === 'consent') continue; // asked for on the page, afterwards
        problems.push({ column: columnOf(fact.name), field: problem });
      }
    }
    if (problems.length > 0) wrong.push({ line, who: email || cells[0] || '', problems });
    else rows.push({ line, email, language: cell('language').toLowerCase() || language, answers: collectAnswers(asked, `${rulebook.service}@${rulebook.form.version}`, language) });
  }
  return { state: 'read', rows, wrong };
}

function judged(pages: readonly ReachablePage[], typed: Typed, setting: FormSetting): { questions: ReachablePage['questions']; problems: FieldProblem[] }[] {
  let before = {};
  return pages.map((shown) => {
    const parsed = parsePage(shown.page, typed[shown.page.id] ?? {}, setting, before);
    before = { ...before, ...parsed.answers };
    return parsed;
  });
}

/** A row's cells as if they had been typed into the pages. */
function typedOf(rulebook: Rulebook, setting: FormSetting, cell: (name: string) => string): Typed {
  const typed: Typed = {};
  for (const page of rulebook.form.pages) {
    if (page.role !== setting.me.role || page.kind !== 'ask') continue;
    const raw: Raw = {};
    for (const question of page.questions) {
      const type = rulebook.facts.find((one) => one.name === question.fact)?.type;
      const text = cell(columnOf(question.fact));
      if (type && text) Object.assign(raw, asTyped(question.fact, type, text));
    }
    typed[page.id] = raw;
  }
  return typed;
}

const yes = new Set(['yes', 'ja', 'sim', 'true', '1', 'x', 'نعم', 'так']);
const no = new Set(['no', 'nej', 'não', 'nao', 'false', '0', 'لا', 'ні']);

/** One cell as the fields of its question: a date is three fields, a yes is the choice `true`. */
function asTyped(fact: string, type: FactType, text: string): Raw {
  if (type === 'date' || type === 'partial-date') {
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text), local = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text);
    const [year, month, day] = iso ? iso.slice(1) : local ? [local[3], local[2], local[1]] : ['', '', text];
    return { [`${fact}.day`]: day ?? '', [`${fact}.month`]: month ?? '', [`${fact}.year`]: year ?? '' };
  }
  if (type === 'boolean') return { [fact]: yes.has(text.toLowerCase()) ? 'true' : no.has(text.toLowerCase()) ? 'false' : text };
  return { [fact]: text };
}

/** The form of somebody who begins a case in this role: nothing is on file but what the opening itself says. */
export const newcomer = (rulebook: Rulebook, role: string): FormSetting => ({
  caseId: 'none', form: rulebook.form, facts: rulebook.facts, applicantRole: rulebook.applicantRole,
  parties: [{ personId: 'employer', role }], me: { personId: 'employer', role },
  onFile: factSet(plainOpeningFacts(rulebook, 'none', '')),
  names: {}, files: [], tables: rulebook.tables,
});
