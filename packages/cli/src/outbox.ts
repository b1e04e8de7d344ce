import { resend, stuckOutbox } from '@ankomst/store';
import { openConfiguredStore } from './open-store.ts';

/** `ankomst outbox [resend <id>|resend all]`: what could not be sent, and sending it again. Exit 1 where something is stuck. */
export async function outbox(argv: readonly string[]): Promise<number> {
  const store = await openConfiguredStore();
  try {
    const stuck = await stuckOutbox(store, 1000);
    if (argv[0] === 'resend') {
      const chosen = argv[1] === 'all' ? stuck.map((item) => item.id) : argv.slice(1);
      for (const id of chosen) console.log((await resend(store, id, store.clock.now())) ? `${id}: will be sent when the server runs` : `${id}: is not stuck`);
      return 0;
    }
    for (const item of stuck) console.log(`${item.id}  ${item.topic}  case ${item.caseId ?? '-'}  ${item.attempts} tries  ${item.problem ?? ''}`);
    console.log(stuck.length === 0 ? 'Nothing is stuck.' : `${stuck.length} stuck. Send again: ankomst outbox resend <id> (or all)`);
    return stuck.length === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}
