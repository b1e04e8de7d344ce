import type { Fact, FormCondition, FormPage, Json } from '@ankomst/core';
import type { PageContext } from '../context.ts';
import { onDay } from '../format.ts';
import { errorSummary, type FieldProblem } from '../kit/fields.ts';
import { html, join, type Html, type Printable } from '../kit/html.ts';
import { bdiList, details, list, notice } from '../kit/parts.ts';
import type { TextKey } from '../text.ts';
import { kinds } from './kinds/index.ts';
import type { Problem } from './parse.ts';
import { remarksKey, type Remark } from './remarks.ts';
import { askedOn, type Answers, type AskedQuestion, type FormSetting, type Raw } from './setting.ts';
import { candidatesOn, holds, isAsked } from './shown.ts';
import { choiceLabel, pageText, questionHint, questionLabel } from './texts.ts';

/** What was typed before on this page, what is wrong with it, and the answers of earlier pages. */
export interface FormState {
  raw: Raw;
  problems: readonly Problem[];
  /** What is to be looked at once more. */
  remarks?: readonly Remark[];
  before: Answers;
}

/** The sentence of each remark, with the values in it as their own kinds write them. */
export function remarkText(remark: Remark, setting: FormSetting, ctx: PageContext): string {
  const spoken = Object.entries(remark.speaks ?? {}).map(([name, { type, value }]) => [name, plain(kinds[type].show(value, { ctx, choice: (code) => code }))]);
  const say = ctx.t as (key: TextKey, args?: Record<string, string | number>) => string;
  const own = /^note\.valid\.(\w+)$/.exec(remark.message)?.[1];
  // What follows of it is the service's to say.
  const key = own && [`question.${factOf(remark.key)}.${own}`].find((candidate) => ctx.has(candidate));
  const args: Record<string, string | number> = { ...remark.args, ...Object.fromEntries(spoken) as Record<string, string> };
  if (remark.part) args['part'] = ctx.t(`mrz.field.${remark.part}` as 'mrz.field.number');
  if (remark.register) args['who'] = partnerName(remark.register, ctx) ?? ctx.t('mrz.register');
  return key ? ctx.say(key, args) : say(remark.message, args);
}
const factOf = (key: string): string => key.replace(/[@>].*$/, '');
const plain = (shown: Printable): string => html`${shown}`.text.replace(/<[^>]+>/g, '').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Remarks above the fields: what to look at once more, each leading to its field. Going on confirms them. */
function remarkBox(remarks: readonly Remark[], setting: FormSetting, ctx: PageContext): Html | null {
  if (remarks.length === 0) return null;
  return html`${notice('warning', list(remarks.map((remark) => html`<a href="#${remark.field}">${remarkText(remark, setting, ctx)}</a>`)), ctx.t('note.title'))}<input type="hidden" name="noted" value="${remarksKey(remarks)}">`;
}

/** The sentence of each problem: the same words in the summary and at the field. */
export function problemTexts(problems: readonly Problem[], page: FormPage, setting: FormSetting, ctx: PageContext): FieldProblem[] {
  const asked = askedOn(page, setting);
  return problems.map((problem) => {
    const question = asked.find((q) => q.key === problem.key);
    const label = question ? questionLabel(question, page, setting, ctx) : problem.key;
    const say = ctx.t as (key: TextKey, args?: Record<string, string | number>) => string;
    return { field: problem.field, text: say(problem.message, { label, ...problem.args }) };
  });
}

/**
 * The fields of one page, with what was typed in them and what is wrong: everything between `<form>` and its
 * buttons. A question that hangs on one answer of a question on the same page stands inside that answer.
 */
export function renderPage(page: FormPage, state: FormState, setting: FormSetting, ctx: PageContext): Html {
  const texts = problemTexts(state.problems, page, setting, ctx);
  // What hangs on an answer on this very page is drawn with it; the reader's choice opens it, without a round trip.
  const elsewhere = (asked: AskedQuestion): FormCondition[] => (asked.question.when ?? []).filter((condition) => !page.questions.some((question) => question.fact === condition.fact));
  const candidates = candidatesOn(page, setting).filter((asked) => holds(elsewhere(asked), state.before, page, setting));
  const shown = candidates.filter((asked) => !isAsked(page, asked));
  const toAsk = candidates.filter((asked) => isAsked(page, asked));
  const hosts = new Map<AskedQuestion, { host: AskedQuestion; code: string }>();
  for (const asked of toAsk) {
    const place = hostOf(asked, toAsk);
    if (place) hosts.set(asked, place);
  }

  const draw = (asked: AskedQuestion): Html => {
    const at = state.problems.findIndex((problem) => problem.key === asked.key);
    return kinds[asked.definition.type].draw({
      asked, raw: state.raw, setting, ctx,
      label: questionLabel(asked, page, setting, ctx),
      hint: questionHint(asked, page, setting, ctx),
      error: texts[at]?.text,
      wrongPart: state.problems[at]?.part,
      choice: (code) => choiceWords(asked, code, page, setting, ctx),
      nested: (code) => {
        const inside = toAsk.filter((q) => hosts.get(q)?.host === asked && hosts.get(q)?.code === code);
        return inside.length === 0 ? null : html`${inside.map(draw)}`;
      },
    });
  };
  const intro = pageText(page, 'intro', setting, ctx);
  const help = pageText(page, 'help', setting, ctx);
  return html`${remarkBox(state.remarks ?? [], setting, ctx)}${intro && html`<p>${intro}</p>`}${help && details(ctx.t('form.help'), html`<p>${help}</p>`)}${shown.length > 0 && factRows(shown, page, setting, ctx)}${toAsk.filter((asked) => !hosts.has(asked)).map(draw)}`;
}

/** The question on the same page on whose one answer this one hangs, if it is drawn as radio buttons. */
function hostOf(asked: AskedQuestion, others: readonly AskedQuestion[]): { host: AskedQuestion; code: string } | undefined {
  for (const condition of asked.question.when ?? []) {
    if (condition.equals === undefined) continue;
    const host = others.find((q) => q !== asked && q.question.fact === condition.fact && ['boolean', 'yes-no-unknown', 'choice'].includes(q.definition.type));
    if (host) return { host, code: String(condition.equals) };
  }
  return undefined;
}

function choiceWords(asked: AskedQuestion, code: string, page: FormPage | undefined, setting: FormSetting, ctx: PageContext): string {
  const own = choiceLabel(asked, code, page, setting, ctx);
  if (own !== code) return own;
  if (code === 'true' || code === 'yes') return ctx.t('choice.yes');
  if (code === 'false' || code === 'no') return ctx.t('choice.no');
  if (code === 'unknown') return ctx.t('choice.unknown');
  return own;
}

/** The value of a fact or an answer, in words. */
export function showValue(asked: AskedQuestion, value: Json, setting: FormSetting, ctx: PageContext, page?: FormPage): Printable {
  return kinds[asked.definition.type].show(value, {
    ctx, names: setting.names, files: setting.files, choice: (code) => choiceWords(asked, code, page, setting, ctx), list: setting.tables?.[asked.definition.list ?? ''],
  });
}

/** Where a fact comes from, in words: "From the population register, 3 November 2026". */
export function sourceText(fact: Pick<Fact, 'source' | 'assertedAt' | 'assertedBy'>, ctx: PageContext): string {
  const named = partnerName(fact, ctx);
  const day = onDay(fact.assertedAt, ctx);
  return named ? ctx.t('source.named', { who: named, day }) : ctx.t(`source.${fact.source}`, { day });
}

function partnerName(fact: Pick<Fact, 'assertedBy'>, ctx: PageContext): string | undefined {
  const partner = /^partner\/(.+)$/.exec(fact.assertedBy)?.[1];
  return partner && ctx.has(`partner.${partner}`) ? ctx.say(`partner.${partner}`) : undefined;
}

/**
 * The facts on file, one row for each, or for each group of them that is one thought.
 * A relation held by several is one line with their names.
 */
export function factGroups(shown: readonly AskedQuestion[], page: FormPage, setting: FormSetting, ctx: PageContext): { label: string; lines: Html; sources: string[] }[] {
  const groups = new Map<string, AskedQuestion[]>();
  for (const asked of shown) {
    const group = asked.question.group ?? asked.question.fact;
    groups.set(group, [...(groups.get(group) ?? []), asked]);
  }
  return [...groups].map(([group, members]) => ({
    label: groupLabel(group, members[0]!, page, setting, ctx),
    lines: factLines(members, page, setting, ctx),
    sources: [...new Set(members.map((asked) => sourceText(asked.fact!, ctx)))],
  }));
}

function factRows(shown: readonly AskedQuestion[], page: FormPage, setting: FormSetting, ctx: PageContext): Html {
  const groups = factGroups(shown, page, setting, ctx);
  const sources = [...new Set(groups.flatMap((group) => group.sources))];
  // One source for all is said once.
  const note = (list: readonly string[]): Html => html`<p class="note">${join(list, html`<br>`)}</p>`;
  return html`<ol class="facts">${groups.map((group) => html`<li><h2>${group.label}</h2>${group.lines}${sources.length > 1 && note(group.sources)}</li>`)}</ol>${sources.length === 1 && note(sources)}`;
}

function groupLabel(group: string, first: AskedQuestion, page: FormPage, setting: FormSetting, ctx: PageContext): string {
  const key = [`form.${page.id}.group.${group}`, `form.${page.id}.${group}`].find((candidate) => ctx.has(candidate));
  return key ? ctx.say(key, { applicant: setting.names[first.person.personId] ?? '' }) : questionLabel(first, page, setting, ctx);
}

function factLines(members: readonly AskedQuestion[], page: FormPage, setting: FormSetting, ctx: PageContext): Html {
  const relations = new Map<string, AskedQuestion[]>();
  const rows: Html[] = [];
  for (const asked of members) {
    if (asked.definition.about === 'relation' && asked.definition.type === 'boolean') {
      const list = relations.get(asked.definition.name);
      if (list) { list.push(asked); continue; }
      relations.set(asked.definition.name, [asked]);
      rows.push(html``); // its place; filled when all its people are known
    } else {
      rows.push(html`<p>${questionLabel(asked, page, setting, ctx)}: <b>${showValue(asked, asked.fact!.value, setting, ctx, page)}</b></p>`);
    }
  }
  let next = [...relations.values()];
  return html`${rows.map((row) => {
    if (row.text !== '') return row;
    const [people, ...rest] = next;
    next = rest;
    const yes = people!.filter((asked) => asked.fact!.value === true);
    const no = people!.filter((asked) => asked.fact!.value !== true);
    return html`${relationLine(yes, page, setting, ctx)}${no.length > 0 && relationLine(no, page, setting, ctx, ctx.t('choice.no'))}`;
  })}`;
}
function relationLine(people: readonly AskedQuestion[], page: FormPage, setting: FormSetting, ctx: PageContext, after?: string): Html | null {
  if (people.length === 0) return null;
  return html`<p>${questionLabel(people[0]!, page, setting, ctx)}: <b>${bdiList(people.map((asked) => setting.names[asked.person.personId] ?? ctx.t('name.unnamed')), ctx)}${after && ` – ${after}`}</b></p>`;
}

/** Error summary of a page. */
export function pageProblems(page: FormPage, problems: readonly Problem[], setting: FormSetting, ctx: PageContext): Html | null {
  return errorSummary(problemTexts(problems, page, setting, ctx), ctx);
}
