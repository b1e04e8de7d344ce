import { createHmac } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { fromCases, Looker, mergeCases, selectCases, toOcelJson, toXes, type EventLog, type Look } from '@ankomst/mining';
import type { CaseHistory } from '@ankomst/store';
import { logOfHistories, staffColumn } from './own-log.ts';
import { fewest, suppress } from './suppress.ts';
import type { Answers, ExportForm, Mark, Order } from './thread-talk.ts';

/** Of which form what was put away is; another is not read but made anew. */
const form = 1;

/** The desk in the thread: holds the log, does as it is told. */
export class OwnLogDesk {
  #looker = new Looker(logOfHistories([]));
  /** Taken in and not yet in the log: many small parts are joined at once, so that reading all costs no more than linear. */
  #pending: CaseHistory[] = [];

  /** All that has been taken in. */
  get log(): EventLog { this.#join(); return this.#looker.log; }

  do<D extends Order['do']>(order: Extract<Order, { do: D }>): Answers[D];
  do(order: Order): Answers[Order['do']] {
    if (order.do !== 'take') this.#join();
    switch (order.do) {
      case 'open': return this.#open(order.file);
      case 'take': {
        this.#pending.push(...order.histories);
        if (this.#pending.length >= Math.max(2000, this.#looker.log.caseIds.length / 4)) this.#join();
        return null;
      }
      case 'keep': return keep(order.file, { form, mark: order.mark, log: this.#looker.log });
      case 'forget': this.#looker = new Looker(logOfHistories([])); return null;
      case 'picture': {
        // people first: what four colleagues did says too much of each of them, however many cases it is
        if (order.group || order.part) {
          const people = this.#looker.different(staffColumn, order.look);
          // a part that no colleague had a hand in says nothing of any
          if (people < fewest && (order.group || people > 0)) return { cases: 0, picture: null, tooFew: 'people' };
        }
        const { cases, picture } = this.#looker.picture(order.name, order.look);
        if (!order.group) return { cases, picture };
        const told = suppress(order.name, picture, cases);
        return { cases: cases < fewest ? 0 : cases, picture: told, ...(cases < fewest ? { tooFew: 'cases' as const } : {}) };
      }
      case 'cases': return { cases: this.#looker.picture('ages', order.look).cases, seen: this.#looker.cases(order.look, order.most) };
      case 'export': return exported(this.#looker.part(order.look), order.as, order.key, new Set(order.without));
      case 'values': return this.#looker.attributes();
    }
  }

  #join(): void {
    if (this.#pending.length === 0) return;
    // of a case taken in twice the later history holds
    const latest = new Map(this.#pending.map((history) => [history.id, history]));
    this.#pending = [];
    this.#looker = new Looker(mergeCases(this.#looker.log, logOfHistories([...latest.values()])));
  }

  #open(file: string): Mark | null {
    try {
      const kept = deserialize(readFileSync(file)) as { form: number; mark: Mark; log: EventLog };
      if (kept.form !== form) return null;
      this.#looker = new Looker(kept.log);
      return kept.mark;
    } catch {
      // not there, or cut short: everything can be read again from the events
      return null;
    }
  }
}

/** Written aside and renamed: a start never finds half of it. */
function keep(file: string, what: unknown): null {
  const aside = `${file}.${process.pid}`;
  try {
    writeFileSync(aside, serialize(what), { mode: 0o600 });
    renameSync(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
  return null;
}

/**
 * A log for others: cases under names that only this export's key could make again, people at work left out, and cases
 * of people with protected identity (`without`) not in it. There is no free text in the log to leave out.
 */
export function exported(log: EventLog, as: ExportForm, key: Uint8Array, without: ReadonlySet<string>): Answers['export'] {
  const look: Look = { base: [], filters: [{ filter: 'attribute', of: 'case', key: 'concept:name', is: [...without], not: true }], aside: [], setting: { at: 0, zone: 'UTC' } };
  const open = without.size > 0 ? new Looker(log).part(look) : log;
  const names = open.caseIds.map((id) => createHmac('sha256', key).update(id).digest('hex').slice(0, 20));
  const told = (columns: EventLog['caseAttributes']): EventLog['caseAttributes'] => new Map([...columns].filter(([name]) => !name.startsWith('#')));
  // in the order of the pseudonyms: the order of the ids would tell the order of opening across exports
  const order = Int32Array.from(names.keys()).sort((a, b) => (names[a]! < names[b]! ? -1 : 1));
  const plain = selectCases({ ...open, caseIds: names, caseAttributes: told(open.caseAttributes), eventAttributes: told(open.eventAttributes) }, order);
  return { text: as === 'xes' ? toXes(plain) : toOcelJson(fromCases(plain)), cases: plain.caseIds.length, events: plain.activity.length };
}
