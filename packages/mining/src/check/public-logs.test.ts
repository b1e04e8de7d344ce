import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inductiveMiner } from '../discover/inductive/inductive-miner.ts';
import { readXesFile } from '../import/node-files.ts';
import { selectCases } from '../log/event-log.ts';
import { seededChance, shuffle } from '../measure/chance.ts';
import type { PetriNet } from '../model/petri-net.ts';
import { parseTree, treeToText, type ProcessTree } from '../model/process-tree.ts';
import { simpleLog } from '../model/simple-log.ts';
import { simplifyTree } from '../model/simplify-tree.ts';
import { treeToNet } from '../model/tree-to-net.ts';
import { publicLog } from '../testing/public-logs.ts';
import { align } from './alignments.ts';
import { alignmentFitness } from './fitness.ts';
import { generalisation } from './generalisation.ts';
import { alignmentPrecision, etcPrecision } from './precision.ts';
import { checkRules } from './rules/check-rules.ts';
import { bpic2012Tree, pm4pyFigures } from './testing-pm4py.ts';
import { tokenReplay } from './token-replay.ts';

const near = (mine: number, theirs: number, tolerance: number, what: string): void => assert.ok(Math.abs(mine - theirs) <= tolerance, `${what}: ${mine}, pm4py ${theirs}`);

for (const theirs of pm4pyFigures) {
  const { path, skip } = publicLog(theirs.file);
  test(`${theirs.file}, pm4py's tree at noise ${theirs.noise}: every alignment costs what pm4py says`, { skip }, async () => {
    const log = simpleLog(await readXesFile(path));
    const net = treeToNet(parseTree(theirs.tree));
    const alignments = align(net, log);
    assert.equal(alignments.map((one) => (one.finished ? one.cost.toString(36) : '?')).join(''), theirs.costs);

    const replay = tokenReplay(net, log);
    const { fitting } = alignmentFitness(net, log, alignments);
    assert.equal(replay.fitting, fitting);
    // pm4py guesses silent steps: it calls some traces unfit that are runs (10 cases of receipt), and none fit that are not
    assert.ok(replay.fitting >= theirs.fitting - 1e-9 && replay.fitting - theirs.fitting < 0.01);
    // tokens depend on the net: ours has a silent transition more or less than pm4py's here and there
    near(replay.averageFitness, theirs.averageFitness, 0.01, 'average fitness');
    near(replay.logFitness, theirs.logFitness, 0.005, 'log fitness');
    near(generalisation(replay.fired), theirs.generalisation, 0.015, 'generalisation');
    if (theirs.noise === 0) {
      // where every beginning fits, both figures look at the same; elsewhere pm4py leaves out other beginnings than the paper does
      near(etcPrecision(net, log).precision, theirs.precision, 0.001, 'precision');
      near(alignmentPrecision(net, log, alignments).precision, theirs.alignmentPrecision, 0.001, 'alignment precision');
    }
  });
}

/** The tree with branches in the order of their text: in which order they are named says nothing. */
function sorted(tree: ProcessTree): string {
  const walk = (node: ProcessTree): ProcessTree => {
    if (!('children' in node)) return node;
    const children = node.children.map(walk);
    if (node.kind === 'choice' || node.kind === 'parallel') children.sort((a, b) => (treeToText(a) < treeToText(b) ? -1 : 1));
    return { ...node, children };
  };
  return treeToText(walk(simplifyTree(tree)));
}

const same = [...pm4pyFigures.filter((one) => one.noise === 0), { file: 'bpic2012.xes.gz', tree: bpic2012Tree }];
for (const theirs of same) {
  const { path, skip } = publicLog(theirs.file);
  test(`${theirs.file}: without noise the inductive miner finds pm4py's tree`, { skip }, async () => {
    assert.equal(sorted(inductiveMiner(simpleLog(await readXesFile(path)))), sorted(parseTree(theirs.tree)));
  });
}

const mixed = publicLog('08_receipt.xes.gz');
test('08_receipt.xes.gz: with noise one tree, in whatever order the cases come (of twelve seeds of pm4py two find another)', { skip: mixed.skip }, async () => {
  const log = await readXesFile(mixed.path), order = Int32Array.from(log.caseIds, (_, i) => i), chance = seededChance(12);
  const tree = (): string => sorted(inductiveMiner(simpleLog(selectCases(log, order)), { noise: 0.2 }));
  const first = tree();
  for (let round = 0; round < 5; round++) { shuffle(order, chance); assert.equal(tree(), first); }
});

for (const file of ['08_receipt.xes.gz', 'bpic2012.xes.gz']) {
  const { path, skip } = publicLog(file);
  test(`${file}: every case is a run of its own noise-free model`, { skip }, async () => {
    const log = simpleLog(await readXesFile(path));
    const net: PetriNet = treeToNet(inductiveMiner(log));
    assert.ok(align(net, log).every((one) => one.finished && one.cost === 0));
    // pm4py's replay finds 61.7 % of the cases of bpic2012 fit on such a model
    assert.equal(tokenReplay(net, log).fitting, 1);
  });
}

const bpic2012 = publicLog('bpic2012.xes.gz');
test('bpic2012.xes.gz: four eyes on finalising and approving, as pm4py counts', { skip: bpic2012.skip }, async () => {
  const [result] = checkRules(await readXesFile(bpic2012.path), [{ rule: 'four-eyes', activities: ['A_FINALIZED', 'A_APPROVED'] }]);
  assert.deepEqual([result!.concerned, result!.kept, result!.breaks.length, result!.unknown.length], [2246, 2196, 50, 0]);
});
