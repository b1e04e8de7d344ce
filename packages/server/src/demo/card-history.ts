import {
  addDays, bookVisit, cancelVisit, cardFailed, cardProduced, checkIdentity, dayOf, handOutCard, orderCard, rebookVisit, reorderCard, startVisit, takePhoto, type Instant,
} from '@ankomst/core';
import type { CaseRun } from './case-run.ts';
import { lastOf, partner, person, type Cast } from './cast.ts';

/** Whose card it is, who may book for them, and the town (or the embassy) nearest. */
export interface Visit { city: string; holder: string; bookers: readonly string[] }

/** One visit: identity, photo, card; then the card comes and is handed out. */
export function cardMade(run: CaseRun, { city, holder, bookers }: Visit, cast: Cast): void {
  const { luck, times } = cast;
  const booker = luck.pick(bookers);
  const slotAfter = (at: Instant) => cast.takeSlot(city, addDays(dayOf(at, cast.calendar.timeZone), luck.between(3, 20)));
  const persons = [...new Set([holder, booker])];
  const book = (at: Instant): void => {
    const slot = slotAfter(at);
    run.act(at, person(booker), (state, ctx) => bookVisit(state, { personId: booker, slot, persons }, ctx));
  };
  book(times.home(lastOf(run), luck.wait(4, 45)));
  if (luck.happens(0.09)) {
    const slot = slotAfter(run.appointment!.startsAt);
    run.act(times.soon(lastOf(run), luck.between(60, 1200)), person(booker), (state, ctx) => rebookVisit(state, { personId: booker, appointment: run.appointment!, slot }, ctx));
  } else if (luck.happens(0.03)) {
    run.act(times.soon(lastOf(run), luck.between(60, 1200)), person(booker), (state, ctx) => cancelVisit(state, { appointment: run.appointment! }, ctx));
    book(times.home(lastOf(run), luck.wait(5, 20)));
  }
  visit(run, holder, cast);
  cardComes(run, cast);
}

function visit(run: CaseRun, holder: string, cast: Cast): void {
  const { luck, times } = cast;
  const clerk = cast.clerkAt(run.appointment!.office);
  const arrived = times.soon(run.appointment!.startsAt, luck.between(0, 9));
  run.act(arrived, clerk, (state, ctx) => startVisit(state, { appointment: run.appointment! }, ctx));
  run.act(times.soon(lastOf(run), luck.between(1, 4)), clerk, (state, ctx) => checkIdentity(state, { appointment: run.appointment!, agrees: true }, ctx));
  const photo = cast.document(run, holder, 'photo.jpg', 'case.photo', lastOf(run));
  run.act(times.soon(lastOf(run), luck.between(1, 5)), clerk, (state, ctx) => takePhoto(state, { appointment: run.appointment!, photoSha256: photo.sha256 }, ctx), { documents: [photo] });
  run.act(times.soon(lastOf(run), luck.between(1, 2)), clerk, (state, ctx) => orderCard(state, { appointment: run.appointment!, permit: run.permit!, photoSha256: photo.sha256 }, ctx));
}

function cardComes(run: CaseRun, cast: Cast): void {
  const { luck, times } = cast;
  const producer = partner('card-producer');
  const clerk = cast.clerkAt(run.appointment!.office);
  if (luck.happens(0.02)) {
    run.act(times.dawn(lastOf(run), luck.between(2, 4)), producer, (state, ctx) => cardFailed(state, { order: run.card!, problem: luck.pick(['photo-unusable', 'chip-failed']) }, ctx));
    run.act(times.office(lastOf(run), 0.1), clerk, (state, ctx) => reorderCard(state, { order: run.card! }, ctx));
  }
  run.act(times.dawn(lastOf(run), luck.between(4, 8)), producer, (state, ctx) => cardProduced(state, { order: run.card!, cardNumber: `SE${luck.between(10_000_000, 99_999_999)}` }, ctx));
  run.act(times.office(lastOf(run), 1 + luck.wait(4, 25)), clerk, (state, ctx) => handOutCard(state, { order: run.card! }, ctx));
}
