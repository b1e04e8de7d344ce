import { canonicalText, type FormCondition, type FormPage, type Json } from '@ankomst/core';
import { askedOn, type Answers, type AskedQuestion, type FormSetting } from './setting.ts';

/**
 * The questions the page may put to this person: on an `ask` page those whose fact is not on file; on a `confirm`
 * page what is on file, and of what is not only what the page cannot do without (what another page asks is asked
 * there). Their conditions are another matter.
 */
export function candidatesOn(page: FormPage, setting: FormSetting): AskedQuestion[] {
  return askedOn(page, setting).filter((asked) => {
    if (page.kind === 'confirm') return asked.fact !== undefined || asked.question.required === true || asked.definition.about === 'party';
    return !asked.fact || isMine(asked, setting);
  });
}

/** On a `confirm` page what is on file is shown; only what is not is asked. */
export function isAsked(page: FormPage, asked: AskedQuestion): boolean {
  return page.kind === 'ask' || !asked.fact || asked.definition.about === 'party';
}

/** A fact this person gave in this form may be changed by them until it is sent; it is theirs, not something on file. */
function isMine(asked: AskedQuestion, setting: FormSetting): boolean {
  return asked.fact?.source === 'applicant' && asked.fact.assertedBy === `person/${setting.me.personId}` && asked.definition.about === 'party';
}

/** Do all the conditions hold, by the answers so far and else by what is on file? */
export function holds(conditions: readonly FormCondition[] | undefined, answers: Answers, page: FormPage, setting: FormSetting): boolean {
  return (conditions ?? []).every((condition) => {
    const values = valuesOf(condition, answers, page, setting);
    if (condition.known !== undefined && values.some((value) => value !== undefined) !== condition.known) return false;
    const some = (wanted: Json): boolean => values.some((value) => value !== undefined && canonicalText(value) === canonicalText(wanted));
    // what is not known is no other value
    if (condition.not !== undefined && (values.every((value) => value === undefined) || some(condition.not))) return false;
    return condition.equals === undefined || some(condition.equals);
  });
}

function valuesOf(condition: FormCondition, answers: Answers, page: FormPage, setting: FormSetting): (Json | undefined)[] {
  const probe: FormPage = { ...page, questions: [{ fact: condition.fact, of: condition.of, to: condition.to }] };
  return askedOn(probe, setting).map((asked) => {
    const answer = answers[asked.key];
    return answer ? (answer.kind === 'disputed' ? undefined : answer.value) : asked.fact?.value;
  });
}
