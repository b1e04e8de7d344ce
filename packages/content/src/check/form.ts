import type { FactDefinition, FormCondition, Json } from '@ankomst/core';
import type { Finding } from '../finding.ts';
import type { RawContent, RawService } from '../files.ts';
import type { Path } from '../source.ts';

/** Pages and questions nobody can reach or nobody may answer. */
export function checkForm(raw: RawContent): Finding[] {
  const catalogue = new Map(raw.facts.map((one) => [one.definition.name, one.definition]));
  return raw.services.flatMap((service) => checkOne(service, catalogue));
}

const key = (condition: { fact: string; of?: string; to?: string }, applicant: string): string => `${condition.of ?? applicant} ${condition.fact}`;

function checkOne(raw: RawService, catalogue: ReadonlyMap<string, FactDefinition>): Finding[] {
  const { form, service } = raw;
  const findings: Finding[] = [];
  const applicant = service.value.applicantRole;
  const roles = new Set(service.value.roles.map((one) => one.role));
  const add = (code: string, path: Path, message: string, fix: string): void => {
    findings.push({ code, severity: 'error', file: form.file, line: form.line(path), message, fix });
  };
  /** Facts that may be known when a page is reached: told by the offer, or asked on an earlier page. */
  const offered = new Map<string, { always: boolean }>();
  for (const one of service.value.offer?.facts ?? []) {
    const always = one.ifAny === undefined && (one.value !== undefined || one.isIn !== undefined || one.count !== undefined);
    offered.set(key(one, applicant), { always });
  }
  for (const one of service.value.offer?.lookUp?.facts ?? []) {
    for (const role of service.value.offer?.lookUp?.roles ?? []) offered.set(`${role} ${one.fact}`, { always: false });
  }
  for (const one of service.value.apply?.set ?? []) offered.set(key(one, applicant), { always: one.when === undefined });
  for (const name of service.value.apply?.carry ?? []) offered.set(key({ fact: name }, applicant), { always: false });
  const asked = new Map<string, { page: string; when: readonly FormCondition[] }>();
  const ids = new Set<string>();

  const impossible = (condition: FormCondition, others: readonly FormCondition[], own: readonly string[]): string | undefined => {
    const definition = catalogue.get(condition.fact);
    if (!definition) return undefined; // told elsewhere
    const name = key(condition, applicant);
    if (condition.equals !== undefined) {
      if (!fits(condition.equals, definition)) return `"${condition.fact}" can never be ${JSON.stringify(condition.equals)}`;
      if (condition.known === false) return `"${condition.fact}" cannot both be unknown and have a value`;
      const clash = others.find((other) => other !== condition && key(other, applicant) === name && other.equals !== undefined && JSON.stringify(other.equals) !== JSON.stringify(condition.equals));
      if (clash) return `"${condition.fact}" cannot be ${JSON.stringify(condition.equals)} and ${JSON.stringify(clash.equals)} at once`;
    }
    if (condition.equals !== undefined || condition.known === true) {
      const before = asked.get(name);
      if (!offered.has(name) && !before && !own.includes(name)) return `nothing before it tells or asks "${condition.fact}"`;
      // asked only where an earlier condition rules this one out
      const ruled = before?.when.find((other) => key(other, applicant) === name && other.equals !== undefined && JSON.stringify(other.equals) !== JSON.stringify(condition.equals));
      if (ruled && !offered.has(name)) return `"${condition.fact}" is only asked where it is ${JSON.stringify(ruled.equals)}`;
    }
    if (condition.known === false && offered.get(name)?.always) return `"${condition.fact}" is always known: the offer tells it`;
    return undefined;
  };

  form.value.pages.forEach((page, i) => {
    const at: Path = ['pages', i];
    if (ids.has(page.id)) add('duplicate-page', at, `there are two pages "${page.id}"`, 'give one another id');
    ids.add(page.id);
    if (!roles.has(page.role)) add('unknown-role', [...at, 'role'], `the role "${page.role}" does not exist in the service`, `use one of: ${[...roles].join(', ')}`);
    else if (!service.value.roles.find((one) => one.role === page.role)!.may.includes('answer')) add('role-may-not-answer', [...at, 'role'], `the role "${page.role}" may not answer questions`, 'give the page to a role that may, or let this one answer in service.yaml');
    page.when?.forEach((condition, j) => {
      const why = impossible(condition, page.when!, []);
      if (why) add('unreachable-page', [...at, 'when', j], `the page "${page.id}" can never be shown: ${why}`, 'correct the condition, or remove the page');
    });
    const own = page.questions.map((question) => key(question, applicant));
    page.questions.forEach((question, j) => {
      const path: Path = [...at, 'questions', j];
      const definition = catalogue.get(question.fact);
      const all = [...(page.when ?? []), ...(question.when ?? [])];
      question.when?.forEach((condition, k) => {
        const why = impossible(condition, all, own.slice(0, j));
        if (why) add('unreachable-question', [...path, 'when', k], `the question "${question.fact}" can never be shown: ${why}`, 'correct the condition, or remove the question');
      });
      for (const role of [question.of, question.to]) {
        if (role !== undefined && !roles.has(role)) add('unknown-role', path, `the role "${role}" does not exist in the service`, `use one of: ${[...roles].join(', ')}`);
      }
      if (definition) {
        const party = definition.about === 'party' || question.required === true;
        if ((page.kind === 'ask' || party) && !definition.sources.includes('applicant')) {
          add('not-for-applicants', path, `"${question.fact}" is asked, but applicants may not assert it`, `the catalogue allows: ${definition.sources.join(', ')}; remove the question, or add "applicant" there`);
        }
        if (page.kind === 'ask' && asked.has(key(question, applicant)) && definition.about !== 'party') {
          add('asked-twice', path, `"${question.fact}" is asked on page "${asked.get(key(question, applicant))!.page}" already`, 'remove one of the questions');
        }
        if (definition.type === 'document' && !question.accept) add('no-media-types', path, `"${question.fact}" is a document, but no media types are named`, 'add `accept: [image/jpeg, application/pdf]`');
        if (definition.about === 'relation' && question.to === undefined) add('no-other-end', path, `"${question.fact}" is a relation, but its other end is not named`, 'add `to: <role>`');
      }
      if (page.kind === 'ask' || definition?.about === 'party') asked.set(key(question, applicant), { page: page.id, when: all });
    });
  });

  service.value.precheck?.pages.forEach((page, i) => {
    if (!ids.has(page)) findings.push({ code: 'unknown-page', severity: 'error', file: service.file, line: service.line(['precheck', 'pages', i]), message: `the try without login asks on page "${page}", which does not exist`, fix: `use one of: ${[...ids].join(', ')}` });
  });
  service.value.conditions.forEach((condition, i) => {
    if (condition.askPage !== undefined && !ids.has(condition.askPage)) {
      findings.push({ code: 'unknown-page', severity: 'error', file: service.file, line: service.line(['conditions', i]), message: `the condition "${condition.id}" asks on page "${condition.askPage}", which does not exist`, fix: `use one of: ${[...ids].join(', ')}` });
    }
  });
  return findings;
}

export function fits(value: Json, definition: FactDefinition): boolean {
  switch (definition.type) {
    case 'boolean': case 'consent': return typeof value === 'boolean';
    case 'choice': return typeof value === 'string' && (definition.choices ?? []).includes(value);
    case 'yes-no-unknown': return value === 'yes' || value === 'no' || value === 'unknown';
    case 'integer': case 'money': case 'number': case 'percent': return typeof value === 'number';
    case 'code': case 'organisation-number': case 'email': return typeof value === 'string';
    default: return true;
  }
}
