import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContent, type RuleTestFile, type TableDefinition } from '@ankomst/content';
import type { Rulebook } from '@ankomst/core';
import { ruleRelease } from '@ankomst/store';
import type { Deps } from '../deps.ts';

/** What of the content only its authors need, and a rulebook does not hold: the rules' own cases, and the columns of tables. */
export interface LabContent { tables: Record<string, TableDefinition>; tests: Record<string, RuleTestFile> }

// read at the first look into the lab and kept: a server that nobody asks has no use for it
const kept = new WeakMap<object, LabContent>();

export function labContent(deps: Pick<Deps, 'authority' | 'config'>): LabContent {
  let found = kept.get(deps.authority);
  if (!found) {
    const raw = readContent(deps.config.contentDir);
    found = {
      tables: raw.authority.value.tables,
      tests: Object.fromEntries(raw.services.flatMap((service) => (service.tests ? [[service.id, service.tests.value]] : []))),
    };
    kept.set(deps.authority, found);
  }
  return found;
}

const phrases = new Map<string, Record<string, string>>();

/**
 * What a service's rules say in English (columns, steps, questions, names of cases) in another language, for those who
 * read and write rules: `rules.<language>.json` beside the rules. No rule rests on it; what it lacks is shown as written.
 */
export function phrasesIn({ config }: Pick<Deps, 'config'>, service: string, language: string): Record<string, string> {
  const file = join(config.contentDir, 'services', service, `rules.${language}.json`);
  let found = phrases.get(file);
  if (!found) phrases.set(file, found = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Record<string, string> : {});
  return found;
}

/** The cases a released rulebook is tested by: those it was published with, else those of the files. */
export async function testsOf(deps: Deps, rulebook: Pick<Rulebook, 'hash' | 'service'>): Promise<RuleTestFile | undefined> {
  const released = await ruleRelease(deps.store, rulebook.hash);
  return released ? released.tests as unknown as RuleTestFile : labContent(deps).tests[rulebook.service];
}
