import type { Driver } from './driver/driver.ts';

/**
 * Clears out dead rows and counts anew what the planner goes by. A PostgreSQL server does it by itself
 * (autovacuum); the embedded database does not, and is held up while it runs: after a bulk load, and at night.
 */
export async function tidy(driver: Driver): Promise<void> {
  if (driver.kind === 'pglite') await driver.script('vacuum (analyze)');
}
