import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policySetTextToParts, policyToJson, validate } from '@cedar-policy/cedar-wasm/nodejs';
import type { DetailedError } from '@cedar-policy/cedar-wasm/nodejs';
import type { AccessPolicy } from './policy.ts';
import { readPartnerGrounds } from './partner-grounds.ts';
import { readProtection } from './protection-marks.ts';

export interface AccessPolicies { schema: string; policies: AccessPolicy[] }

/**
 * Reads the access policies beside the rest of the law: `<content>/access/*.cedar` and `schema.cedarschema`.
 * Each has an id, its law and its reason in Swedish and English, and fits the schema.
 * @throws Error naming each fault; a server that cannot read who may see what does not start.
 */
export function readPolicies(contentDir: string): AccessPolicies {
  const { faults, ...found } = examine(contentDir);
  if (faults.length > 0) throw new Error(`access policies:\n${faults.join('\n')}`);
  return found;
}

/** What is wrong with the access policies of some content, in words; nothing where there is nothing. */
export function accessFaults(contentDir: string): string[] {
  const { faults } = examine(contentDir);
  for (const read of [readProtection, readPartnerGrounds]) {
    try {
      read(contentDir);
    } catch (error) {
      faults.push((error as Error).message);
    }
  }
  return faults;
}

function examine(contentDir: string): AccessPolicies & { faults: string[] } {
  const dir = join(contentDir, 'access');
  const files = globSync('*.cedar', { cwd: dir }).sort();
  if (files.length === 0) return { schema: '', policies: [], faults: [`there are no access policies in ${dir}: nobody would be let in anywhere`] };
  const schema = readFileSync(join(dir, 'schema.cedarschema'), 'utf8');
  const faults: string[] = [];
  const policies = files.flatMap((file) => {
    const parts = policySetTextToParts(readFileSync(join(dir, file), 'utf8'));
    if (parts.type === 'failure') {
      faults.push(...parts.errors.map((error) => `${file}: ${said(error)}`));
      return [];
    }
    if (parts.policy_templates.length > 0) faults.push(`${file}: templates are not used here`);
    return parts.policies.map((source) => policyOf(source, file, faults));
  });
  const twice = policies.map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at);
  faults.push(...twice.map((id) => `two policies are named ${id}`));
  const answer = validate({ schema, policies: { staticPolicies: Object.fromEntries(policies.map(({ id, source }) => [id, source])) } });
  if (answer.type === 'failure') faults.push(...answer.errors.map(said));
  else faults.push(...[...answer.validationErrors, ...answer.validationWarnings].map(({ policyId, error }) => `${policyId}: ${said(error)}`));
  return { schema, policies, faults };
}

function policyOf(source: string, file: string, faults: string[]): AccessPolicy {
  const parsed = policyToJson(source);
  if (parsed.type === 'failure') throw new Error(parsed.errors.map(said).join('; '));
  const { effect, annotations: { id = '', law = '', unverified, text_sv: sv = '', text_en: en = '' } = {} } = parsed.json;
  for (const [name, value] of Object.entries({ id, law, text_sv: sv, text_en: en })) if (!value) faults.push(`${file}: policy ${id || source.slice(0, 40)} lacks @${name}`);
  return { id, effect, law, ...(unverified ? { unverified } : {}), text: { sv, en }, source };
}

const said = ({ message, help }: DetailedError): string => (help ? `${message} (${help})` : message);
