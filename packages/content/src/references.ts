import type { DeadlineDefinition } from '@ankomst/core';
import type { RawService } from './files.ts';
import { lineAt, type Path } from './source.ts';

/** A name used in a service, and where. */
export interface FactUse { name: string; file: string; line: number; as: 'binding' | 'requirement' | 'form' | 'offer' | 'apply' | 'notice' | 'automation' }
export interface LawUse { id: string; file: string; line: number }

/** Every fact a service's files name, with its place. */
export function factsNamed({ service, form }: RawService): FactUse[] {
  const uses: FactUse[] = [];
  const add = (as: FactUse['as'], source: typeof service | typeof form, name: string | undefined, path: Path): void => {
    if (name !== undefined && name !== '*') uses.push({ name, file: source.file, line: source.line(path), as });
  };
  const value = service.value;
  value.bindings.forEach((binding, i) => {
    for (const [field, one] of Object.entries(binding.fields)) if ('fact' in one) add('binding', service, one.fact, ['bindings', i, 'fields', field]);
  });
  value.requirements.forEach((one, i) => {
    if ('fact' in one.needs) add('requirement', service, one.needs.fact, ['requirements', i, 'needs']);
    add('requirement', service, one.where?.fact, ['requirements', i, 'where']);
    add('requirement', service, one.when?.fact, ['requirements', i, 'when']);
    for (const [field, asked] of Object.entries(one.ask?.fields ?? {})) add('requirement', service, asked.fact, ['requirements', i, 'ask', 'fields', field]);
    add('requirement', service, one.deadline?.lapsesTo?.fact, ['requirements', i, 'deadline', 'lapsesTo']);
  });
  value.apply?.set?.forEach((one, i) => {
    add('apply', service, one.fact, ['apply', 'set', i]);
    add('apply', service, one.when?.fact, ['apply', 'set', i]);
  });
  value.apply?.openings?.forEach((one, i) => {
    add('apply', service, one.when.fact, ['apply', 'openings', i]);
    for (const { fact } of one.set) add('apply', service, fact, ['apply', 'openings', i]);
  });
  value.apply?.carry?.forEach((name, i) => add('apply', service, name, ['apply', 'carry', i]));
  for (const [name, from] of Object.entries(value.apply?.carryAs ?? {})) {
    add('apply', service, name, ['apply', 'carryAs', name]);
    add('apply', service, from, ['apply', 'carryAs', name]);
  }
  value.apply?.lookUp?.facts.forEach((one, i) => add('apply', service, one.fact, ['apply', 'lookUp', 'facts', i]));
  value.apply?.invite?.forEach((one, i) => add('apply', service, one.by, ['apply', 'invite', i]));
  value.offer?.facts.forEach((one, i) => add('offer', service, one.fact, ['offer', 'facts', i]));
  value.offer?.lookUp?.facts.forEach((one, i) => add('offer', service, one.fact, ['offer', 'lookUp', 'facts', i]));
  value.notices.forEach((notice, i) => {
    for (const [field, one] of Object.entries(notice.payload)) add('notice', service, one.fact, ['notices', i, 'payload', field]);
  });
  for (const name of Object.keys(value.automation.accepts)) add('automation', service, name, ['automation', 'accepts', name]);
  form.value.pages.forEach((page, i) => {
    page.when?.forEach((one, j) => add('form', form, one.fact, ['pages', i, 'when', j]));
    page.questions.forEach((question, j) => {
      add('form', form, question.fact, ['pages', i, 'questions', j]);
      question.when?.forEach((one, k) => add('form', form, one.fact, ['pages', i, 'questions', j, 'when', k]));
    });
  });
  return uses;
}

/** Every provision a service's files cite, with its place. */
export function lawNamed({ service, dmn }: RawService): LawUse[] {
  const rows = rulesRows(dmn.text).flatMap((row) => row.basis.map((id): LawUse => ({ id, file: dmn.file, line: row.line })));
  return [...lawInService(service), ...rows];
}

/** The provisions cited in `service.yaml` itself. */
export function lawInService(service: RawService['service']): LawUse[] {
  const uses: LawUse[] = [];
  const add = (id: string, path: Path): void => { uses.push({ id, file: service.file, line: service.line(path) }); };
  const value = service.value;
  value.legalBasis.forEach((id, i) => add(id, ['legalBasis', i]));
  value.conditions.forEach((one, i) => one.basis.forEach((id, j) => add(id, ['conditions', i, 'basis', j])));
  const deadline = (one: DeadlineDefinition, path: Path): void => {
    add(one.basis, [...path, 'basis']);
    if (one.extend) add(one.extend.basis, [...path, 'extend', 'basis']);
    if (one.opens) add(one.opens.basis, [...path, 'opens', 'basis']);
  };
  value.requirements.forEach((one, i) => { if (one.deadline) deadline(one.deadline, ['requirements', i, 'deadline']); });
  value.deadlines.forEach((one, i) => deadline(one, ['deadlines', i]));
  value.alternatives?.forEach((one, i) => one.basis.forEach((id, j) => add(id, ['alternatives', i, 'basis', j])));
  value.automation.commissioning.basis.forEach((id, i) => add(id, ['automation', 'commissioning', 'basis', i]));
  value.notices.forEach((one, i) => { if (one.basis) add(one.basis, ['notices', i, 'basis']); });
  if (value.offer) add(value.offer.basis, ['offer', 'basis']);
  return uses;
}

/** A row of a decision table with its two annotations, as far as a reader of the text needs them. */
export interface RuleRow {
  id: string; decision: string; decisionId: string; line: number; basis: string[]; reason: string;
  /** What the row lets its reason tell: the name in the message, and the decision whose value it is. */
  told: { name: string; decision: string }[];
}

const decisionTag = /<decision\b[^>]*>/g;
const attribute = (tag: string, name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
const plain = (text: string): string => text.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&').trim();

// the rows are asked for once per message and provision, of every service in turn
const read = new Map<string, RuleRow[]>();

/**
 * The rows of all decision tables with the columns "Legal basis" and "Reason".
 * A light reading of the XML for names and places; what the rows mean is the engine's business.
 */
export function rulesRows(xml: string): readonly RuleRow[] {
  let rows = read.get(xml);
  if (!rows) {
    if (read.size >= 16) read.clear();
    read.set(xml, rows = readRows(xml));
  }
  return rows;
}

function readRows(xml: string): RuleRow[] {
  const text = xml.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '));
  const rows: RuleRow[] = [];
  const starts = [...text.matchAll(decisionTag)];
  starts.forEach((match, index) => {
    const body = text.slice(match.index, starts[index + 1]?.index ?? text.length);
    const columns = [...body.matchAll(/<annotation\b[^>]*?(?:\/>|>)/g)].map((one) => attribute(one[0], 'name'));
    for (const rule of body.matchAll(/<rule\b([^>]*)>([\s\S]*?)<\/rule>/g)) {
      const notes = [...rule[2]!.matchAll(/<annotationEntry\b[^>]*?(?:\/>|>([\s\S]*?)<\/annotationEntry>)/g)].map((one) => plain(one[1] ?? ''));
      const note = (column: string): string => notes[columns.indexOf(column)] ?? '';
      rows.push({
        id: attribute(rule[1]!, 'id'), decision: attribute(match[0], 'name'), decisionId: attribute(match[0], 'id'),
        line: lineAt(text, match.index + rule.index),
        basis: note('Legal basis').split(';').map((part) => part.trim()).filter(Boolean),
        reason: note('Reason'),
        told: note('Told').split(/[;\n]/).filter((part) => part.trim()).map((part) => { const [name = '', decision = ''] = part.split(':').map((one) => one.trim()); return { name, decision }; }),
      });
    }
  });
  return rows;
}
