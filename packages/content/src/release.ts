import { contentHash, type FactDefinition, type Rulebook, type RulebookContent } from '@ankomst/core';
import type { RawContent, RawService } from './files.ts';
import { ContentError, type Finding } from './finding.ts';
import { factsNamed, lawNamed } from './references.ts';

/**
 * Releases a service: all that a decision and its replay years later need, in one immutable
 * object named by the hash of its content. The same files give the same hash on any machine:
 * nothing of the time or place of the release is in it.
 *
 * Throws ContentError where a fact, table or provision it names does not exist.
 */
export function compileRulebook(raw: RawContent, service: RawService): Rulebook {
  const source = service.service.value;
  const problems: Finding[] = [];
  const missing = (code: string, message: string, fix: string): void => {
    problems.push({ code, severity: 'error', file: service.service.file, line: 1, message, fix });
  };

  const catalogue = new Map(raw.facts.map((one) => [one.definition.name, one.definition]));
  const facts: FactDefinition[] = [];
  for (const name of [...new Set([...factsNamed(service).map((one) => one.name), ...(source.facts ?? [])])].sort()) {
    const definition = catalogue.get(name);
    if (definition) facts.push(definition);
    else missing('unknown-fact', `the service names the fact "${name}", which the catalogue lacks`, 'add it under facts/, or correct the name');
  }

  const law = new Map(raw.law.value.map((one) => [one.id, one]));
  const legalBasis: Rulebook['legalBasis'] = [];
  const named = new Set([...lawNamed(service).map((one) => one.id), ...facts.map((fact) => fact.ground)]);
  for (const id of [...named].sort()) {
    const entry = law.get(id);
    if (entry) legalBasis.push({ id, label: entry.label, ...(entry.url ? { url: entry.url } : {}), verified: entry.verified === true });
    else missing('unknown-law', `the service cites "${id}", which law.yaml lacks`, 'add the provision to law.yaml, or correct the id');
  }

  const tables: RulebookContent['tables'] = {};
  for (const id of source.tables) {
    const table = raw.tables[id];
    if (table) tables[id] = table.rows;
    else missing('unknown-table', `the service names the table "${id}", which does not exist`, `write tables/${id}.csv`);
  }
  if (problems.length > 0) throw new ContentError(problems);

  const text: RulebookContent['text'] = {};
  for (const language of raw.authority.value.languages.offered) {
    text[language] = { ...raw.text[language]?.value, ...service.text[language]?.value };
  }
  const letters: RulebookContent['letters'] = {};
  for (const letter of source.letters) {
    letters[letter] = Object.fromEntries(Object.entries(service.letters[letter] ?? {}).map(([language, one]) => [language, one.text]));
  }

  const content: RulebookContent = {
    service: source.service, version: source.version, validFrom: source.validFrom, approvedBy: source.approvedBy,
    automation: {
      ...source.automation,
      commissioning: { ...source.automation.commissioning, ...(service.commissioning ? { reasons: service.commissioning.text } : {}) },
    },
    roles: source.roles, applicantRole: source.applicantRole,
    bindings: source.bindings, conditions: source.conditions, outcome: source.outcome, permit: source.permit,
    ...(source.fee ? { fee: source.fee } : {}),
    ...(source.apply ? { apply: source.apply } : {}), ...(source.precheck ? { precheck: source.precheck } : {}),
    ...(source.alternatives ? { alternatives: source.alternatives } : {}),
    requirements: source.requirements, deadlines: source.deadlines, form: service.form.value,
    dmn: service.dmn.text, tables, facts, letters, text, notices: source.notices,
    ...(source.offer ? { offer: source.offer } : {}),
    legalBasis, unit: source.unit,
  };
  return deepFreeze({ hash: contentHash(content), ...content });
}

/** A released rulebook is the same for all who hold it; nobody can change it in passing. */
function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
