import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { compile, readModel } from '../src/index.ts';
import type { CompiledModel } from '../src/index.ts';
import { text } from '../src/run/ops.ts';
import type { FeelValue } from '../src/run/values.ts';
import { FeelContext } from '../src/run/values.ts';
import { agree } from './agree.ts';
import { readFolders } from './cases.ts';
import type { Folder, TestCase } from './cases.ts';

/** Runs cases one by one and says what came of each, so that the main thread can tell where it stopped. */

export interface Outcome { passed: boolean; detail: string }
export type Message = { kind: 'start'; folder: number; at: number } | { kind: 'done'; folder: number; at: number; outcome: Outcome };

/** What `now()` gives: the kit does not look at it. */
const NOW = '2026-07-01T12:00:00Z';

let folders: Folder[] = [];
const compiled = new Map<number, CompiledModel | string>();

function load(folder: Folder): CompiledModel | string {
  try {
    const model = readModel(readFileSync(join(folder.path, folder.model), 'utf8'), { file: folder.model, imports: (namespace) => folder.models.get(namespace) });
    return compile(model, { tolerant: true });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function run(model: CompiledModel, test: TestCase): Outcome {
  const inputs = test.inputs as Record<string, unknown>;
  const problems: string[] = [];
  for (const node of test.results) {
    let actual: FeelValue;
    let why = '';
    if (test.service === undefined) {
      const e = model.evaluate(node.name, inputs, { now: NOW });
      actual = e.feel;
      why = [...e.issues.map((i) => i.message), ...e.trace.flatMap((t) => t.nulls.map((n) => n.detail ?? n.cause))].slice(0, 2).join('; ');
    } else {
      const e = model.evaluate(test.service, inputs, { now: NOW });
      actual = e.feel;
      const outputs = actual instanceof FeelContext && actual.has(node.name) && test.results.length > 1;
      if (outputs) actual = (actual as FeelContext).get(node.name)!;
      why = e.issues.map((i) => i.message).join('; ');
    }
    if (!agree(actual, node.expected)) problems.push(`${node.name}: ${text(actual, true)} instead of ${text(node.expected, true)}${why ? ` (${why})` : ''}`);
  }
  return { passed: problems.length === 0, detail: problems.join('; ') };
}

parentPort!.on('message', (message: { root: string } | { folder: number; from: number }) => {
  if ('root' in message) {
    folders = readFolders(message.root);
    parentPort!.postMessage({ kind: 'ready' });
    return;
  }
  const folder = folders[message.folder]!;
  let model = compiled.get(message.folder);
  if (model === undefined) compiled.set(message.folder, (model = load(folder)));
  for (let at = message.from; at < folder.cases.length; at++) {
    parentPort!.postMessage({ kind: 'start', folder: message.folder, at } satisfies Message);
    let outcome: Outcome;
    try {
      outcome = typeof model === 'string' ? { passed: false, detail: `model: ${model}` } : run(model, folder.cases[at]!);
    } catch (error) {
      outcome = { passed: false, detail: `thrown: ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' | ') : String(error)}` };
    }
    parentPort!.postMessage({ kind: 'done', folder: message.folder, at, outcome } satisfies Message);
  }
  parentPort!.postMessage({ kind: 'folder', folder: message.folder });
});
