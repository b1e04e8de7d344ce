import { ContentError } from '@ankomst/content';
import { createRuleEngine, dayOf } from '@ankomst/core';
import type { Rulebook } from '@ankomst/core';
import { readConfig, simulateRelease, systemClock } from '@ankomst/server';
import type { Simulation } from '@ankomst/server';
import { getRulebook, rulebookInForce, type Store } from '@ankomst/store';
import { openConfiguredStore } from './open-store.ts';
import { readDraft, UsageError, words } from './read-draft.ts';

const usage = 'Usage: ankomst simulate [DIR] [--table NAME=FILE.csv] [--service ID] [--on YYYY-MM-DD] [--past] [--json]   e.g. ankomst simulate --table salary-floors=draft.csv';

/** So many case numbers are named for each kind of change. */
const examples = 5;

/**
 * `ankomst simulate [DIR] [--table NAME=FILE]`: which open cases would come out otherwise under a draft of the law, before
 * it is released. Cases are named by number, persons not at all. `--on`: as if it were that day; `--past`: decided cases too.
 */
export async function simulate(argv: readonly string[], print: (line: string) => void = (line) => { process.stdout.write(`${line}\n`); }, given?: { store: Store }): Promise<number> {
  let draft: Rulebook[], timeZone: string, on: string | undefined, asked: ReturnType<typeof words>;
  const config = readConfig();
  try {
    asked = words(argv, ['table', 'service', 'on']);
    on = asked.values.get('on')?.[0];
    if (on !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(on)) throw new UsageError(`"${on}" is no day`);
    const service = asked.values.get('service')?.[0];
    const { raw, rulebooks } = readDraft(asked.alone[0] ?? config.contentDir, asked.values.get('table'));
    timeZone = raw.authority.value.calendar.timeZone;
    draft = rulebooks.filter((one) => service === undefined || one.service === service);
    if (draft.length === 0) throw new UsageError(`there is no service "${service}"`);
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof ContentError)) throw error;
    print(error instanceof UsageError ? `${error.message}\n${usage}` : error.message);
    return error instanceof UsageError ? 2 : 1;
  }

  const store = given?.store ?? await openConfiguredStore();
  try {
    const engine = createRuleEngine();
    const at = on ? `${on}T12:00:00.000Z` : systemClock.now();
    const results: (Simulation & { milliseconds: number })[] = [];
    for (const one of draft) {
      const inForce = await rulebookInForce(store, one.service, dayOf(at, timeZone));
      const current = inForce && await getRulebook(store, inForce.hash);
      if (!current) {
        print(`${one.service}: nothing is in force yet, so nothing can come out otherwise`);
        continue;
      }
      const began = performance.now();
      const simulation = await simulateRelease(store, { draft: one, current, past: asked.flags.has('--past'), at, timeZone, engine });
      results.push({ ...simulation, milliseconds: Math.round(performance.now() - began) });
    }
    if (asked.flags.has('--json')) print(JSON.stringify(results, null, 2));
    else for (const result of results) report(result, print);
    return 0;
  } finally {
    if (!given) await store.close();
  }
}

const sent = (phase: string): boolean => phase !== 'offered';

function report({ service, looked, touched, milliseconds }: Simulation & { milliseconds: number }, print: (line: string) => void): void {
  const count = Object.values(looked).reduce((sum, n) => sum + n, 0);
  print(`${service}: ${count} cases looked at in ${milliseconds} ms, ${touched.length} would come out otherwise`);
  const open = touched.filter((one) => !sent(one.phase)), closed = touched.filter((one) => sent(one.phase));
  if (touched.length > 0) print(`  begun and not sent, will go by the draft: ${open.length}; sent, keep the rules they were sent under: ${closed.length}`);
  const outcomes = Map.groupBy(touched.filter((one) => one.outcome.was !== one.outcome.is), (one) => `${one.outcome.was} -> ${one.outcome.is}`);
  for (const [what, cases] of outcomes) print(line('outcome', what, cases.map((one) => one.number)));
  const conditions = Map.groupBy(touched.flatMap((one) => one.flips.map((flip) => ({ ...flip, number: one.number }))), (one) => `${one.condition}\u0000${one.was} -> ${one.is}`);
  for (const [key, flips] of [...conditions].toSorted(([, a], [, b]) => b.length - a.length)) {
    const [condition, what] = key.split('\u0000') as [string, string];
    print(line(condition, what, flips.map((one) => one.number)));
  }
}

function line(name: string, what: string, numbers: readonly string[]): string {
  const more = numbers.length > examples ? ', …' : '';
  return `  ${name.padEnd(12)} ${what.padEnd(20)} ${String(numbers.length).padStart(5)}  ${numbers.slice(0, examples).join(', ')}${more}`;
}
