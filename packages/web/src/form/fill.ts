import { bestOf, isMrzReading, mrzFacts, mrzText, mrzStatements, readMrz, type Day, type Json } from '@ankomst/core';
import { kinds } from './kinds/index.ts';
import { parsePage } from './parse.ts';
import { sureStatements } from './remarks.ts';
import type { ReachablePage } from './reachable.ts';
import type { AskedQuestion, FormSetting, Raw, Typed } from './setting.ts';
import { candidatesOn, isAsked } from './shown.ts';

/**
 * Fields that a document's machine-readable lines on this page answer and that are still empty, here or on other pages:
 * filled in as the person would have typed them, for them to check. What somebody has typed is never touched.
 * @returns whole pages as they are to be kept; none where there is nothing to fill
 */
export function fillFromLines(pageId: string, setting: FormSetting, typed: Typed): Typed {
  const page = setting.form.pages.find((one) => one.id === pageId);
  if (!page || setting.today === undefined) return {};
  const { answers, questions } = parsePage(page, typed[pageId] ?? {}, setting);
  const filled: Typed = {};
  for (const asked of questions.filter((one) => one.definition.type === 'mrz')) {
    const answer = answers[asked.key];
    if (answer?.kind !== 'given') continue;
    const whose = asked.key.slice(asked.definition.name.length);
    for (const { fact, values } of sureStatements(answer.value, setting.today)) {
      for (const other of setting.form.pages.filter((one) => one.role === setting.me.role)) {
        const target = candidatesOn(other, setting).find((one) => one.key === fact + whose && isAsked(other, one));
        if (!target) continue;
        const raw: Raw = filled[other.id] ?? typed[other.id] ?? {};
        const kind = kinds[target.definition.type];
        if (kind.parts.some((part) => [raw[target.key + part] ?? ''].flat().some((text) => text !== ''))) continue;
        // A date of which less is known fits only a question that takes one.
        if (target.definition.type === 'date' && typeof values[0] !== 'string') continue;
        filled[other.id] = { ...raw, ...kind.typed(values[0]!, target.key) };
      }
    }
  }
  return filled;
}

/** What lines print hangs on no day; only the century that a date may be of does. */
const anyDay: Day = '2026-01-01';

/**
 * The picture of the document an answer rests on: for the lines read in it, and for each answer that says just what they print.
 * @returns the document's id, or none where the person gave the answer of their own knowledge
 */
export function documentOfAnswer(asked: AskedQuestion, value: Json, pages: readonly Pick<ReachablePage, 'questions' | 'answers'>[]): string | undefined {
  const whose = asked.key.slice(asked.definition.name.length);
  for (const page of pages) for (const lines of page.questions) {
    const answer = page.answers[lines.key];
    if (lines.definition.type !== 'mrz' || lines.key !== lines.definition.name + whose || answer?.kind !== 'given') continue;
    const { document } = answer.value as { document?: string };
    if (document && (asked === lines || printed(asked, value, answer.value))) return document;
  }
  return undefined;
}

function printed(asked: AskedQuestion, value: Json, lines: Json): boolean {
  const reading = readMrz(mrzText(lines), anyDay);
  if (!isMrzReading(reading)) return false;
  const { name, type } = asked.definition;
  for (const field of ['birthDate', 'validTo'] as const) {
    if (name === mrzFacts[field]) return reading.fields[field].state === 'readable' && typeof value === 'string' && value.slice(2).replaceAll('-', '') === reading.fields[field].printed;
  }
  return mrzStatements(reading).some((said) => said.fact === name && !said.doubtful && bestOf(type, [value], said.values) === 'same');
}
