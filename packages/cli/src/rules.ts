import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileRulebook, readContent, writeRulebook, type RuleTestFile } from '@ankomst/content';
import { laidPublished, readConfig, type PublishedRelease } from '@ankomst/server';
import { getRulebook, ruleRelease, rulebooks, StoreError } from '@ankomst/store';
import { openConfiguredStore } from './open-store.ts';
import { words } from './read-draft.ts';

const usage = 'Usage: ankomst rules export [DIR] [--service NAME]   e.g. ankomst rules export content/sweden --service work-permit';

/**
 * `ankomst rules export [DIR]`: writes what was published from the rule lab back into the content's files, changing only
 * the lines that differ, so that the repository and the authority do not part. Of each service the release of the latest
 * day. Also while the server runs. Exit 1 where the files, read anew, do not come to the very same rulebook.
 */
export async function rules(argv: readonly string[], print: (line: string) => void = (line) => { process.stdout.write(`${line}\n`); }, releases: () => Promise<PublishedRelease[]> = publishedReleases): Promise<number> {
  const { alone: [act, dir = readConfig().contentDir], values } = words(argv, ['service']);
  if (act !== 'export') {
    print(usage);
    return 2;
  }
  const services = values.get('service');
  const published = (await releases()).filter((one) => !services || services.includes(one.rulebook.service));
  if (published.length === 0) {
    print('Nothing has been published from the rule lab: the files say what holds.');
    return 0;
  }
  let well = true;
  for (const release of published) well = exported(dir, release, print) && well;
  return well ? 0 : 1;
}

function exported(dir: string, { rulebook, tests }: PublishedRelease, print: (line: string) => void): boolean {
  const { service, version, validFrom, hash } = rulebook;
  const files = writeRulebook(readContent(dir), rulebook, tests as unknown as RuleTestFile);
  for (const { file, text } of files) writeFileSync(join(dir, file), text);
  const again = readContent(dir);
  const came = compileRulebook(again, again.services.find((one) => one.service.value.service === service)!);
  print(`${service} ${version}, in force from ${validFrom} (${hash.slice(0, 19)}…): ${files.length === 0 ? 'the files say so already' : files.map((one) => one.file).join(', ')}`);
  if (came.hash === hash) return true;
  const differ = Object.keys(rulebook).filter((part) => part !== 'hash' && JSON.stringify(came[part as 'dmn']) !== JSON.stringify(rulebook[part as 'dmn']));
  print(`  but the files have been changed since in: ${differ.join(', ')}. Look at the difference before you release them.`);
  return false;
}

/** From the store; where the running server has the embedded one for itself, from what it laid beside it. */
async function publishedReleases(): Promise<PublishedRelease[]> {
  let store;
  try {
    store = await openConfiguredStore();
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'database-in-use')) throw error;
    return laidPublished(readConfig().dataDir);
  }
  try {
    const found = new Map<string, PublishedRelease>();
    for (const { hash, service } of await rulebooks(store)) {
      const release = found.has(service) ? null : await ruleRelease(store, hash);
      if (release) found.set(service, { rulebook: (await getRulebook(store, hash))!, tests: release.tests });
    }
    return [...found.values()];
  } finally {
    await store.close();
  }
}
