import { createHmac } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { fromCases, Looker, mergeCases, selectCases, toOcelJson, toXes, type EventLog, type Look } from '@ankomst/mining';
import type { CaseHistory } from '@ankomst/store';
import type { Level } from './api.ts';
import { Groups } from './groups.ts';
import { logOfHistories } from './own-log.ts';
import { fewest, inFives, suppress } from './suppress.ts';
import type { Answers, ExportForm, Mark, Order, TooFew } from './thread-talk.ts';

/** Of which form what was put away is; another is not read but made anew. */
const form = 1;

/** The desk in the thread: holds the log, does as it is told. */
export class OwnLogDesk {
  #looker = new Looker(logOfHistories([]));
  #groups: Groups | undefined;
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
        const tooFew = this.#tooFew(order);
        if (tooFew) return { cases: 0, picture: null, tooFew };
        const { cases, picture } = this.#looker.picture(order.name, order.look);
        return order.level === 'team' ? { cases: inFives(cases), picture: suppress(order.name, picture, cases) } : { cases, picture };
      }
      case 'cases': {
        // what a picture does not tell could be worked out from its list
        const tooFew = this.#tooFew(order);
        if (tooFew) return { cases: 0, seen: [], tooFew };
        const { length } = this.#looker.numbers(order.look);
        return { cases: order.level === 'team' ? inFives(length) : length, seen: this.#looker.cases(order.look, order.most) };
      }
      case 'export': {
        // a file can be cut as one likes: teams that are not told of apart are not in it
        const groups = this.#groupsOf(), few = this.#looker.numbers(order.look).filter((c) => groups.isUntold(c));
        return exported(this.#looker.part(order.look), order.as, order.key, new Set([...order.without, ...Array.from(few, (c) => this.#looker.log.caseIds[c]!)]));
      }
      case 'untold': return this.#groupsOf().untold();
      case 'values': return this.#looker.attributes();
    }
  }

  #groupsOf(): Groups {
    if (this.#groups?.log !== this.#looker.log) this.#groups = new Groups(this.#looker.log);
    return this.#groups;
  }

  /** Why a look is not told of; undefined where it is. */
  #tooFew({ look, level }: { look: Look; level: Level }): TooFew | undefined {
    const groups = this.#groupsOf(), cases = this.#looker.numbers(look);
    if (level === 'own') return undefined;
    if (level !== 'team') return groups.tellsOfPart(cases) ? undefined : 'people';
    // a team's figures, and what each filter takes away from them: else the difference of two looks would tell of one
    const { filters, spots = [] } = look;
    const steps = [...filters.map((_, n) => ({ ...look, filters: filters.slice(0, n), spots: [] })), ...spots.map((_, n) => ({ ...look, spots: spots.slice(0, n) }))].map((one) => this.#looker.numbers(one));
    if (!groups.tellsOfTeam(steps[0] ?? cases) || !groups.enoughPeople(cases)) return 'people';
    if (cases.length < fewest) return 'cases';
    const last = [...steps, cases];
    for (let n = 1; n < last.length; n++) {
      const left = new Set(last[n]), gone = last[n - 1]!.filter((c) => !left.has(c));
      if (gone.length > 0 && gone.length < fewest) return 'cases';
      if (gone.length > 0 && !groups.enoughPeople(gone, true)) return 'people';
    }
    return undefined;
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
