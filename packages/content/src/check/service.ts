import type { DeadlineDefinition, Json } from '@ankomst/core';
import type { Finding } from '../finding.ts';
import type { RawContent, RawService, ServiceFile } from '../files.ts';
import { fits } from './form.ts';
import { lawInService, lawNamed } from '../references.ts';
import type { Path } from '../source.ts';

/** Whether a service's own parts fit together: law, roles, units, deadlines, notices, offer. */
export function checkServices(raw: RawContent): Finding[] {
  return raw.services.flatMap((service) => checkOne(raw, service));
}

function checkOne(raw: RawContent, { id, service, commissioning }: RawService): Finding[] {
  const findings: Finding[] = [];
  const value = service.value;
  const roles = new Set(value.roles.map((one) => one.role));
  const units = new Set(raw.authority.value.units.map((one) => one.id));
  const law = new Set(raw.law.value.map((one) => one.id));
  const add = (code: string, path: Path, message: string, fix: string, severity: Finding['severity'] = 'error'): void => {
    findings.push({ code, severity, file: service.file, line: service.line(path), message, fix });
  };
  const role = (name: string | undefined, path: Path): void => {
    if (name !== undefined && !roles.has(name)) add('unknown-role', path, `the role "${name}" does not exist`, `use one of: ${[...roles].join(', ')}`);
  };
  const unit = (name: string, path: Path): void => {
    if (!units.has(name)) add('unknown-unit', path, `the unit "${name}" does not exist`, `use one of: ${[...units].join(', ')}`);
  };

  if (value.service !== id) add('service-name', ['service'], `the folder is "${id}", the service says "${value.service}"`, 'make them the same');
  for (const use of lawInService(service)) {
    if (!law.has(use.id)) findings.push({ code: 'unknown-law', severity: 'error', file: use.file, line: use.line, message: `"${use.id}" is not in law.yaml`, fix: 'add the provision, or correct the id' });
  }
  unit(value.unit, ['unit']);
  role(value.applicantRole, ['applicantRole']);
  value.roles.forEach((one, i) => { if (one.min > one.max) add('role-count', ['roles', i], `"${one.role}" needs at least ${one.min} but has room for ${one.max}`, 'correct min or max'); });
  value.bindings.forEach((one, i) => {
    role(one.role, ['bindings', i, 'role']);
    for (const [name, field] of Object.entries(one.fields)) if ('fact' in field) role(field.to, ['bindings', i, 'fields', name]);
    const held = value.roles.find((definition) => definition.role === one.role);
    if (held && held.max > 1 && !one.list) add('binding-one-of-many', ['bindings', i], `"${one.input}" takes one ${one.role}, but there may be ${held.max}`, 'set `list: true`');
  });

  const deadline = (one: DeadlineDefinition, path: Path): void => {
    if (!one.holder) add('deadline-without-holder', path, `the deadline "${one.id}" has no holder: when it passes, nobody acts`, 'name in `holder` the unit or role that acts');
    else if (!units.has(one.holder) && !roles.has(one.holder)) add('unknown-holder', [...path, 'holder'], `the holder "${one.holder}" of "${one.id}" is no unit and no role`, `use one of: ${[...units, ...roles].join(', ')}`);
    if (one.notice && !one.warn?.length) add('notice-without-warning', [...path, 'notice'], `the notice "${one.notice}" of "${one.id}" is drafted on no day`, 'name in `warn` the days before the end at which it is prepared');
    if (one.opens && !value.letters.includes('conclude-refused')) add('unknown-letter', [...path, 'opens'], `"${one.id}" lets a party ask for a decision, but there is no letter for a refusal`, 'add the letter "conclude-refused"');
    if (one.notice && !value.letters.includes(one.notice)) add('unknown-letter', [...path, 'notice'], `the notice "${one.notice}" of "${one.id}" is no letter of the service`, 'name it under `letters`, or correct it');
    for (const days of one.warn ?? []) if (one.days !== undefined && days >= one.days) add('warning-too-early', [...path, 'warn'], `the deadline "${one.id}" of ${one.days} days warns ${days} days before its end`, 'warn within its time');
    for (const reason of one.pausedBy ?? []) if (!waiting.has(reason)) add('unknown-waiting-reason', [...path, 'pausedBy'], `the deadline "${one.id}" pauses while "${reason}", which no case ever waits for`, `use one of: ${[...waiting].join(', ')}`);
  };
  const waiting = new Set([...value.requirements.map((one) => one.id), 'decision', 'second-officer', 'answer', 'automatic-decision']);
  value.deadlines.forEach((one, i) => deadline(one, ['deadlines', i]));
  const ids = new Set<string>();
  value.requirements.forEach((one, i) => {
    const path: Path = ['requirements', i];
    if (ids.has(one.id)) add('duplicate-requirement', path, `there are two requirements "${one.id}"`, 'give one another id');
    ids.add(one.id);
    if (one.deadline) deadline(one.deadline, [...path, 'deadline']);
    if ('role' in one.holder) role(one.holder.role, [...path, 'holder']);
    if ('anyOf' in one.holder) for (const name of one.holder.anyOf) role(name, [...path, 'holder']);
    if (one.ask && !('partner' in one.holder)) add('ask-without-partner', [...path, 'ask'], `"${one.id}" asks, but is held by no partner`, 'let a `partner` hold it, or remove `ask`');
    for (const [field, asked] of Object.entries(one.ask?.fields ?? {})) role(asked.role, [...path, 'ask', 'fields', field]);
    if ('fee' in one.needs) {
      if (!value.fee) add('no-fee', [...path, 'needs'], `"${one.id}" waits for a fee, but the service has none`, 'name in `fee` the decision that gives it');
      const payers = 'role' in one.holder ? [one.holder.role] : 'anyOf' in one.holder ? one.holder.anyOf : [];
      if (!value.roles.some((held) => payers.includes(held.role) && held.may.includes('pay'))) add('nobody-may-pay', [...path, 'holder'], `"${one.id}" waits for a fee that none of its holders may pay`, 'let one of them `pay`');
    }
    if ('office' in one.holder) unit(one.holder.office, [...path, 'holder']);
    if ('fact' in one.needs) role(one.needs.of, [...path, 'needs']);
    role(one.when?.role, [...path, 'when']);
    role(one.where?.to, [...path, 'where']);
  });

  value.notices.forEach((one, i) => {
    const path: Path = ['notices', i];
    if (!one.basis) add('notice-without-basis', path, `the notice "${one.id}" to ${one.partner} has no legal basis`, 'name in `basis` the provision that lets the authority tell them');
    for (const [field, source] of Object.entries(one.payload)) {
      role(source.role, [...path, 'payload', field]);
      if ((source.fact === undefined) === (source.permit === undefined)) add('notice-field', [...path, 'payload', field], `"${field}" must come from a fact or from the permit`, 'give either `role` and `fact`, or `permit`');
    }
  });
  if (value.offer) {
    role(value.offer.invites, ['offer', 'invites']);
    for (const name of Object.keys(value.offer.parties)) role(name, ['offer', 'parties', name]);
    for (const name of value.offer.lookUp?.roles ?? []) role(name, ['offer', 'lookUp', 'roles']);
    value.offer.facts.forEach((one, i) => { role(one.of, ['offer', 'facts', i]); role(one.to, ['offer', 'facts', i]); });
  }
  checkBeginning(value, raw, role, add);
  if (value.automation.enabled && !commissioning) add('no-commissioning', ['automation', 'commissioning'], 'the automation is enabled, but nobody has written down why it may be', `write services/${id}/commissioning.md: which cases, on whose word, what stays with officers`);
  if (!value.automation.accepts['*']) add('no-default-source', ['automation', 'accepts'], 'the automation names no default for sources', 'add `"*": [register, officer]`, or fewer');
  return findings;
}

/** Who may see and begin what: names that must exist, facts that may stand so. */
function checkBeginning(value: ServiceFile, raw: RawContent, role: (name: string | undefined, path: Path) => void, add: (code: string, path: Path, message: string, fix: string) => void): void {
  const catalogue = new Map(raw.facts.map((one) => [one.definition.name, one.definition]));
  value.roles.forEach((one, i) => {
    one.sees?.forEach((pattern, j) => {
      const stem = pattern.endsWith('*') ? pattern.slice(0, -1) : undefined;
      if (stem === undefined ? !catalogue.has(pattern) : ![...catalogue.keys()].some((name) => name.startsWith(stem))) add('unknown-fact', ['roles', i, 'sees', j], `"${one.role}" may see "${pattern}", which is no fact`, 'correct the name');
      // an open ending would take along what is added later, protected or not
      for (const hidden of stem === undefined ? [] : [...catalogue.values()].filter((fact) => fact.name.startsWith(stem) && fact.sensitivity === 'protected')) {
        add('sees-protected', ['roles', i, 'sees', j], `with "${pattern}" the role "${one.role}" sees "${hidden.name}", which is protected`, 'name the facts one by one');
      }
    });
    for (const [usual, own] of Object.entries(one.letters ?? {})) {
      for (const letter of [usual, ...(own === null ? [] : [own])]) if (!value.letters.includes(letter)) add('unknown-letter', ['roles', i, 'letters'], `the letter "${letter}" of "${one.role}" is no letter of the service`, 'name it under `letters`, or correct it');
    }
  });
  value.bindings.forEach((one, i) => { if (one.anchor && !one.table) add('anchor-without-table', ['bindings', i, 'anchor'], `"${one.input}" has a date for its rows, but reads no table`, 'remove `anchor`, or name the `table`'); });
  value.requirements.forEach((one, i) => {
    const lapse = one.deadline?.lapsesTo;
    const definition = lapse && catalogue.get(lapse.fact);
    if (definition && !definition.sources.includes('partner')) add('source-not-allowed', ['requirements', i, 'deadline', 'lapsesTo'], `"${lapse.fact}" is taken from a partner's silence, but a partner may not assert it`, `the catalogue allows: ${definition.sources.join(', ')}; add "partner" there`);
    if (definition && !fits(lapse.value, definition)) add('value-does-not-fit', ['requirements', i, 'deadline', 'lapsesTo'], `"${lapse.fact}" can never be ${JSON.stringify(lapse.value)}`, 'use a value the catalogue allows');
  });
  const { apply, precheck } = value;
  apply?.roles.forEach((name, i) => role(name, ['apply', 'roles', i]));
  apply?.carryRoles?.forEach((name, i) => role(name, ['apply', 'carryRoles', i]));
  const opened: { fact: string; value: Json; of?: string; path: Path }[] = [
    ...(apply?.set ?? []).map((one, i) => ({ ...one, of: one.when?.of, path: ['apply', 'set', i] as Path })),
    ...(apply?.openings ?? []).flatMap((opening, i) => opening.set.map((one) => ({ ...one, of: opening.when.of, path: ['apply', 'openings', i] as Path }))),
  ];
  opened.forEach(({ path, ...one }) => {
    role(one.of, path);
    const definition = catalogue.get(one.fact);
    if (definition && !definition.sources.includes('register')) add('source-not-allowed', path, `"${one.fact}" is set from the authority's own records, which may not assert it`, `the catalogue allows: ${definition.sources.join(', ')}; add "register" there`);
    if (definition && !fits(one.value, definition)) add('value-does-not-fit', path, `"${one.fact}" can never be ${JSON.stringify(one.value)}`, 'use a value the catalogue allows');
  });
  const carried = [...(apply?.carry ?? []).map((name, i): [string, Path] => [name, ['apply', 'carry', i]]), ...Object.keys(apply?.carryAs ?? {}).map((name): [string, Path] => [name, ['apply', 'carryAs', name]])];
  carried.forEach(([name, path]) => {
    const definition = catalogue.get(name);
    if (definition && (definition.about !== 'case' || !definition.sources.includes('register'))) add('not-to-carry', path, `"${name}" is carried over from an earlier case, but is no fact of a case that a register may assert`, 'carry only facts about the case, with "register" among their sources');
  });
  apply?.invite?.forEach((one, i) => {
    role(one.from, ['apply', 'invite', i]);
    role(one.to, ['apply', 'invite', i]);
    if (one.by && catalogue.get(one.by)?.type !== 'organisation-number' && catalogue.has(one.by)) add('not-a-number', ['apply', 'invite', i], `"${one.to}" is found by "${one.by}", which is no organisation number`, 'name a fact of the type organisation-number');
  });
  const conditions = new Set(value.conditions.map((one) => one.id));
  precheck?.conditions.forEach((id, i) => { if (!conditions.has(id)) add('unknown-condition', ['precheck', 'conditions', i], `there is no condition "${id}"`, `use one of: ${[...conditions].join(', ')}`); });
}

/** Cited from general knowledge and not yet read: shown until somebody has. */
export function checkLaw(raw: RawContent): Finding[] {
  const cited = new Map<string, number>();
  for (const service of raw.services) for (const use of lawNamed(service)) cited.set(use.id, (cited.get(use.id) ?? 0) + 1);
  for (const fact of raw.facts) cited.set(fact.definition.ground, (cited.get(fact.definition.ground) ?? 0) + 1);
  const seen = new Set<string>();
  return raw.law.value.flatMap((one, i): Finding[] => {
    const findings: Finding[] = [];
    const add = (code: string, severity: Finding['severity'], message: string, fix: string): void => {
      findings.push({ code, severity, file: raw.law.file, line: raw.law.line([i]), message, fix });
    };
    if (seen.has(one.id)) add('duplicate-law', 'error', `"${one.id}" stands twice`, 'keep one');
    seen.add(one.id);
    if (one.unverified && cited.has(one.id)) add('unverified-law', 'warning', `"${one.id}" is cited ${cited.get(one.id)} times but its text has not been read`, 'read the paragraph, then write `verified: true` and `through`');
    for (const language of raw.authority.value.languages.offered) {
      if (!one.label[language]) add('missing-translation', 'error', `"${one.id}" has no label in ${language}`, 'write one');
    }
    return findings;
  });
}
