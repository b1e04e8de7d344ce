import { join } from 'node:path';
import { openStore, type Store } from '@ankomst/store';
import { isName, readConfig, systemClock } from '@ankomst/server';

/** The store this machine's configuration names (DATABASE_URL, or DATA_DIR), for a command. The caller closes it. */
export function openConfiguredStore(): Promise<Store> {
  const config = readConfig();
  const where = config.databaseUrl ? { databaseUrl: config.databaseUrl } : { dataDir: config.dataDir };
  return openStore(where, { clock: systemClock, documentsDir: join(config.dataDir, 'documents'), isName });
}
