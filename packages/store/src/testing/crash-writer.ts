/**
 * Writes without end and says on standard output what was acknowledged, one line per commit:
 * for the test that kills it in the middle. Arguments: where (JSON), documents directory, run.
 */
import { Readable } from 'node:stream';
import { openStore } from '../store.ts';
import type { Where } from '../store.ts';
import { writeOne } from './crash-write.ts';

const [where, documentsDir, run] = process.argv.slice(2) as [string, string, string];
const store = await openStore(JSON.parse(where) as Where, { clock: { now: () => new Date().toISOString() }, documentsDir });
process.stdout.write('ready\n');
const caller = async (number: number): Promise<never> => {
  for (let i = 0; ; i++) {
    const key = `${run}.${number}.${i}`;
    process.stdout.write(`asked ${key}\n`);
    const { sha256 } = await store.documents.put(Readable.from([Buffer.from(`%PDF-1.7 ${key}`)]), { maxBytes: 1000 });
    await store.commit(writeOne(key, sha256));
    process.stdout.write(`done ${key} ${sha256}\n`);
  }
};
await Promise.all(Array.from({ length: 6 }, (_, number) => caller(number)));
