import { canonicalText, subject, type Assessment, type CaseEvent, type Fact, type Json } from '@ankomst/core';
import type { PageContext } from '@ankomst/web';
import { actorOf, type OpenedCase } from '../access/open-case.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import { plainValue } from '../letters/facts-behind.ts';
import { firstOf, type CaseScene } from '../web/case-words.ts';
import { shownValue } from '../web-staff/facts-view.ts';
import { staffWord } from '../web-staff/words.ts';
import type { CaseAnswer, ClaimAnswer, FactAnswer } from './api.ts';
import { differences, type Difference, type Statement } from './difference.ts';
import { placeOfFact } from './place-of-fact.ts';
import { deskWord } from './words.ts';

/** Every fact of a case with what each source says of it, not yet in words. */
export function caseDifferences(opened: OpenedCase, assessment: Assessment | undefined, timeZone: string): Difference[] {
  const { facts, history, rulebook } = opened;
  return differences({ facts, history, definitions: rulebook.facts, timeZone, assessment, byCounterpart: (fact) => isOtherSide(sayerOf(fact, opened), opened) });
}

/** Whose word it is: the party for whom somebody spoke, or who spoke. */
function sayerOf(fact: Fact, { events }: Pick<OpenedCase, 'events'>): string {
  const told = events.find((event) => Array.isArray(event.data['facts']) && (event.data['facts'] as Json[]).includes(fact.id))?.actor;
  return told?.onBehalfOf ?? fact.assertedBy.split('/')[1] ?? '';
}

/** An organisation that stands in the case beside the applicant. */
function isOtherSide(personId: string, { file, rulebook }: Pick<OpenedCase, 'file' | 'rulebook'>): boolean {
  const role = file.parties.find((party) => party.personId === personId)?.role;
  return rulebook.roles.some((one) => one.role === role && one.is === 'organisation');
}

/** The facts in words, by whose they are: first who has something to be looked at, and within each that, then in the order people are asked, then the rest. */
export function factGroups(opened: OpenedCase<Staff>, found: readonly Difference[], scene: CaseScene, ctx: PageContext): CaseAnswer['facts'] {
  const { file, rulebook } = opened;
  const asked = rulebook.form.pages.flatMap((page) => page.questions.map((question) => question.fact));
  const order = new Map([...asked, ...rulebook.facts.map((definition) => definition.name)].map((name, at) => [name, at] as const).toReversed());
  const group = (id: string, title: string, ofIt: (key: string) => boolean): CaseAnswer['facts'][number] => ({
    id, title,
    facts: found.filter((one) => ofIt(one.subject)).toSorted((a, b) => Number(b.open) - Number(a.open) || (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0)).map((one) => factAnswer(one, opened, scene, ctx)),
  });
  const people = file.parties.map(({ personId, role }) => group(
    personId, staffWord(ctx.language, 'group.person', { name: scene.names[personId] || staffWord(ctx.language, 'unnamed'), role: ctx.say(`role.${role}`) }),
    (key) => key === subject.person(personId) || key === subject.party(file.id, personId) || key.startsWith(`relation/${personId}/`),
  ));
  const all = [...people, group('case', staffWord(ctx.language, 'group.case'), (key) => key === subject.case(file.id))].filter((one) => one.facts.length > 0);
  return all.toSorted((a, b) => Number(b.facts.some((fact) => fact.open)) - Number(a.facts.some((fact) => fact.open)));
}

function factAnswer(one: Difference, opened: OpenedCase<Staff>, scene: CaseScene, ctx: PageContext): FactAnswer {
  const { standing, proposed, name } = one;
  const value = (of: Json): string => plain(shownValue({ name, value: of }, opened, scene, ctx));
  const weighed = standing && opened.events.find((event) => Array.isArray(event.data['facts']) && event.data['because'] !== undefined && (event.data['facts'] as Json[]).includes(standing.id));
  const settled = weighed?.type === 'DifferenceSettled' ? weighed : undefined;
  const earlier = opened.history.filter((fact) => fact.subject === one.subject && fact.name === name);
  return {
    key: `${one.subject} ${name}`, label: ctx.say(`fact.${name}`), value: standing ? value(standing.value) : '', state: one.state, open: one.open, conditions: one.conditions,
    ...(standing ? { certainty: ctx.t(`certainty.${standing.certainty}`) } : {}),
    stands: standsWords(one, weighed, opened, scene, ctx),
    claims: one.statements.map((statement) => claimAnswer(statement, one, value, opened, scene, ctx)),
    ...(proposed ? { proposed: { claim: proposed.statement.fact.id, value: value(proposed.value), why: deskWord(ctx.language, `why.${proposed.statement.witness === 'officer' ? 'applicant' : proposed.statement.witness}`) } } : {}),
    ...(settled && settled.actor.id === actorOf(opened.subject).id ? { reopen: standing!.id } : {}),
    history: earlier.toReversed().map((fact) => ({ value: value(fact.value), who: who(fact, opened, scene, ctx), at: fact.assertedAt, stands: fact.id === standing?.id })),
  };
}

function claimAnswer({ witness, fact, values, doubtful }: Statement, { name, standing }: Difference, value: (of: Json) => string, opened: OpenedCase, scene: CaseScene, ctx: PageContext): ClaimAnswer {
  const place = placeOfFact(fact, name, opened.documents, ctx.timeZone);
  return {
    id: fact.id, witness, who: who(fact, opened, scene, ctx), at: fact.assertedAt, values: values.map(value), doubtful,
    stands: fact.id === standing?.id || (standing !== undefined && values.length === 1 && canonicalText(values[0]!) === canonicalText(standing.value)),
    ...(place ? { place } : {}),
  };
}

function standsWords({ state, standing, statements }: Difference, settled: CaseEvent | undefined, opened: OpenedCase, scene: CaseScene, ctx: PageContext): string {
  const say = (key: Parameters<typeof deskWord>[1], args: Record<string, string> = {}): string => deskWord(ctx.language, key, args);
  const by = standing ? who(standing, opened, scene, ctx) : '';
  if (state === 'settled' || settled) {
    const because = String(settled?.data['because'] ?? '').replace(/\.$/, '');
    return because ? say('stands.settled', { who: by, because: `${because}.` }) : say('stands.settled.plain', { who: by });
  }
  if (state === 'doubted') return say(standing?.certainty === 'doubtful' || statements.some((one) => one.doubtful) ? 'stands.doubtful' : 'stands.doubted', { who: by });
  return say(`stands.${state}`, { who: by });
}

/** Who says it, by name where it is a party. */
function who(fact: Fact, opened: OpenedCase, scene: CaseScene, ctx: PageContext): string {
  const [kind, id = ''] = fact.assertedBy.split('/');
  switch (kind) {
    case 'partner': return textOf(firstOf(ctx, [`partner.${id}`]), ctx);
    case 'staff': return deskWord(ctx.language, 'by.officer', { id: scene.names[id] ?? id });
    case 'person': return scene.names[sayerOf(fact, opened)] || staffWord(ctx.language, 'by.person');
    // a login speaks for the person it is of
    default: return fact.source === 'applicant' ? scene.names[fact.subject.split('/')[1] ?? ''] || staffWord(ctx.language, 'by.person') : deskWord(ctx.language, 'source.own');
  }
}

const textOf = (words: ReturnType<typeof firstOf>, ctx: PageContext): string => (typeof words === 'string' ? words : ctx.say(words.key, words.args));

/** A value without markup and without the marks that keep directions apart in running text: it stands alone. */
const plain = (value: Parameters<typeof plainValue>[0]): string => plainValue(value).replace(/[\u2066-\u2069]/g, '');
