import type { Arguments } from '../text.ts';
import type { PageContext } from '../context.ts';
import type { AskedQuestion, FormSetting } from './setting.ts';
import type { FormPage } from '@ankomst/core';

/**
 * Where the words of a form are found among the service's texts. The first key that exists is used:
 *
 * - page:     `form.<page>.title`, `form.<page>.intro`, `form.<page>.help` (opened on wish)
 * - question: `form.<page>.<fact>`, else `question.<fact>`, else the fact's own label `fact.<fact>`
 * - hint:     `form.<page>.<fact>.hint`, else `question.<fact>.hint`
 * - choice:   `form.<page>.<fact>.<code>`, else `fact.<fact>.<code>`
 *
 * Arguments of all of them: `name` (whose fact), `other` (at the other end), `applicant` (the applicant's name).
 */
export function pageText(page: FormPage, part: 'title' | 'intro' | 'help', setting: FormSetting, ctx: PageContext): string | undefined {
  const key = `form.${page.id}.${part}`;
  return ctx.has(key) ? ctx.say(key, formArguments(undefined, setting, ctx)) : part === 'title' ? page.id : undefined;
}

export function questionLabel(asked: AskedQuestion, page: FormPage, setting: FormSetting, ctx: PageContext): string {
  return first([`form.${page.id}.${asked.definition.name}`, `question.${asked.definition.name}`, `fact.${asked.definition.name}`], asked, setting, ctx) ?? asked.definition.name;
}

export function questionHint(asked: AskedQuestion, page: FormPage, setting: FormSetting, ctx: PageContext): string | undefined {
  return first([`form.${page.id}.${asked.definition.name}.hint`, `question.${asked.definition.name}.hint`], asked, setting, ctx);
}

export function choiceLabel(asked: AskedQuestion, code: string, page: FormPage | undefined, setting: FormSetting, ctx: PageContext): string {
  const keys = [`fact.${asked.definition.name}.${code}`];
  if (page) keys.unshift(`form.${page.id}.${asked.definition.name}.${code}`);
  return first(keys, asked, setting, ctx) ?? code;
}

function first(keys: readonly string[], asked: AskedQuestion, setting: FormSetting, ctx: PageContext): string | undefined {
  const key = keys.find((candidate) => ctx.has(candidate));
  return key === undefined ? undefined : ctx.say(key, formArguments(asked, setting, ctx));
}

function formArguments(asked: AskedQuestion | undefined, setting: FormSetting, ctx: PageContext): Arguments {
  const applicant = setting.parties.find((party) => party.role === setting.applicantRole);
  const called = (personId?: string): string => (personId && setting.names[personId]) || ctx.t('name.unnamed');
  return { applicant: called(applicant?.personId), name: called(asked?.person.personId ?? applicant?.personId), other: called(asked?.to?.personId) };
}
