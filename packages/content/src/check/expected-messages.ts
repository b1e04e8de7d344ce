import type { RawContent, RawService } from '../files.ts';
import { factsNamed, rulesRows } from '../references.ts';
import type { Path } from '../source.ts';

/** A message the machinery will ask for, and the place in the content that makes it necessary. */
export interface ExpectedMessage { key: string; file: string; line: number; what: string }

/** Reasons for waiting that are the machinery's own (see `Waiting` in @ankomst/core). */
const ownWaiting = ['decision', 'second-officer', 'answer'];

/** Everything a service needs words for. */
export function expectedMessages(raw: RawContent, service: RawService): ExpectedMessage[] {
  const expected: ExpectedMessage[] = [];
  const { form } = service;
  const file = service.service;
  const value = file.value;
  const need = (key: string, what: string, path: Path, source: { file: string; line(path?: Path): number } = file): void => {
    expected.push({ key, what, file: source.file, line: source.line(path) });
  };

  for (const part of ['name', 'case', 'intro', 'duration', 'needs.1', 'steps.1']) need(`service.${part}`, 'the service', ['service']);
  const catalogue = new Map(raw.facts.map((one) => [one.definition.name, one]));
  for (const name of new Set([...factsNamed(service).map((one) => one.name), ...(value.facts ?? [])])) {
    const fact = catalogue.get(name);
    if (!fact) continue;
    need(`fact.${name}`, `the fact "${name}"`, [fact.index], fact.source);
    for (const choice of fact.definition.choices ?? []) need(`fact.${name}.${choice}`, `the choice "${choice}"`, [fact.index, 'choices'], fact.source);
  }
  form.value.pages.forEach((page, i) => {
    need(`form.${page.id}.title`, `the page "${page.id}"`, ['pages', i], form);
    page.questions.forEach((question, j) => {
      if (question.group) need(`form.${page.id}.group.${question.group}`, `the group "${question.group}"`, ['pages', i, 'questions', j], form);
    });
  });
  for (const reason of ownWaiting) need(`waiting.${reason}`, `waiting for "${reason}"`, ['requirements']);
  for (const role of value.apply?.roles ?? []) need(`apply.as.${role}`, 'a way to begin', ['apply', 'roles']);
  for (const one of value.apply?.openings ?? []) need(`apply.as.${one.id}`, 'a way to begin', ['apply', 'openings']);
  if (value.apply?.invite) for (const reason of ['invite', 'invite.you', 'join']) need(`waiting.${reason}`, 'waiting for somebody who is to come in', ['apply', 'invite']);
  if (value.roles.some((one) => one.may.includes('appeal'))) for (const key of ['waiting.appeal-review', 'waiting.court', 'partner.court']) need(key, 'an appeal', ['roles']);
  need('requirement.decision', 'the step of the decision', ['requirements']);
  value.requirements.forEach((one, i) => {
    need(`requirement.${one.id}`, `the requirement "${one.id}"`, ['requirements', i]);
    need(`requirement.${one.id}.do`, `what to do about "${one.id}"`, ['requirements', i]);
    need(`waiting.${one.id}`, `waiting for "${one.id}"`, ['requirements', i]);
    if ('role' in one.holder || 'anyOf' in one.holder) need(`waiting.${one.id}.you`, `waiting for "${one.id}", said to its holder`, ['requirements', i]);
    if ('partner' in one.holder) need(`partner.${one.holder.partner}`, `the partner "${one.holder.partner}"`, ['requirements', i]);
    if (one.deadline) need(`deadline.${one.deadline.id}`, `the deadline "${one.deadline.id}"`, ['requirements', i, 'deadline']);
  });
  value.deadlines.forEach((one, i) => need(`deadline.${one.id}`, `the deadline "${one.id}"`, ['deadlines', i]));
  value.deadlines.forEach((one, i) => { if (one.opens) need(`deadline.${one.opens.id}`, `the deadline "${one.opens.id}"`, ['deadlines', i, 'opens']); });
  value.conditions.forEach((one, i) => need(`condition.${one.id}`, `the condition "${one.id}"`, ['conditions', i]));
  value.alternatives?.forEach((one, i) => {
    need(`alternative.${one.id}`, `the alternative "${one.id}"`, ['alternatives', i]);
    need(`alternative.${one.id}.how`, `what to do to get the alternative "${one.id}"`, ['alternatives', i]);
  });
  value.roles.forEach((one, i) => need(`role.${one.role}`, `the role "${one.role}"`, ['roles', i]));
  value.notices.forEach((one, i) => need(`partner.${one.partner}`, `the partner "${one.partner}"`, ['notices', i]));
  value.letters.forEach((letter, i) => need(`letter.${letter}`, `the letter "${letter}"`, ['letters', i]));
  for (const outcome of ['granted', 'refused', 'dismissed']) need(`decision.${outcome}`, `the outcome "${outcome}"`, ['outcome']);
  if (value.automation.enabled) need('automation.explained', 'that a computer decided', ['automation']);
  if (value.offer) {
    for (const part of ['title', 'news', 'text']) need(`offer.${part}`, 'the offer', ['offer']);
    need(`partner.${value.offer.partner}`, `the partner "${value.offer.partner}"`, ['offer', 'partner']);
  }
  return expected;
}

/**
 * Families of keys that some part of the machinery may ask for without the content making it
 * necessary. A key outside them and outside the expected ones is read by nobody.
 */
export function readable(key: string, raw: RawContent, service: RawService | undefined, expected: ReadonlySet<string>): boolean {
  if (expected.has(key)) return true;
  if (/^(event\.[A-Z]\w+(\.[\w-]+)?|ui\.[\w-]+|partner\.[\w-]+|country\.[A-Z]{3}|permit\.(kind|ground)\.[\w-]+|deadline\.left|waiting\.(decision|second-officer|answer|automatic-decision|invite|join|appeal-review|court)(\.you)?)$/.test(key)) return true;
  if (/^(service\.(how-it-starts|fee-note|(needs|steps)\.\d+)|offer\.by-why|precheck\.(title|intro)|visit\.bring\.\d+|card\.(ordered|produced|failed|handed-out))$/.test(key)) return true;
  for (const one of service ? [service] : raw.services) {
    // `….decided`: the reason as a refusal gives it, without what was still to come; `….told`: with the figures of its row
    if (rulesRows(one.dmn.text).some((row) => row.reason === key || `${row.reason}.decided` === key || (row.told.length > 0 && key === `${row.reason}.told`))) return true;
    for (const page of one.form.value.pages) {
      if (key === `form.${page.id}.intro` || key === `form.${page.id}.help`) return true;
      for (const { fact } of page.questions) {
        for (const stem of [`form.${page.id}.${fact}`, `question.${fact}`]) if (key === stem || key === `${stem}.hint` || key.startsWith(`${stem}.`)) return true;
      }
    }
  }
  return false;
}
