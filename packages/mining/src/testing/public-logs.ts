import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where a public log lies, in the folder that the environment names by `ANKOMST_LOGS`; or why a test on it is
 * skipped. Those logs are other people's data (4TU terms) and no part of this project.
 */
export function publicLog(name: string): { path: string; skip: string | false } {
  const folder = process.env['ANKOMST_LOGS'];
  const path = join(folder ?? '', name);
  return { path, skip: !folder ? `needs the public log ${name}: name its folder by ANKOMST_LOGS` : existsSync(path) ? false : `${name} is not in ANKOMST_LOGS` };
}
