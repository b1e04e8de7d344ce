import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { StoreError } from '../errors.ts';

interface Holder { pid: number; started: string; host: string }

/** The holder touches the lock this often; a holder on another host (a container, say) is dead when it has not for six times as long. */
const beatMs = 10_000;

/**
 * When a process began, in ticks since boot: tells a living holder from another process that was
 * given the same number later. Empty where it has ended, or the system has no /proc.
 */
function startedAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields 3 (state) and 22 (start); the command name (field 2) is in parentheses and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

async function alive({ pid, started, host }: Holder, path: string): Promise<boolean> {
  // Process numbers of another host say nothing here.
  if (host !== hostname()) return Date.now() - (await stat(path).catch(() => ({ mtimeMs: 0 }))).mtimeMs < 6 * beatMs;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return started === startedAt(pid);
}

/**
 * Takes the lock file, or throws `database-in-use` naming the process that holds it.
 * A lock left by a process that was killed is taken over. Returns the unlocking function.
 */
export async function lockDirectory(path: string): Promise<() => Promise<void>> {
  const mine = `${path}.${process.pid}-${randomUUID()}`;
  await writeFile(mine, JSON.stringify({ pid: process.pid, started: startedAt(process.pid), host: hostname() } satisfies Holder));
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      try {
        // A hard link fails if the name exists: of several who try, one gets it, and the file is never half-written.
        await link(mine, path);
        const beat = setInterval(() => { utimes(path, new Date(), new Date()).catch(() => {}); }, beatMs).unref();
        return async () => {
          clearInterval(beat);
          await rm(path, { force: true });
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const text = await readFile(path, 'utf8').catch(() => null);
      if (text === null) continue;
      const holder = JSON.parse(text) as Holder;
      if (await alive(holder, path)) throw new StoreError('database-in-use', { pid: holder.pid, host: holder.host, lock: path });
      // Move the dead one aside rather than delete it: if somebody was quicker, it is their lock we hold, and it is put back.
      const aside = `${mine}.stale`;
      await rename(path, aside).catch(() => {});
      if (await readFile(aside, 'utf8').catch(() => text) !== text) await link(aside, path).catch(() => {});
      await rm(aside, { force: true });
    }
    throw new StoreError('database-in-use', { lock: path });
  } finally {
    await rm(mine, { force: true });
  }
}
