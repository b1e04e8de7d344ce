import type { FactDefinition } from '@ankomst/core';
import type { Finding } from '../finding.ts';
import type { RawContent, RawFact } from '../files.ts';
import { factsNamed } from '../references.ts';

/** An organisation is a (legal) person: its facts are about a person, but named for what they say. */
const prefixes: Partial<Record<FactDefinition['about'], string[]>> = { person: ['person', 'organisation'] };

/** Faults of the catalogue itself, and of what the services name of it. */
export function checkFacts(raw: RawContent): Finding[] {
  const findings: Finding[] = [];
  const law = new Set(raw.law.value.map((one) => one.id));
  const seen = new Map<string, RawFact>();
  const at = (fact: RawFact, code: string, severity: Finding['severity'], message: string, fix: string): void => {
    findings.push({ code, severity, file: fact.source.file, line: fact.source.line([fact.index]), message, fix });
  };
  for (const fact of raw.facts) {
    const { definition } = fact;
    const before = seen.get(definition.name);
    if (before) at(fact, 'duplicate-fact', 'error', `the fact "${definition.name}" is defined twice`, `keep one; the other stands in ${before.source.file}:${before.source.line([before.index])}`);
    seen.set(definition.name, fact);
    if (!(prefixes[definition.about] ?? [definition.about]).includes(definition.name.split('.')[0]!)) at(fact, 'fact-name', 'error', `the fact "${definition.name}" is about a ${definition.about}, but its name says otherwise`, `begin the name with "${definition.about}."`);
    if (definition.list !== undefined) {
      const list = raw.tables[definition.list];
      if (!list) at(fact, 'unknown-table', 'error', `the codes of "${definition.name}" are in a table "${definition.list}", which does not exist`, `write tables/${definition.list}.csv, or correct the name`);
      else if (list.definition && !('code' in list.definition.columns)) at(fact, 'list-without-code', 'error', `the table "${definition.list}" of "${definition.name}" has no column "code"`, 'name its column of codes "code"');
    }
    if (!definition.ground) at(fact, 'fact-without-ground', 'error', `the fact "${definition.name}" has no legal ground`, 'name in `ground` the provision (id in law.yaml) that lets the authority hold it');
    else if (!law.has(definition.ground)) at(fact, 'unknown-law', 'error', `the ground "${definition.ground}" of "${definition.name}" is not in law.yaml`, 'add the provision, or correct the id');
  }

  const used = new Set<string>();
  for (const service of raw.services) {
    const extra = (service.service.value.facts ?? []).map((name, i) => ({ name, file: service.service.file, line: service.service.line(['facts', i]), as: 'binding' as const }));
    for (const use of [...factsNamed(service), ...extra]) {
      used.add(use.name);
      if (!seen.has(use.name)) {
        findings.push({ code: 'unknown-fact', severity: 'error', file: use.file, line: use.line, message: `the fact "${use.name}" is not in the catalogue`, fix: nearest(use.name, [...seen.keys()]) });
      }
    }
    checkSources(service.service, [...seen.values()].map((one) => one.definition), findings);
  }
  for (const fact of raw.facts) {
    if (!used.has(fact.definition.name)) at(fact, 'unused-fact', 'warning', `no service uses the fact "${fact.definition.name}"`, 'remove it, or name it in a service: what is not needed may not be held');
  }
  return findings;
}

/** The automation may only accept a source that may assert the fact at all; the offer likewise. */
function checkSources(service: RawContent['services'][number]['service'], catalogue: readonly FactDefinition[], findings: Finding[]): void {
  const known = new Map(catalogue.map((one) => [one.name, one]));
  for (const [name, sources] of Object.entries(service.value.automation.accepts)) {
    for (const source of sources) {
      const definition = known.get(name);
      if (definition && !definition.sources.includes(source)) {
        findings.push({
          code: 'source-not-allowed', severity: 'error', file: service.file, line: service.line(['automation', 'accepts', name]),
          message: `the automation accepts "${name}" from ${source}, which may not assert it`, fix: `the catalogue allows: ${definition.sources.join(', ')}`,
        });
      }
    }
  }
  service.value.offer?.facts.forEach((one, i) => {
    const definition = known.get(one.fact);
    if (definition && !definition.sources.includes(one.source)) {
      findings.push({
        code: 'source-not-allowed', severity: 'error', file: service.file, line: service.line(['offer', 'facts', i]),
        message: `the offer records "${one.fact}" from ${one.source}, which may not assert it`, fix: `the catalogue allows: ${definition.sources.join(', ')}`,
      });
    }
  });
}

/** "did you mean" by shared letters in order; plain, but enough for a slip of the hand. */
export function nearest(name: string, candidates: readonly string[]): string {
  let best: string | undefined;
  let bestDistance = Math.max(3, Math.floor(name.length / 3));
  for (const candidate of candidates) {
    const found = distance(name, candidate);
    if (found < bestDistance) [best, bestDistance] = [candidate, found];
  }
  return best ? `did you mean "${best}"?` : 'add it, or correct the name';
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
