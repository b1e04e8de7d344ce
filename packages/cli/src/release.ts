import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkContent, ContentError, runRuleTests } from '@ankomst/content';
import { dayOf } from '@ankomst/core';
import type { Rulebook } from '@ankomst/core';
import { offerRelease, readConfig, releaseRulebook, systemClock } from '@ankomst/server';
import { StoreError, type Store } from '@ankomst/store';
import { openConfiguredStore } from './open-store.ts';
import { readDraft, type ReadContent } from './read-draft.ts';

/** How long a running server is given to take a release up, in milliseconds. */
const patience = 20_000;

/** So many cases that fail are named. */
const mostTold = 5;

/**
 * `ankomst release DIR`: checks the content, runs its own cases, and releases what is new. A running server notices
 * within seconds: new cases go by it from its first day, cases already sent keep theirs. Exit 1 where nothing was released
 * because something is wrong.
 */
export async function release(argv: readonly string[], print: (line: string) => void = (line) => { process.stdout.write(`${line}\n`); }): Promise<number> {
  const dir = argv.find((one) => !one.startsWith('-'));
  if (!dir) {
    print('Usage: ankomst release DIR   e.g. ankomst release content/sweden');
    return 2;
  }
  const content = sound(dir, print);
  if (!content) return 1;
  const config = readConfig();
  if (resolve(dir) !== config.contentDir) print(`The server reads ${config.contentDir} when it starts: put the same files there.`);
  let store: Store | undefined;
  try {
    store = await openConfiguredStore();
  } catch (error) {
    // the embedded database is the running server's alone: it is told beside it
    if (!(error instanceof StoreError && error.code === 'database-in-use')) throw error;
  }
  try {
    const today = dayOf(systemClock.now(), content.raw.authority.value.calendar.timeZone);
    const done: boolean[] = [];
    for (const rulebook of content.rulebooks) done.push(store ? await intoStore(store, rulebook, today, print) : await toServer(config.dataDir, rulebook, print));
    return done.every(Boolean) ? 0 : 1;
  } finally {
    await store?.close();
  }
}

/** The content, where nothing is wrong with it and its own cases come out as they should. */
function sound(dir: string, print: (line: string) => void): ReadContent | undefined {
  const errors = checkContent(dir).filter((one) => one.severity === 'error');
  for (const one of errors) print(`${dir}/${one.file}:${one.line}  ${one.message} - ${one.fix}`);
  if (errors.length > 0) return undefined;
  try {
    const content = readDraft(dir);
    const failed = content.rulebooks.flatMap((rulebook) => {
      const tests = content.raw.services.find((service) => service.id === rulebook.service)?.tests;
      return tests ? runRuleTests(rulebook, tests).results.filter((one) => one.problems.length > 0) : [];
    });
    for (const one of failed.slice(0, mostTold)) print(`${one.file}:${one.line}  "${one.name}" comes out otherwise: ${one.problems.map(({ what }) => what).join(', ')}`);
    if (failed.length > 0) print(`Nothing was released: ${failed.length} of the rules' own cases come out otherwise than they say (ankomst test-rules tells of each).`);
    return failed.length > 0 ? undefined : content;
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    print(error.message);
    return undefined;
  }
}

const name = ({ service, version, hash }: Rulebook): string => `${service} ${version} (${hash.slice(0, 19)}…)`;

const told = {
  unchanged: () => 'unchanged',
  replaced: () => 'this very content was released before and has been replaced since - give it a new version number in service.yaml to go back to it',
  released: (rulebook: Rulebook) => `released, in force from ${rulebook.validFrom}`,
};

async function intoStore(store: Store, rulebook: Rulebook, today: string, print: (line: string) => void): Promise<boolean> {
  const done = await releaseRulebook(store, rulebook, { at: systemClock.now(), today });
  print(`${name(rulebook)}: ${told[done](rulebook)}`);
  return done !== 'replaced';
}

async function toServer(dataDir: string, rulebook: Rulebook, print: (line: string) => void): Promise<boolean> {
  const path = await offerRelease(dataDir, rulebook);
  for (const until = Date.now() + patience; existsSync(path) && Date.now() < until;) await new Promise((done) => setTimeout(done, 100));
  if (existsSync(path)) {
    print(`${name(rulebook)}: the running server has not taken it; it lies in ${path} and is taken when the server looks`);
    return false;
  }
  if (existsSync(`${path}.refused`)) {
    print(`${name(rulebook)}: the running server refused it (see its log)`);
    return false;
  }
  print(`${name(rulebook)}: handed to the running server, in force from ${rulebook.validFrom}`);
  return true;
}
