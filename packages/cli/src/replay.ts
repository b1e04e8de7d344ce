import { createRuleEngine, replay as replayRecord } from '@ankomst/core';
import { decisionRecord, getRulebook } from '@ankomst/store';
import { openConfiguredStore } from './open-store.ts';

/**
 * `ankomst replay <decision>`: computes a decision again from its own record and the rulebook it was pinned to,
 * both out of the store, and compares byte by byte. Exit 0 where they are the same, 1 where not, 2 where there is no such decision.
 */
export async function replay(argv: readonly string[]): Promise<number> {
  const [decisionId] = argv;
  if (!decisionId) {
    console.error('Say which decision: ankomst replay <decision id>');
    return 2;
  }
  const store = await openConfiguredStore();
  try {
    const found = await decisionRecord(store, decisionId);
    if (!found) {
      console.error(`There is no decision ${decisionId}.`);
      return 2;
    }
    const { record } = found;
    const rulebook = await getRulebook(store, record.assessment.rulebook);
    if (!rulebook) {
      console.error(`The rulebook ${record.assessment.rulebook} is not in the store: the decision cannot be replayed.`);
      return 1;
    }
    const { same, differences } = replayRecord(record, rulebook, createRuleEngine());
    const who = record.automatic ? 'the robot' : `${record.decidedBy.kind}/${record.decidedBy.id}`;
    console.log(`Decision ${record.id}: ${record.outcome} by ${who}, ${record.decidedAt}`);
    console.log(`Rulebook ${rulebook.service} ${rulebook.version} (${rulebook.hash})`);
    for (const { condition, status, row, basis } of record.assessment.conditions) console.log(`  ${status.padEnd(8)} ${condition}${row ? ` [${row}]` : ''}  ${basis.join(', ')}`);
    for (const { what, recorded, replayed } of differences) console.log(`DIFFERS  ${what}\n  recorded ${recorded}\n  replayed ${replayed}`);
    console.log(same ? 'Replayed from the record alone: the same, byte for byte.' : 'Replayed: NOT the same.');
    return same ? 0 : 1;
  } finally {
    await store.close();
  }
}
