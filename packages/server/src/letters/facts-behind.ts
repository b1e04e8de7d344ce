import type { Assessment, CaseEvent, Fact, FactSnapshot, Rulebook } from '@ankomst/core';
import { html, kinds, type PageContext, type Printable } from '@ankomst/web';
import type { PartyEye } from '../access/household.ts';

/** A fact on which a condition turned: what it says, and on whose word. */
export interface FactBehind { label: string; value: Printable; source: string }

/** What the words of a fact are made from: the case as it is stored, and the names that stand in it. */
export interface FactScene { rulebook: Rulebook; facts: readonly Fact[]; events: readonly CaseEvent[]; names: Record<string, string> }

/**
 * The facts a condition was decided on, as they stood in the assessment, and only those this reader sees;
 * each with who said it (Aliens Act 13:10 and Administrative Procedure Act 32 § ask for the circumstances that decided).
 */
export function factsBehind(assessment: Pick<Assessment, 'conditions' | 'facts'>, condition: string, scene: FactScene, eye: Pick<PartyEye, 'fact'>, ctx: PageContext): FactBehind[] {
  const read = new Set(assessment.conditions.find((one) => one.condition === condition)?.facts);
  return assessment.facts.filter((fact) => read.has(`${fact.subject} ${fact.name}`) && eye.fact({ ...fact, assertedBy: '' })).map((fact) => factInWords(fact, scene, ctx));
}

/** A fact as it stood, in words, and who said it. */
export function factInWords(fact: FactSnapshot, scene: FactScene, ctx: PageContext): FactBehind {
  return { label: ctx.say(`fact.${fact.name}`), value: shown(fact, scene, ctx), source: sourceOf(fact, scene, ctx) };
}

function shown({ name, value }: FactSnapshot, { rulebook, names }: FactScene, ctx: PageContext): Printable {
  const definition = rulebook.facts.find((one) => one.name === name);
  if (!definition) return String(value);
  const choice = (code: string): string => (ctx.has(`fact.${name}.${code}`) ? ctx.say(`fact.${name}.${code}`) : code);
  return kinds[definition.type].show(value, { ctx, names, choice, list: rulebook.tables[definition.list ?? ''] });
}

/** Who said it: the party by name, also where somebody spoke for it; else what kind of source it is. */
function sourceOf(fact: FactSnapshot, { facts, events, names }: FactScene, ctx: PageContext): string {
  const [kind, id = ''] = (facts.find((one) => one.id === fact.id)?.assertedBy ?? '').split('/');
  if (kind === 'partner') return ctx.say('ui.source.by', { who: ctx.say(`partner.${id}`) });
  if (fact.source !== 'applicant') return ctx.say(`ui.source.${fact.source}`);
  const told = events.find((event) => event.type === 'FactsRecorded' && (event.data['facts'] as string[]).includes(fact.id))?.actor;
  const who = names[told?.onBehalfOf ?? told?.id ?? id];
  return who ? ctx.say('ui.source.said', { who }) : ctx.say('ui.source.applicant');
}

/** A value as it stands in running text: without markup, kept apart from the direction of what is round it. */
export function plainValue(value: Printable): string {
  const text = html`${value}`.text.replace(/<br\s*\/?>/g, ', ').replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  return `\u2068${text.replace(/[\u2066-\u2069]/g, '').trim()}\u2069`;
}
