import {
  addDays, clocksOf, definitionsNow, draftDelayNotice, resetClock, runOutDeadline, warnDeadline,
  type Actor, type CaseFile, type DeadlineDefinition, type DeadlineStatus,
} from '@ankomst/core';
import { casesByLegalDate, putTold, toldKey, toldOf } from '@ankomst/store';
import type { Deps } from '../deps.ts';
import { rulebookOfCase } from '../rulebooks.ts';
import { actOnCase } from './act-on-case.ts';
import { delayTexts } from './delay-words.ts';
import { todayOf } from '../today.ts';

const clockActor: Actor = { kind: 'system', id: 'clock' };

/**
 * Looks at the clocks of the law: those that have run out are written down, those that near their end are told to
 * whoever holds them, and where a decision is late a notice of delay is drafted for an officer. Each once. A clock
 * decides nothing. Stopped, it leaves the cases it has not come to for the next time.
 * @returns how many things were done
 */
export async function sweepDeadlines(deps: Deps, { batch = 500, signal }: { batch?: number; signal?: AbortSignal } = {}): Promise<number> {
  const until = addDays(todayOf(deps), earliestWarning(deps));
  let done = 0;
  for (let after: { on: string; id: string } | null = null; ;) {
    const cases: { on: string; file: CaseFile }[] = await casesByLegalDate(deps.store, until, after, batch);
    const told = await toldOf(deps.store, cases.map(({ file }) => file.id));
    for (const { file } of cases) {
      if (signal?.aborted) return done;
      done += await lookAt({ deps, file, told, drafted: file.delayNotice !== undefined });
    }
    const last = cases.at(-1);
    if (!last || cases.length < batch) return done;
    after = { on: last.on, id: last.file.id };
  }
}

/** The largest number of days before its end at which any clock of any service warns: no case beyond it need be looked at. */
function earliestWarning(deps: Deps): number {
  const clocks = deps.authority.services.flatMap((rulebook) => [...rulebook.deadlines, ...rulebook.requirements.flatMap((one) => one.deadline ?? [])]);
  return Math.max(0, ...clocks.flatMap((clock) => clock.warn ?? []));
}

/** A case whose clocks are looked at, with what has been told of them already. `drafted`: a notice of delay waits to be signed; one at a time. */
interface Look { deps: Deps; file: CaseFile; told: Set<string>; drafted: boolean }

/** One case's clocks, by its state alone; only where there is something to do is the case itself taken up. */
async function lookAt(look: Look): Promise<number> {
  const { deps, file } = look;
  const rulebook = await rulebookOfCase(deps, file);
  const clocks = clocksOf(rulebook, file, deps.clock.now(), deps.authority.calendar);
  const definitions = new Map(definitionsNow(rulebook, file).map((one) => [one.id, one]));
  let done = 0;
  for (const clock of clocks) {
    if (clock.right) continue;
    done += clock.left < 0 ? await runOut(look, clock) : await near(look, clock, definitions.get(clock.deadline));
  }
  return done + await reset(look, clocks);
}

/** Does something about a clock, once for each start and extension of it. @returns 1 where it was done now */
async function once({ deps, file, told }: Look, clock: DeadlineStatus, what: string, act: (key: string) => Promise<unknown>): Promise<number> {
  const one = { caseId: file.id, deadline: clock.deadline, start: clock.start, extended: clock.extendedDays, what };
  if (told.has(toldKey(one))) return 0;
  await act(`clock:${toldKey(one)}`);
  await putTold(deps.store, { ...one, due: clock.due, unit: file.unit, toldAt: deps.clock.now() });
  return 1;
}

const runOut = (look: Look, clock: DeadlineStatus): Promise<number> => once(look, clock, 'passed', (key) =>
  actOnCase(look.deps, clockActor, look.file.id, ({ loaded, state, ctx }) => {
    const now = clocksOf(ctx.rulebook, state.case, ctx.at, ctx.calendar).find((one) => one.deadline === clock.deadline);
    const written = loaded.events.some((event) => event.type === 'DeadlinePassed' && event.data['deadline'] === clock.deadline && event.data['due'] === clock.due);
    return now && now.left < 0 && !written ? runOutDeadline(state, { clock: now }, ctx) : null;
  }, key));

/** The warning whose day has come last; with the first of them the notice of delay is drafted. */
async function near(look: Look, clock: DeadlineStatus, definition: DeadlineDefinition | undefined): Promise<number> {
  const { deps, file } = look;
  const days = (definition?.warn ?? []).filter((one) => clock.left <= one).sort((a, b) => a - b)[0];
  if (days === undefined) return 0;
  const warned = await once(look, clock, String(days), (key) => actOnCase(deps, clockActor, file.id, ({ state, ctx }) => warnDeadline(state, { clock, days }, ctx), key));
  if (!definition?.notice || file.phase !== 'lodged' || look.drafted) return warned;
  look.drafted = true;
  return warned + await once(look, clock, 'drafted', (key) => actOnCase(deps, clockActor, file.id, async ({ loaded, state, ctx }) => {
    if (state.case.phase !== 'lodged' || state.case.delayNotice) return null;
    return draftDelayNotice(state, { clock, texts: await delayTexts(deps, { state, events: loaded.events, rulebook: ctx.rulebook }) }, ctx);
  }, key));
}

/** A right that has opened, or a clock that stood still, is no longer the date the case names. */
async function reset({ deps, file }: Look, clocks: readonly DeadlineStatus[]): Promise<number> {
  const named = file.waiting?.nextLegalDate;
  if (!named) return 0;
  const clock = clocks.find((one) => one.deadline === named.deadline);
  const holds = clock?.right ? clock.left > 0 : named.on >= todayOf(deps);
  // one that has run out was written down above, and that named the next
  if (holds || (clock && clock.left < 0 && !clock.right)) return 0;
  await actOnCase(deps, clockActor, file.id, ({ state, ctx }) => (state.case.waiting?.nextLegalDate?.on === named.on ? resetClock(state, ctx) : null));
  return 1;
}
