import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileRulebook, ContentError, readContent } from '@ankomst/content';
import type { RawContent } from '@ankomst/content';
import type { Rulebook } from '@ankomst/core';

/** Content read from its files, with the services that are not drafts compiled. */
export interface ReadContent { raw: RawContent; rulebooks: Rulebook[] }

/**
 * The content of a directory, with tables put in place of its own: `salary-floors=draft.csv`.
 * @throws ContentError with every fault of form
 */
export function readDraft(dir: string, tables: readonly string[] = []): ReadContent {
  if (tables.length === 0) return read(dir);
  const copy = mkdtempSync(join(tmpdir(), 'ankomst-draft-'));
  try {
    cpSync(dir, copy, { recursive: true });
    for (const one of tables) {
      const [, name, file] = /^([\w-]+)=(.+)$/.exec(one) ?? [];
      if (!name || !file) throw new UsageError(`"${one}" is no table: write NAME=FILE, e.g. salary-floors=draft.csv`);
      cpSync(file, join(copy, 'tables', `${name}.csv`));
    }
    return read(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function read(dir: string): ReadContent {
  const raw = readContent(dir);
  const faults = raw.findings.filter((one) => one.severity === 'error');
  if (faults.length > 0) throw new ContentError(faults);
  return { raw, rulebooks: raw.services.filter((service) => !service.service.value.draft).map((service) => compileRulebook(raw, service)) };
}

/** The command was not understood. */
export class UsageError extends Error {}

/** Words of a command line: what stands alone, and the values of `--name value` or `--name=value`. */
export function words(argv: readonly string[], named: readonly string[]): { alone: string[]; values: Map<string, string[]>; flags: Set<string> } {
  const alone: string[] = [], values = new Map<string, string[]>(), flags = new Set<string>();
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    const [, name, value] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) alone.push(word);
    else if (!named.includes(name)) flags.add(word);
    else {
      const given = value ?? argv[++i];
      if (given === undefined) throw new UsageError(`--${name} wants a value`);
      values.set(name, [...(values.get(name) ?? []), given]);
    }
  }
  return { alone, values, flags };
}
