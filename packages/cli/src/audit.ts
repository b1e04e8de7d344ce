import { openKeys, readConfig } from '@ankomst/server';
import { verifyAudit } from '@ankomst/store';
import { openConfiguredStore } from './open-store.ts';

/**
 * `ankomst audit verify`: recomputes every event, chain, checkpoint, decision, permit, letter, rulebook and file,
 * and names what does not fit. Exit 0 where all is as it was recorded, 1 where something was altered.
 */
export async function audit(argv: readonly string[]): Promise<number> {
  if (argv[0] !== 'verify') {
    console.error('Usage: ankomst audit verify');
    return 2;
  }
  const store = await openConfiguredStore();
  try {
    const { findings, checked } = await verifyAudit(store, openKeys(readConfig().dataDir).jwks);
    for (const { kind, caseId, caseSeq, record, what } of findings) {
      console.log([kind.toUpperCase(), caseId && `case ${caseId}`, caseSeq !== undefined && `event ${caseSeq}`, record, what].filter(Boolean).join('  '));
    }
    console.log(Object.entries(checked).map(([what, n]) => `${n} ${what}`).join(', '));
    console.log(findings.length === 0 ? 'Everything is as it was recorded.' : `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.`);
    return findings.length === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}
