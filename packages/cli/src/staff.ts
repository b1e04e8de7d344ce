import { inviteColleague, Problem, readConfig, systemClock } from '@ankomst/server';
import { putStaff } from '@ankomst/store';
import { openConfiguredStore } from './open-store.ts';

const usage = 'Usage: ankomst staff add ID UNIT ROLE[,ROLE…] NAME\n       ankomst staff invite ID';

/**
 * `ankomst staff`: puts a staff member on file, or gives a new link to one who is, and prints the link by which they make
 * their key (once, ten minutes). For the first leader of a house, and where every leader has lost theirs: whoever can run
 * this can read the database anyway. It stands in the admin log as done by the operator.
 */
export async function staff(argv: readonly string[]): Promise<number> {
  const [act, id, unit, roles, ...name] = argv;
  if (!id || !(act === 'invite' || (act === 'add' && unit && roles && name.length > 0))) {
    console.error(usage);
    return 2;
  }
  const store = await openConfiguredStore();
  try {
    if (act === 'add') await putStaff(store, { by: 'operator', at: systemClock.now() }, { id, unit: unit!, roles: roles!.split(','), name: name.join(' ') });
    const token = await inviteColleague({ store, clock: systemClock }, 'operator', id);
    console.log(`Give this link to ${id}, face to face. It works once, for ten minutes:\n${new URL(`/staff/enrol/${token}`, readConfig().publicUrl).href}`);
    return 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`There is no staff member ${id} who may log in. Put them on file first:\n${usage}`);
    return 1;
  } finally {
    await store.close();
  }
}
