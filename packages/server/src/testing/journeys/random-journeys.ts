import type { TestStore } from '@ankomst/store/testing';
import fc from 'fast-check';
import { startWorld, type World } from '../world.ts';
import { newJourney, type Journey } from './cast.ts';
import { holds, holdsAtEnd } from './holds.ts';
import { act, aStep, type Step } from './steps.ts';

/** Where random journeys begin: a day on which the law of the service holds, whatever day it is here. */
const start = Date.parse('2026-11-23T09:00:00.000Z');

/** A world whose clock begins on a given day, goes on, and can be put forward. */
export async function worldFrom(store: TestStore): Promise<World> {
  const began = Date.now();
  let ahead = 0;
  const clock = { now: () => new Date(start + Date.now() - began + ahead).toISOString(), advance: (milliseconds: number) => { ahead += milliseconds; } };
  const world = await startWorld({ given: { clock }, store: { ...store, open: (options) => store.open({ ...options, clock }) } });
  const { close } = world;
  // a restart has put another server in the place of the first
  return Object.assign(world, { clock, close: async () => { await world.server.close(); await close(); } });
}

class Do implements fc.AsyncCommand<object, Journey> {
  readonly step: Step;
  constructor(step: Step) { this.step = step; }
  check(): boolean { return true; }
  async run(_: object, journey: Journey): Promise<void> {
    await act(journey, this.step);
    await holds(journey, this.step);
  }
  toString(): string { return JSON.stringify(this.step); }
}

const step = (what: Partial<Step> & Pick<Step, 'do'>): Do => new Do({ who: 'cook', a: 0, b: 0, twice: false, ...what });

/** Short journeys that long ones have failed on, or seldom take: walked each time. */
const wellTrodden: Record<string, Do[]> = {
  'a person in a company’s place': [step({ do: 'begin' }), step({ do: 'invite', b: 1 }), step({ do: 'join', who: 'stranger', b: 1 })],
  'a company in a person’s place': [step({ do: 'begin', who: 'owner', a: 1 }), step({ do: 'invite', who: 'owner' }), step({ do: 'join', who: 'rival', b: 3 })],
  'a decision on nobody': [step({ do: 'begin', who: 'owner', a: 1 }), step({ do: 'propose', b: 2 })],
  'one lawyer for both sides': [step({ do: 'next', a: 1 }), step({ do: 'next' }), step({ do: 'give', b: 60 }), step({ do: 'give', who: 'owner', a: 2, b: 160 }), step({ do: 'withdraw', who: 'lawyer' })],
};

/** Walks the short ones. @throws with the name of the one on which an invariant does not hold */
export async function shortJourneys(world: World): Promise<void> {
  for (const [name, run] of Object.entries(wellTrodden)) {
    const journey = await newJourney(world);
    try {
      for (const one of run) await one.run({}, journey);
      await holdsAtEnd(journey);
    } catch (error) {
      throw new Error(name, { cause: error });
    }
  }
}

/**
 * Random people, mandates, payments, retries, restarts and clocks, through the service: after each step and at the end
 * of each journey the invariants hold. @throws with the shortest journey found on which one does not
 */
export async function journeys(world: World, { seed, runs, steps }: { seed: number; runs: number; steps: number }): Promise<void> {
  const commands = fc.commands([aStep.map((step) => new Do(step))], { maxCommands: steps, size: 'max' });
  await fc.assert(fc.asyncProperty(commands, async (run) => {
    const journey = await newJourney(world);
    await fc.asyncModelRun(() => ({ model: {}, real: journey }), run);
    await holdsAtEnd(journey);
  }), { seed, numRuns: runs, endOnFailure: process.env['JOURNEYS_SHRINK'] === undefined });
}
