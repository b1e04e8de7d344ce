import type { FormPage } from '@ankomst/core';
import type { Arguments, TextKey } from '../text.ts';
import { fieldId } from '../kit/fields.ts';
import { kinds } from './kinds/index.ts';
import type { Remark } from './remarks.ts';
import type { Answers, AskedQuestion, FormSetting, Raw } from './setting.ts';
import { candidatesOn, holds, isAsked } from './shown.ts';

/** One thing wrong with what was typed: where, and which sentence says it. */
export interface Problem {
  /** Question key. */
  key: string;
  /** Id of the input to go to. */
  field: string;
  message: TextKey;
  args?: Arguments;
  /** Suffix of the field that is wrong, where the question has several. */
  part?: string;
}

export interface ParsedPage {
  answers: Answers;
  raw: Raw;
  problems: Problem[];
  /** What is to be looked at once more, of the answers taken one by one. */
  remarks: Remark[];
  /** The questions that are shown, given the answers on this very page. */
  questions: AskedQuestion[];
}

/**
 * Out of a posted body, the fields of this page, exactly as typed. Whatever else the body holds is left out;
 * a field the page does have is never dropped, so that a draft keeps it even when its question is not shown now.
 */
export function rawOf(page: FormPage, body: Readonly<Record<string, unknown>>, setting: FormSetting): Raw {
  const raw: Raw = {};
  for (const asked of candidatesOn(page, setting).filter((candidate) => isAsked(page, candidate))) {
    for (const part of kinds[asked.definition.type].parts) {
      const value = body[asked.key + part];
      if (typeof value === 'string') raw[asked.key + part] = value;
      else if (Array.isArray(value)) raw[asked.key + part] = value.filter((item) => typeof item === 'string');
    }
  }
  return raw;
}

/**
 * Reads one page as typed. Pure; the same definition that drew the page validates it.
 * Questions are read in order, so that one may depend on an answer before it on the same page.
 * `before`: answers of earlier pages. `raw` is given back unchanged.
 */
export function parsePage(page: FormPage, raw: Raw, setting: FormSetting, before: Answers = {}): ParsedPage {
  const answers: Answers = {};
  const problems: Problem[] = [];
  const remarks: Remark[] = [];
  const questions: AskedQuestion[] = [];
  for (const asked of candidatesOn(page, setting)) {
    if (!holds(asked.question.when, { ...before, ...answers }, page, setting)) continue;
    questions.push(asked);
    if (!isAsked(page, asked)) continue;
    const parsed = kinds[asked.definition.type].read(raw, asked.key, { definition: asked.definition, setting });
    if ('value' in parsed) {
      answers[asked.key] = { kind: 'given', value: parsed.value };
      remarks.push(...(parsed.notes ?? []).map((note) => ({ ...note, key: asked.key, field: fieldOf(asked) })));
    } else if ('wrong' in parsed) problems.push({ key: asked.key, field: fieldOf(asked, parsed.part), message: parsed.wrong, args: parsed.args, part: parsed.part });
    else if (asked.question.required === true) problems.push({ key: asked.key, field: fieldOf(asked), message: requiredMessage(asked) });
  }
  return { answers, raw, problems, remarks, questions };
}

function requiredMessage(asked: AskedQuestion): TextKey {
  switch (asked.definition.type) {
    case 'document': return 'problem.file.required';
    case 'consent': return 'problem.consent';
    case 'boolean': case 'yes-no-unknown': case 'choice': case 'person': return 'problem.choose';
    default: return 'problem.required';
  }
}

/** The first field of a question has the question's id; its other parts have it as their beginning. */
export function fieldOf(asked: AskedQuestion, part?: string): string {
  const parts = kinds[asked.definition.type].parts;
  // Of a date's three fields the first has the date's id.
  return !part || part === parts[0] ? fieldId(asked.key) : `${fieldId(asked.key)}${part.replace(/\.day$/, '').replace(/\./g, '-')}`;
}
