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
