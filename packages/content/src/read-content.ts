import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FactDefinition, FormDefinition } from '@ankomst/core';
import type { AuthorityFile, LawEntry, RawContent, RawFact, RawService, RuleTestFile, ServiceFile, Table } from './files.ts';
import { ContentError, type Finding } from './finding.ts';
import { checkSchema, type SchemaName } from './schemas.ts';
import { readText, readYaml, type Parsed, type Source } from './source.ts';
import { readTable } from './tables.ts';

/**
 * Reads all files of an authority. Faults of form are gathered, not thrown, so that one run
 * shows them all; only where the frame itself is missing (`authority.yaml`, `law.yaml`, a
 * service's three files) there is nothing to go on with and a ContentError says so.
 * `tests: false` leaves the rules' cases unread: a server that starts has no use for them.
 * `parsed` is kept by who reads nearly the same content many times: a file that is as it was is not parsed again.
 */
export function readContent(dir: string, options: { tests?: boolean; parsed?: Parsed } = {}): RawContent {
  const root = resolve(dir);
  const findings: Finding[] = [];
  const fatal = (file: string, message: string, fix: string): never => {
    throw new ContentError([...findings, { code: 'missing-file', severity: 'error', file, line: 1, message, fix }]);
  };
  const yaml = <T>(file: string, schema: SchemaName): Source<T> | undefined => {
    const source = readYaml<T>(join(root, file), file, findings, options.parsed);
    if (source && !checkSchema(source, schema, findings)) return undefined;
    return source;
  };
  const must = <T>(file: string, schema: SchemaName): Source<T> => {
    if (!existsSync(join(root, file))) fatal(file, 'the file is missing', 'write it; the schema in packages/content/schema says how');
    return yaml<T>(file, schema) ?? ((): never => { throw new ContentError(findings); })();
  };
  const list = (folder: string, ending: string): string[] =>
    existsSync(join(root, folder)) ? readdirSync(join(root, folder)).filter((name) => name.endsWith(ending)).sort().map((name) => `${folder}/${name}`) : [];

  const authority = must<AuthorityFile>('authority.yaml', 'authority');
  const law = must<LawEntry[]>('law.yaml', 'law');

  const facts: RawFact[] = [];
  for (const file of list('facts', '.yaml')) {
    const source = yaml<FactDefinition[]>(file, 'facts');
    source?.value.forEach((definition, index) => facts.push({ definition, source, index }));
  }

  const tables: Record<string, Table> = {};
  for (const file of list('tables', '.csv')) {
    const id = file.slice('tables/'.length, -'.csv'.length);
    tables[id] = readTable(join(root, file), file, authority.value.tables[id], findings);
  }

  const texts = (folder: string): Record<string, Source<Record<string, string>>> => {
    const result: Record<string, Source<Record<string, string>>> = {};
    for (const file of list(folder, '.json')) {
      const source = yaml<Record<string, string>>(file, 'text');
      if (!source) continue;
      // `$schema` is for editors, not a message
      const { $schema: _schema, ...messages } = source.value;
      result[file.slice(folder.length + 1, -'.json'.length)] = { ...source, value: messages };
    }
    return result;
  };

  const services: RawService[] = [];
  const folder = join(root, 'services');
  for (const id of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name).sort() : []) {
    const at = `services/${id}`;
    if (!existsSync(join(root, at, 'rules.dmn'))) fatal(`${at}/rules.dmn`, 'the service has no rules', 'write rules.dmn (DMN 1.5)');
    const letters: RawService['letters'] = {};
    for (const file of list(`${at}/letters`, '.md')) {
      const [, letter, language] = /\/([^/]+)\.([A-Za-z-]+)\.md$/.exec(file) ?? [];
      if (!letter || !language) {
        findings.push({ code: 'letter-name', severity: 'error', file, line: 1, message: 'the file name does not say letter and language', fix: 'name it <letter>.<language>.md' });
        continue;
      }
      (letters[letter] ??= {})[language] = readText(join(root, file), file);
    }
    services.push({
      id,
      service: must<ServiceFile>(`${at}/service.yaml`, 'service'),
      form: must<FormDefinition>(`${at}/form.yaml`, 'form'),
      dmn: readText(join(root, at, 'rules.dmn'), `${at}/rules.dmn`),
      tests: options.tests !== false && existsSync(join(root, at, 'rules.test.yaml')) ? yaml<RuleTestFile>(`${at}/rules.test.yaml`, 'rules-test') : undefined,
      commissioning: existsSync(join(root, at, 'commissioning.md')) ? readText(join(root, at, 'commissioning.md'), `${at}/commissioning.md`) : undefined,
      letters,
      text: texts(`${at}/text`),
    });
  }
  return { dir: root, authority, law, facts, tables, text: texts('text'), services, findings };
}
