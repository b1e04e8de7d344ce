/**
 * Logs for the measurements. Where the public log of loan applications (BPI Challenge 2012, B. van Dongen,
 * 4TU) is at hand, in the folder named by ANKOMST_LOGS, it is used; else one of about its shape is invented from a
 * fixed seed: 13,087 cases, 262,200 events, 24 activities, some 4,400 ways through, three transitions of a life cycle,
 * 68 resources, a fifteenth of the events without one.
 */
import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { LogBuilder, csvParts, xesParts, type EventLog } from '@ankomst/mining';
import { readXesFile } from '@ankomst/mining/node';
import { seededChance } from '../../packages/mining/src/measure/chance.ts';

export interface Given { path: string; log: EventLog; generated: boolean }

/** The log as a gzip XES file; an invented one is written into `folder`. */
export async function givenLog(folder: string): Promise<Given> {
  const known = join(process.env['ANKOMST_LOGS'] ?? '', 'bpic2012.xes.gz');
  if (process.env['ANKOMST_LOGS'] && existsSync(known)) return { path: known, log: await readXesFile(known), generated: false };
  const log = inventLog();
  const path = join(folder, 'invented.xes.gz');
  await writeXes(log, path);
  return { path, log, generated: true };
}

/** The cases of the log so many times, each time under other ids, as gzip XES. */
export async function writeXes(log: EventLog, path: string, times = 1): Promise<void> {
  function* parts(): Generator<string> {
    for (let copy = 0; copy < times; copy++) {
      let begun = copy === 0, held = '';
      for (const part of xesParts(renamed(log, copy))) {
        let text = part;
        if (!begun) {
          const at = text.indexOf('<trace>');
          if (at < 0) continue;
          text = text.slice(at);
          begun = true;
        }
        // the end of the document is kept back until the last copy
        yield held.slice(0, -16);
        held = held.slice(-16) + text;
      }
      yield copy === times - 1 ? held : held.replace(/<\/log>\s*$/, '');
    }
  }
  await pipeline(Readable.from(parts()), createGzip({ level: 1 }), createWriteStream(path));
}

/** The same as a table. */
export async function writeCsv(log: EventLog, path: string, times = 1): Promise<void> {
  function* parts(): Generator<string> {
    for (let copy = 0; copy < times; copy++) {
      let first = copy > 0;
      for (const part of csvParts(renamed(log, copy))) {
        yield first ? part.slice(part.indexOf('\n') + 1) : part;
        first = false;
      }
    }
  }
  await pipeline(Readable.from(parts()), createWriteStream(path));
}

function renamed(log: EventLog, copy: number): EventLog {
  return copy === 0 ? log : { ...log, caseIds: log.caseIds.map((id) => `${id}-${copy}`) };
}

/** Applications: lodged, many refused at once; others called after, completed, offered, assessed, in rounds. */
export function inventLog(cases = 13_087, events = 262_200): EventLog {
  const chance = seededChance(2012);
  const builder = new LogBuilder();
  const rounds = (stay: number): number => { let count = 0; while (chance() < stay && count < 60) count++; return count; };
  let at = Date.UTC(2011, 9, 1);
  for (let c = 0; c < cases; c++) {
    at += -Math.log(1 - chance()) * 1_003_000;
    let now = at;
    const left = events - builder.length, mine = cases - c - 1;
    const id = builder.caseOf(String(173_688 + 3 * c));
    builder.cases.set('AMOUNT_REQ', id, String(1000 + 500 * Math.floor(chance() * 90)));
    builder.cases.set('REG_DATE', id, { instant: at });
    const way: [string, string][] = [['LODGED', 'COMPLETE'], ['PARTLY LODGED', 'COMPLETE']];
    const work = (name: string, stay: number): void => {
      way.push([name, 'SCHEDULE']);
      for (let i = rounds(stay); i >= 0; i--) way.push([name, 'START'], [name, 'COMPLETE']);
    };
    const fate = chance();
    if (fate < 0.26) way.push(['REFUSED', 'COMPLETE']);
    else {
      if (fate < 0.62) work('Call leads', 0.15);
      if (fate < 0.4) way.push([fate < 0.36 ? 'REFUSED' : 'WITHDRAWN', 'COMPLETE']);
      else {
        way.push(['PRE-ACCEPTED', 'COMPLETE']);
        work('Complete the application', 0.6);
        if (fate < 0.55) way.push([fate < 0.46 ? 'REFUSED' : 'WITHDRAWN', 'COMPLETE']);
        else {
          way.push(['ACCEPTED', 'COMPLETE']);
          for (let i = rounds(0.25); i >= 0; i--) {
            for (const name of chance() < 0.8 ? ['OFFER SELECTED', 'FINALISED', 'OFFER MADE', 'OFFER SENT'] : ['FINALISED', 'OFFER SELECTED', 'OFFER MADE', 'OFFER SENT']) way.push([name, 'COMPLETE']);
            work('Call about the offer', 0.73);
            if (chance() < 0.2) way.push(['OFFER CANCELLED', 'COMPLETE']);
          }
          if (fate < 0.9) {
            way.push(['OFFER RETURNED', 'COMPLETE']);
            work('Assess', 0.4);
            if (chance() < 0.5) work('Call for what is missing', 0.66);
            if (chance() < 0.02) work('Look for fraud', 0.3);
            const end: string[] = fate < 0.75 ? ['OFFER TAKEN', 'APPROVED', 'REGISTERED', 'ACTIVATED'] : fate < 0.84 ? ['OFFER DECLINED', 'REFUSED'] : ['WITHDRAWN', 'OFFER CANCELLED'];
            if (chance() < 0.4) end.reverse();
            for (const name of end) way.push([name, 'COMPLETE']);
            if (chance() < 0.01) work('Change the contract', 0.1);
          } else way.push(['WITHDRAWN', 'COMPLETE']);
        }
      }
    }
    // the number of events is met: long cases are cut where it runs out, the last one is drawn out
    const length = mine === 0 ? left : Math.min(way.length, Math.max(3, left - 3 * mine));
    for (let i = 0; i < length; i++) {
      const [name, transition] = way[Math.min(i, way.length - 1)]!;
      const row = builder.add(id, builder.activities.code(name), Math.round(now));
      builder.events.set('lifecycle:transition', row, transition);
      if (chance() > 0.069) builder.events.set('org:resource', row, String(10_000 + Math.floor(chance() ** 2 * 68) * 13));
      now += transition === 'START' ? 600_000 * chance() : -Math.log(1 - chance()) * 40_000_000 * (chance() < 0.5 ? 0.001 : 1);
    }
  }
  return builder.finish();
}
