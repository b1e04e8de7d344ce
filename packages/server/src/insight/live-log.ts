import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { caseHistories, caseHistoriesAfter, casesChangedAfter, countCases, endOfEvents, eventStandsAt } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import type { Answered, Answers, Mark, Order } from './thread-talk.ts';

/** Commits under way may show up behind places already read: each look goes back a little. */
const overlap = 1000;
/** Milliseconds after which the log is looked at again when somebody asks; a second is fresh enough for a map. */
const freshFor = 1000;
/** How long a question waits for a long reading before it is answered with what is there. */
const patience = 1500;
/** The log is put away after so many newly read events, so that a start has little to catch up with. */
const keepAfter = 20_000;
/** Cases read at once. */
const page = 250;

export interface Reading { done: number; of: number }

/**
 * The authority's own log, alive: held in a thread of its own, brought up to the event log whenever somebody asks. What
 * is read is put away in the data directory, so that the next start begins where this one ended.
 */
export class LiveLog {
  readonly #deps: Deps;
  readonly #worker = new Worker(new URL('./own-log-thread.ts', import.meta.url));
  readonly #waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  readonly #file: string;
  #no = 0;
  #mark: Mark | undefined;
  #opened: Promise<void> | undefined;
  #catching: Promise<void> | undefined;
  #lookedAt = -Infinity;
  #unkept = 0;
  #closed = false;
  #reading: Reading | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#file = join(deps.config.dataDir, 'insight-log.bin');
    // an idle thread keeps no process from ending
    this.#worker.unref();
    this.#worker.on('message', (told: Answered) => {
      const asked = this.#waiting.get(told.no);
      this.#waiting.delete(told.no);
      if (this.#waiting.size === 0) this.#worker.unref();
      if ('error' in told) asked?.reject(Object.assign(new Error(told.error), { name: told.name }));
      else asked?.resolve(told.answer);
    });
    this.#worker.on('error', (error) => {
      deps.log.error({ error: error.name }, 'the map\'s thread ended');
      for (const asked of this.#waiting.values()) asked.reject(error);
      this.#waiting.clear();
      live.delete(deps.store);
    });
  }

  /** Asks the thread, with the log as fresh as it can be had in a moment. `reading`: a long first reading is under way, and the answer is of what is read so far. */
  async ask<D extends Order['do']>(order: Extract<Order, { do: D }>): Promise<{ answer: Answers[D]; reading?: Reading }> {
    const fresh = this.#catchUp();
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([fresh, new Promise<void>((resolve) => { timer = setTimeout(resolve, patience); })]);
    clearTimeout(timer);
    const answer = await this.#order(order);
    return { answer, ...(this.#reading ? { reading: { ...this.#reading } } : {}) };
  }

  /** Waits until all events there are have been read. */
  async upToDate(): Promise<void> {
    this.#lookedAt = -Infinity;
    await this.#catching;
    await this.#catchUp();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#catching?.catch(() => {});
    await this.#worker.terminate();
    for (const asked of this.#waiting.values()) asked.reject(new Error('the house closes'));
    this.#waiting.clear();
  }

  #order<D extends Order['do']>(order: Extract<Order, { do: D }>): Promise<Answers[D]> {
    const no = this.#no++;
    return new Promise<Answers[D]>((resolve, reject) => {
      this.#waiting.set(no, { resolve: resolve as (answer: unknown) => void, reject });
      this.#worker.ref();
      this.#worker.postMessage({ no, order });
    });
  }

  #catchUp(): Promise<void> {
    if (this.#catching) return this.#catching;
    if (performance.now() - this.#lookedAt < freshFor) return Promise.resolve();
    this.#catching = this.#read().finally(() => {
      this.#catching = undefined;
      this.#reading = undefined;
      this.#lookedAt = performance.now();
    });
    return this.#catching;
  }

  async #read(): Promise<void> {
    const { store } = this.#deps;
    await (this.#opened ??= this.#open());
    const end = await endOfEvents(store);
    // counted before anything is read: what comes meanwhile is not marked as seen, and is read next time
    const near = await casesChangedAfter(store, Math.max(0, end.seq - overlap));
    if (!this.#mark) {
      await this.#readAll();
    } else {
      const from = Math.max(0, this.#mark.seq - overlap);
      const { seen } = this.#mark;
      const changed = (await casesChangedAfter(store, from)).filter((one) => seen[one.id] !== one.events).map((one) => one.id);
      await this.#take(changed, (some) => caseHistories(store, some));
      this.#unkept += Math.max(changed.length, end.seq - this.#mark.seq);
    }
    if (this.#closed) return;
    this.#mark = { ...end, seen: Object.fromEntries(near.map((one) => [one.id, one.events])) };
    if (this.#unkept >= keepAfter) await this.#keep();
  }

  /** Takes up what was put away, if it is of this database. */
  async #open(): Promise<void> {
    const mark = await this.#order({ do: 'open', file: this.#file });
    if (!mark) return;
    if (mark.id === null || await eventStandsAt(this.#deps.store, mark.seq, mark.id)) this.#mark = mark;
    else await this.#order({ do: 'forget' });
  }

  async #readAll(): Promise<void> {
    const { store } = this.#deps;
    this.#reading = { done: 0, of: await countCases(store) };
    for (let last = ''; !this.#closed;) {
      const histories = await caseHistoriesAfter(store, last, page);
      if (histories.length === 0) break;
      last = histories.at(-1)!.id;
      await this.#order({ do: 'take', histories });
      this.#reading.done += histories.length;
      // others who wait for the database come in between
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#unkept = keepAfter;
  }

  async #take(ids: readonly string[], read: (some: string[]) => ReturnType<typeof caseHistories>): Promise<void> {
    if (ids.length > page * 4) this.#reading = { done: 0, of: ids.length };
    for (let from = 0; from < ids.length && !this.#closed; from += page) {
      await this.#order({ do: 'take', histories: await read(ids.slice(from, from + page)) });
      if (this.#reading) this.#reading.done = from;
    }
  }

  async #keep(): Promise<void> {
    mkdirSync(this.#deps.config.dataDir, { recursive: true });
    await this.#order({ do: 'keep', file: this.#file, mark: this.#mark! })
      .then(() => { this.#unkept = 0; }, (error: unknown) => this.#deps.log.warn({ error: (error as Error).name }, 'the map\'s log could not be put away'));
  }
}

const live = new WeakMap<object, LiveLog>();

/** The log of this house; its thread begins with the first question. */
export function liveLog(deps: Deps): LiveLog {
  let log = live.get(deps.store);
  if (!log) live.set(deps.store, (log = new LiveLog(deps)));
  return log;
}

/** Ends the thread, if it ever began. */
export async function closeLiveLog(deps: Deps): Promise<void> {
  const log = live.get(deps.store);
  live.delete(deps.store);
  await log?.close();
}
