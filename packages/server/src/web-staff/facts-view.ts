import { canonicalText, compareSources, subject, type Comparison, type Fact, type FactDefinition, type Json } from '@ankomst/core';
import { kinds, routes, type PageContext, type Printable, type StaffComparison, type StaffFact, type Words } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import { firstOf, type CaseScene } from '../web/case-words.ts';
import { staffWord } from './words.ts';

interface FactGroup { title: Words; rows: StaffFact[]; compared: StaffComparison[] }

/** Every fact of a case, by whose it is, with its source and what other sources say. */
export function factGroups(opened: OpenedCase, scene: CaseScene, ctx: PageContext): FactGroup[] {
  const { file, rulebook, facts, history } = opened;
  const order = new Map(rulebook.facts.map((definition, at) => [definition.name, at]));
  const rows = (keys: (key: string) => boolean): StaffFact[] => facts.filter((fact) => keys(fact.subject) && order.has(fact.name))
    .sort((a, b) => order.get(a.name)! - order.get(b.name)!).map((fact) => row(fact, history, opened, scene, ctx));
  const comparisons = compareSources(history, rulebook.facts, ctx.timeZone);
  const group = (title: Words, keys: (key: string) => boolean): FactGroup => ({ title, rows: rows(keys), compared: comparisons.filter((one) => keys(one.subject)).flatMap((one) => compared(one, opened, scene, ctx)) });
  const people = file.parties.map(({ personId, role }) => group(
    staffWord(ctx.language, 'group.person', { name: scene.names[personId] || staffWord(ctx.language, 'unnamed'), role: ctx.say(`role.${role}`) }),
    (key) => key === subject.person(personId) || key === subject.party(file.id, personId) || key.startsWith(`relation/${personId}/`),
  ));
  return [...people, group(staffWord(ctx.language, 'group.case'), (key) => key === subject.case(file.id))].filter((one) => one.rows.length > 0);
}

/** A comparison as the page shows it; none where only one of the three speaks. */
function compared({ name, said, agreement }: Comparison, opened: OpenedCase, scene: CaseScene, ctx: PageContext): StaffComparison[] {
  if (agreement === 'alone') return [];
  return [{
    label: { key: `fact.${name}` }, agreement,
    said: Object.fromEntries(Object.entries(said).map(([witness, { values, fact, doubtful }]) => [witness, {
      values: values.map((value) => shownValue({ name, value }, opened, scene, ctx)), source: sourceWords(fact, scene, ctx), doubtful,
      ...(witness === 'document' ? { href: documentOf(fact, opened) } : {}),
    }])),
  }];
}

/** The picture in which a fact was read, where it lies in the case. */
function documentOf(fact: Fact, opened: OpenedCase): string | undefined {
  const named = [fact.evidence, (fact.value as { document?: string } | null)?.document];
  const document = opened.documents.find((one) => named.includes(one.id));
  return document && routes.staff.file(opened.file.id, document.id);
}

function row(fact: Fact, history: OpenedCase['history'], opened: OpenedCase, scene: CaseScene, ctx: PageContext): StaffFact {
  const others = new Map<string, Fact>();
  for (const earlier of history) {
    const same = earlier.subject === fact.subject && earlier.name === fact.name && earlier.id !== fact.id;
    if (same && canonicalText(earlier.value) !== canonicalText(fact.value)) others.set(`${earlier.source} ${earlier.assertedBy}`, earlier);
  }
  return {
    label: { key: `fact.${fact.name}` }, value: shownValue(fact, opened, scene, ctx), source: sourceWords(fact, scene, ctx), certainty: fact.certainty, at: fact.assertedAt,
    others: [...others.values()].map((other) => ({ value: shownValue(other, opened, scene, ctx), source: sourceWords(other, scene, ctx), at: other.assertedAt })),
  };
}

/** A fact's value in words, as its kind writes it. */
export function shownValue(fact: Pick<Fact, 'name' | 'value'>, opened: OpenedCase, scene: CaseScene, ctx: PageContext): Printable {
  const definition: FactDefinition | undefined = opened.rulebook.facts.find((one) => one.name === fact.name);
  if (!definition) return plain(fact.value);
  if (typeof fact.value === 'boolean') return staffWord(ctx.language, fact.value ? 'yes' : 'no');
  return kinds[definition.type].show(fact.value, {
    ctx, names: scene.names, files: opened.documents, fileHref: (id) => routes.staff.file(opened.file.id, id),
    choice: (code) => (ctx.has(`fact.${fact.name}.${code}`) ? ctx.say(`fact.${fact.name}.${code}`) : code),
    list: opened.rulebook.tables[definition.list ?? ''],
  });
}

const plain = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Who says so. */
function sourceWords(fact: Fact, scene: CaseScene, ctx: PageContext): Words {
  const [kind, id = ''] = fact.assertedBy.split('/');
  if (kind === 'partner') return firstOf(ctx, [`partner.${id}`]);
  if (kind === 'person') return scene.names[id] || staffWord(ctx.language, 'by.person');
  if (kind === 'staff') return `${staffWord(ctx.language, 'by.staff')} ${id}`;
  return ctx.authority;
}
