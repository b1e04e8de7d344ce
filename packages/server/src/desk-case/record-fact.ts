import { factSet, recordByOfficer, type CaseFile, type FactDefinition, type FactType, type Json, type Rulebook } from '@ankomst/core';
import { countries, kinds, type Arguments, type FormSetting, type PageContext, type TextKey } from '@ankomst/web';
import { handleCase, type StaffAct } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { staffWord } from '../web-staff/words.ts';
import type { RecordableAnswer } from './api.ts';

/** How a kind of fact is asked of an officer; the others (documents, machine-readable lines, consents) are nobody's to tell by telephone. */
const asked: Partial<Record<FactType, RecordableAnswer['kind']>> = {
  text: 'text', name: 'name', date: 'date', boolean: 'yes-no', 'yes-no-unknown': 'choice', choice: 'choice', country: 'choice', integer: 'number', number: 'number', percent: 'number', money: 'number',
  'organisation-number': 'text', email: 'text',
};

/** The facts of a service that an officer may record, in the order people are asked for them. A relation between two people is not told by one value. */
export function recordableFacts(file: CaseFile, rulebook: Rulebook, names: Record<string, string>, ctx: PageContext): RecordableAnswer[] {
  const order = rulebook.form.pages.flatMap((page) => page.questions.map((question) => question.fact));
  const place = (one: FactDefinition): number => (order.indexOf(one.name) + 1 || order.length + 1);
  const people = file.parties.map(({ personId, role }) => ({ value: personId, label: `${names[personId] || staffWord(ctx.language, 'unnamed')} (${ctx.say(`role.${role}`)})` }));
  return rulebook.facts.filter((one) => one.sources.includes('officer') && asked[one.type] && (one.about === 'person' || one.about === 'case')).toSorted((a, b) => place(a) - place(b)).map((one) => ({
    fact: one.name, label: ctx.say(`fact.${one.name}`), kind: asked[one.type]!, choices: choicesOf(one, ctx), people: one.about === 'person' ? people : [],
  }));
}

function choicesOf({ name, type, choices = [] }: FactDefinition, ctx: PageContext): RecordableAnswer['choices'] {
  if (type === 'country') return countries(ctx.language).map((one) => ({ value: one.code, label: one.name }));
  const codes = type === 'boolean' ? ['true', 'false'] : type === 'yes-no-unknown' ? ['yes', 'no', 'unknown'] : choices;
  const usual = { true: 'choice.yes', false: 'choice.no', yes: 'choice.yes', no: 'choice.no', unknown: 'choice.unknown' } as const;
  return codes.map((code) => {
    const own = `fact.${name}.${code}`, shared = usual[code as keyof typeof usual];
    return { value: code, label: ctx.has(own) ? ctx.say(own) : shared ? ctx.t(shared) : code };
  });
}

/**
 * Records what an officer has learnt, read by the same reader as what people type in a form.
 * @returns what is wrong with it, in words, where it could not be read
 * @throws Problem bad-request for a fact no officer records; DomainError bad-fact, wrong-phase
 */
export async function recordFact(deps: Deps, { fact, person, fields, how, ...act }: StaffAct & { fact: string; person?: string; fields: Record<string, string>; how: string }, ctx: PageContext): Promise<string | undefined> {
  let wrong: string | undefined;
  await handleCase(deps, act, 'handle', 'record-fact', ({ state, rulebook, file }, given) => {
    const definition = rulebook.facts.find((one) => one.name === fact);
    if (!definition || !asked[definition.type]) throw new Problem('bad-request');
    const value = read(definition, fields, { file, rulebook });
    if ('wrong' in value) throw new Unreadable(value.wrong, value.args);
    return recordByOfficer(state, { fact: { name: fact, value: value.value }, how, ...(person === undefined ? {} : { personId: person }) }, given);
  }).catch((error: unknown) => {
    if (!(error instanceof Unreadable)) throw error;
    wrong = (ctx.t as (key: TextKey, args?: Arguments) => string)(error.key, { label: ctx.say(`fact.${fact}`), ...error.args });
  });
  return wrong;
}

/** What was typed is no value of its kind: said in the words of the forms. */
class Unreadable extends Error {
  readonly key: TextKey;
  readonly args: Arguments | undefined;
  constructor(key: TextKey, args: Arguments | undefined) {
    super(key);
    this.key = key;
    this.args = args;
  }
}

function read(definition: FactDefinition, fields: Record<string, string>, { file, rulebook }: { file: CaseFile; rulebook: Rulebook }): { value: Json } | { wrong: TextKey; args?: Arguments } {
  const raw = Object.fromEntries(Object.entries(fields).map(([part, text]) => [definition.name + part, text]));
  const setting: FormSetting = {
    caseId: file.id, form: rulebook.form, facts: rulebook.facts, applicantRole: rulebook.applicantRole, parties: file.parties, me: file.parties[0]!, onFile: factSet([]), names: {}, files: [],
  };
  const parsed = kinds[definition.type].read(raw, definition.name, { definition, setting });
  return 'value' in parsed ? { value: parsed.value } : 'wrong' in parsed ? { wrong: parsed.wrong, ...(parsed.args ? { args: parsed.args } : {}) } : { wrong: 'problem.required' };
}
