import { checkModel, compile, DmnError, readModel, type DmnModel } from '@ankomst/dmn';
import type { Finding } from '../finding.ts';
import type { RawContent, RawService } from '../files.ts';
import { rulesRows } from '../references.ts';

/**
 * The rules against the rest of the service: rows without law, reason or test; tables with gaps
 * and overlaps, missing facts among them; decisions and inputs that do not fit service.yaml.
 */
export function checkRules(raw: RawContent): Finding[] {
  return raw.services.flatMap((service) => [...checkRows(raw, service), ...checkModelOf(service)]);
}

function checkRows(raw: RawContent, service: RawService): Finding[] {
  const findings: Finding[] = [];
  const file = service.dmn.file;
  const law = new Set(raw.law.value.map((one) => one.id));
  const binding = { ...raw.text[raw.authority.value.languages.binding]?.value, ...service.text[raw.authority.value.languages.binding]?.value };
  const rows = rulesRows(service.dmn.text);
  const tested = new Set((service.tests?.value.cases ?? []).flatMap((one) => [...Object.values(one.expect.rows ?? {}), ...(one.expect.hits ?? [])]));
  const known = new Set(rows.map((row) => row.id));
  const decisions = new Set([...service.dmn.text.matchAll(/<decision\b[^>]*?\bname="([^"]*)"/g)].map((one) => one[1]));
  for (const row of rows) {
    const add = (code: string, message: string, fix: string): void => { findings.push({ code, severity: 'error', file, line: row.line, message, fix }); };
    const name = row.id ? `row "${row.id}" of "${row.decision}"` : `a row of "${row.decision}"`;
    if (!row.id) add('row-without-id', `${name} has no id`, 'give it one: tests and decisions name rows by it');
    if (row.basis.length === 0) add('row-without-basis', `${name} has no legal basis`, 'write the ids of its provisions in the column "Legal basis", separated by ";"');
    for (const id of row.basis) if (!law.has(id)) add('unknown-law', `${name} cites "${id}", which is not in law.yaml`, 'add the provision, or correct the id');
    if (!row.reason) add('row-without-reason', `${name} has no reason`, 'write the key of its message in the column "Reason"');
    else if (binding[row.reason] === undefined) add('missing-message', `the reason "${row.reason}" of ${name} has no text`, `write it in ${service.id}/text/*.json`);
    for (const { decision } of row.told) if (!decisions.has(decision)) add('unknown-decision', `${name} tells "${decision}", which is no decision here`, 'write `name: Decision` in the column "Told", as the decision is named');
    if (row.told.length > 0 && binding[`${row.reason}.told`] === undefined) add('missing-message', `the reason "${row.reason}" of ${name} has no text that tells its figures`, `write "${row.reason}.told" in ${service.id}/text/*.json`);
    if (row.id && !tested.has(row.id)) add('row-without-test', `${name} is named by no test`, 'add a case to rules.test.yaml that expects it');
  }
  service.tests?.value.cases.forEach((one, i) => {
    for (const [what, row] of [...Object.entries(one.expect.rows ?? {}), ...(one.expect.hits ?? []).map((hit): [string, string] => ['hits', hit])]) {
      if (!known.has(row)) findings.push({ code: 'unknown-row', severity: 'error', file: service.tests!.file, line: service.tests!.line(['cases', i, 'expect']), message: `the case "${one.name}" expects the row "${row}" (${what}), which does not exist`, fix: 'correct its id' });
    }
  });
  return findings;
}

interface CheckedModel { model?: DmnModel; findings: Finding[] }

// a model is checked as thoroughly as it is slow: once for the same text, however often the content around it is checked
const checkedModels = new Map<string, CheckedModel>();

function checkedModel(file: string, text: string): CheckedModel {
  const key = `${file} ${text}`;
  let found = checkedModels.get(key);
  if (!found) {
    if (checkedModels.size >= 16) checkedModels.clear();
    checkedModels.set(key, found = checkTables(file, text));
  }
  return found;
}

function checkModelOf(service: RawService): Finding[] {
  const { model, findings } = checkedModel(service.dmn.file, service.dmn.text);
  return [...findings, ...(model ? checkNames(service, model) : [])];
}

function checkTables(file: string, text: string): CheckedModel {
  let model: DmnModel;
  try {
    model = readModel(text, { file });
    compile(model);
  } catch (error) {
    if (!(error instanceof DmnError)) throw error;
    return { findings: error.issues.filter((one) => one.severity === 'error').map((one) => ({
      code: 'dmn', severity: 'error' as const, file, line: one.line, message: one.element ? `${one.message} [${one.element}]` : one.message, fix: one.hint ?? 'correct the rules here',
    })) };
  }
  const verified = checkModel(model, { unknown: true }).map((one): Finding => ({
    code: `dmn-${one.code}`,
    // a gap is a case nobody thought of; the robot would stop there without a reason to give
    severity: one.code === 'not-analysable' || one.code === 'too-large' || one.code.startsWith('unused') ? 'warning' : 'error',
    file, line: one.line, message: `"${one.decision}": ${one.message}`, fix: one.hint ?? (one.code === 'gap' ? 'add a row for it' : 'make the rows apart'),
  }));
  return { model, findings: verified };
}

/** Names that service.yaml and rules.dmn must share. */
function checkNames({ service }: RawService, model: DmnModel): Finding[] {
  const findings: Finding[] = [];
  const decisions = new Set(model.decisions.map((one) => one.name));
  const add = (code: string, path: (string | number)[], message: string, fix: string): void => {
    findings.push({ code, severity: 'error', file: service.file, line: service.line(path), message, fix });
  };
  const value = service.value;
  const decision = (name: string, path: (string | number)[]): void => {
    if (!decisions.has(name)) add('unknown-decision', path, `there is no decision "${name}" in rules.dmn`, `use one of: ${[...decisions].join(', ')}`);
  };
  value.conditions.forEach((one, i) => decision(one.decision, ['conditions', i, 'decision']));
  decision(value.outcome, ['outcome']);
  decision(value.permit, ['permit']);
  if (value.fee) decision(value.fee, ['fee']);
  value.alternatives?.forEach((one, i) => decision(one.decision, ['alternatives', i, 'decision']));

  const bound = new Set(value.bindings.map((one) => one.input));
  for (const input of model.inputData) {
    if (!bound.has(input.name)) add('unbound-input', ['bindings'], `the rules read "${input.name}", which no binding fills`, 'add a binding for it, or remove the input');
  }
  value.bindings.forEach((binding, i) => {
    const input = model.inputData.find((one) => one.name === binding.input);
    if (!input) return add('unknown-input', ['bindings', i, 'input'], `rules.dmn has no input "${binding.input}"`, `use one of: ${model.inputData.map((one) => one.name).join(', ')}`);
    const type = componentsOf(input.variable.typeRef, model);
    for (const field of Object.keys(binding.fields)) {
      if (type && !type.has(field)) add('unknown-field', ['bindings', i, 'fields', field], `"${binding.input}" has no entry "${field}" in rules.dmn`, `its type has: ${[...type].join(', ')}`);
    }
    for (const name of binding.table || !type ? [] : type) {
      if (!(name in binding.fields)) add('unbound-field', ['bindings', i, 'fields'], `nothing fills "${binding.input}.${name}"`, 'bind it to a fact, or take it out of the type in rules.dmn');
    }
  });
  return findings;
}

function componentsOf(typeRef: string | undefined, model: DmnModel): Set<string> | undefined {
  const type = model.itemDefinitions.find((one) => one.name === typeRef);
  if (!type) return undefined;
  if (type.components.length > 0) return new Set(type.components.map((one) => one.name));
  return componentsOf(type.typeRef, model);
}
