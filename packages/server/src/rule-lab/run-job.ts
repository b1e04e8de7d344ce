import { eachRuleTest, reportOf, type RuleTestResult } from '@ankomst/content';
import { createRuleEngine, type Json } from '@ankomst/core';
import { endRuleJob, failSilentRuleJobs, putRuleJob, ruleJobAt, type RuleJob } from '@ankomst/store';
import type { Worker } from '../areas.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import type { LoadedDraft } from './load-draft.ts';
import { tryDraft } from './try-draft.ts';

/** What a run of the rules' own cases found, as it is kept. */
export interface TestedDraft {
  passed: number;
  failed: number;
  rows: number;
  missed: string[];
  tests: { name: string; outcome: string; rows: string[]; problems: { what: string; expected: Json; got: Json }[] }[];
}

/** Milliseconds the house may be busy with a job before others have their turn. */
const turn = 25;
/** A job not heard of for so long is of a server that ended. */
const silence = 60_000;

const running = new Map<string, Promise<void>>();
let ending = false;

/** Begins a job on a draft as it stands now, in the background; its id. What comes of it is read with `ruleJob`. */
export async function startJob(deps: Deps, draft: LoadedDraft, kind: RuleJob['kind'], askedBy: string, past = 5000): Promise<string> {
  const id = deps.ids.next();
  if (kind === 'tests' && !draft.tests) throw new Problem('not-found');
  await failSilentRuleJobs(deps.store, new Date(Date.parse(deps.clock.now()) - silence).toISOString());
  await putRuleJob(deps.store, { id, draftId: draft.row.id, kind, content: draft.content, askedBy, askedAt: deps.clock.now(), total: draft.tests?.cases.length ?? 0 });
  const work = (kind === 'tests' ? runTests(deps, draft, id) : runCases(deps, draft, id, past))
    .then(async (result) => { await endRuleJob(deps.store, id, result === undefined ? 'cancelled' : 'done', deps.clock.now(), result as Json | undefined); })
    .catch(async (error: unknown) => {
      deps.log.error({ job: id, error: (error as Error).name }, 'trying a draft failed');
      await endRuleJob(deps.store, id, 'failed', deps.clock.now()).catch(() => {});
    })
    .finally(() => running.delete(id));
  running.set(id, work);
  return id;
}

const breathe = (): Promise<void> => new Promise((done) => setImmediate(done));

async function runTests(deps: Deps, { rulebook, tests }: LoadedDraft, job: string): Promise<TestedDraft | undefined> {
  const results: RuleTestResult[] = [];
  let since = performance.now();
  for (const result of eachRuleTest(rulebook, { file: 'rules.test.yaml', value: tests!, line: () => 1 }, createRuleEngine())) {
    results.push(result);
    if (performance.now() - since < turn) continue;
    if (ending || !await ruleJobAt(deps.store, job, results.length, tests!.cases.length, deps.clock.now())) return undefined;
    await breathe();
    since = performance.now();
  }
  const { coverage } = reportOf(rulebook, results);
  const failed = results.filter((one) => one.problems.length > 0).length;
  return {
    passed: results.length - failed, failed, rows: coverage.rows, missed: coverage.missed.map((one) => one.row),
    tests: results.map(({ name, assessment, rows, problems }) => ({ name, outcome: assessment.outcome, rows, problems })),
  };
}

function runCases(deps: Deps, { base, rulebook }: LoadedDraft, job: string, past: number): ReturnType<typeof tryDraft> {
  return tryDraft(deps.store, {
    base, draft: rulebook, past, at: deps.clock.now(), timeZone: deps.authority.calendar.timeZone,
    tick: async (done, total) => {
      await breathe();
      return !ending && ruleJobAt(deps.store, job, done, total, deps.clock.now());
    },
  });
}

/** Lets what is under way end as the server does. */
export const labWorker: Worker = () => {
  ending = false;
  return {
    async stop() {
      ending = true;
      await Promise.all(running.values());
    },
  };
};
