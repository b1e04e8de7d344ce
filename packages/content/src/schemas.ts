import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Finding } from './finding.ts';
import type { Path, Source } from './source.ts';

export const schemaNames = ['authority', 'law', 'facts', 'service', 'form', 'rules-test', 'text'] as const;
export type SchemaName = (typeof schemaNames)[number];

const compiled = new Map<SchemaName, ValidateFunction>();
/** That the schemas themselves are well formed is looked at by their test, not at each start. */
let ajv: Ajv2020 | undefined;

/** The JSON Schema of a kind of file, as shipped for editors in `schema/`. */
export function schemaText(name: SchemaName): string {
  return readFileSync(new URL(`../schema/${name}.json`, import.meta.url), 'utf8');
}

function validator(name: SchemaName): ValidateFunction {
  let validate = compiled.get(name);
  if (!validate) {
    ajv ??= new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, validateSchema: false });
    validate = ajv.compile(JSON.parse(schemaText(name)) as object);
    compiled.set(name, validate);
  }
  return validate;
}

/** Reports where a file does not have the form of its kind. True when it has. */
export function checkSchema(source: Source, name: SchemaName, findings: Finding[]): boolean {
  const validate = validator(name);
  if (validate(source.value)) return true;
  const seen = new Set<string>();
  for (const error of validate.errors ?? []) {
    // an `anyOf` that failed repeats what its branches said
    if (error.keyword === 'if' || error.keyword === 'oneOf') continue;
    const path = pointerPath(error.instancePath);
    const line = source.line(error.keyword === 'additionalProperties' ? [...path, error.params['additionalProperty'] as string] : path);
    const message = describe(error, path);
    if (seen.has(`${line} ${message}`)) continue;
    seen.add(`${line} ${message}`);
    findings.push({ code: 'schema', severity: 'error', file: source.file, line, message, fix: fixOf(error) });
  }
  return false;
}

function pointerPath(pointer: string): Path {
  return pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function describe(error: ErrorObject, path: Path): string {
  const at = path.length > 0 ? `"${path.join('.')}"` : 'the file';
  if (error.keyword === 'additionalProperties') return `${at} has an unknown word "${error.params['additionalProperty'] as string}"`;
  if (error.keyword === 'required') return `${at} lacks "${error.params['missingProperty'] as string}"`;
  return `${at} ${error.message ?? 'is not of the right form'}`;
}

function fixOf(error: ErrorObject): string {
  if (error.keyword === 'additionalProperties') return 'remove it, or correct its spelling';
  if (error.keyword === 'required') return 'add it';
  if (error.keyword === 'enum') return `use one of: ${(error.params['allowedValues'] as unknown[]).join(', ')}`;
  return 'see the schema named in the first line of the file';
}
