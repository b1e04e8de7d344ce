import { writeFileSync } from 'node:fs';
import { records } from './battery.ts';

/** Stores twelve decision records for later builds to make again. Run only when what a record holds is meant to change. */
writeFileSync(new URL('stored-records.jsonl', import.meta.url), `${[...records(12)].join('\n')}\n`);
