import {
  addDays, giveApproval, lodgeApplication, passDeadline, receiveMessage, withdrawApplication, withholdApproval, type Actor, type Answer, type Instant, type Json,
} from '@ankomst/core';
import { cardMade } from './card-history.ts';
import type { CaseRun } from './case-run.ts';
import { lastOf, person, type Cast, type Roles } from './cast.ts';
import type { Family } from './families.ts';
import { handledByOfficer } from './officer-history.ts';

const system: Actor = { kind: 'system', id: 'clock' };

/**
 * Plays what became of one family's case from the offer on, until it is closed or `until` is reached;
 * whatever would have happened later stays undone, so that the case waits just where it would.
 */
export function playHistory(run: CaseRun, family: Family, roles: Roles, cast: Cast, until: Instant): void {
  upTo(run, cast, until, (guarded) => {
    offerAnswered(guarded, family, roles, cast);
    if (run.file.phase === 'lodged' && run.file.waiting?.holder.kind !== 'person') handledByOfficer(guarded, family, roles, cast);
    if (run.file.phase === 'decided') cardMade(guarded, { city: family.child.address?.city ?? 'Stockholm', holder: roles.childId, bookers: roles.guardians.map((one) => one.personId) }, cast);
  });
}

/** Plays on a run until `until`: the law's clocks are recorded as they pass, and the act that would lie after stops it. */
export function upTo(run: CaseRun, cast: Cast, until: Instant, play: (guarded: CaseRun) => void): void {
  try {
    play(guardTime(run, cast, until));
  } catch (stop) {
    if (!(stop instanceof TheFuture)) throw stop;
  }
}

/** Raised by an act that would lie after the end of the history. */
class TheFuture extends Error {}

/** A run that records the law's clocks as they pass, and stops at the end of the history. */
function guardTime(run: CaseRun, cast: Cast, until: Instant): CaseRun {
  return {
    get file() { return run.file; }, get state() { return run.state; }, get steps() { return run.steps; },
    get permit() { return run.permit; }, get appointment() { return run.appointment; }, get card() { return run.card; },
    act(at, actor, doIt, besides) {
      const legal = run.file.waiting?.nextLegalDate;
      if (legal) {
        const passed = cast.times.dawn(`${addDays(legal.on, 1)}T00:00:00.000Z`, 0);
        if (passed < at && passed > run.steps.at(-1)!.at && passed <= until) {
          run.act(passed, system, (state, ctx) => passDeadline(state, { deadline: legal.deadline, due: legal.on, basis: legal.basis }, ctx), { idempotencyKey: deadlineKey(run.file.id, legal) });
        }
      }
      if (at > until) throw new TheFuture();
      run.act(at, actor, doIt, besides);
    },
  };
}
const deadlineKey = (caseId: string, legal: { deadline: string; on: string }): string => `deadline:${caseId}:${legal.deadline}:${legal.on}`;

/** Every guardian's part: confirm and send, agree or not. */
function offerAnswered(run: CaseRun, family: Family, roles: Roles, cast: Cast): void {
  const { luck, times } = cast;
  const [first, second] = roles.guardians;
  if (!first || luck.happens(0.012)) return; // never answers
  const sent = times.home(lastOf(run), luck.wait(6, 75));
  if (luck.happens(0.012)) return run.act(sent, person(first.personId), (state, ctx) => withdrawApplication(state, { personId: first.personId }, ctx));
  const picture = family.passport ? cast.document(run, roles.childId, 'passport.jpg', 'person.passport-image', sent) : undefined;
  const answers = passportAnswers(family, roles.childId, picture?.id);
  run.act(sent, person(first.personId), (state, ctx) => lodgeApplication(state, { personId: first.personId, answers }, ctx), picture ? { documents: [picture] } : {});
  if (luck.happens(0.04)) {
    run.act(times.home(sent, luck.wait(2, 9)), person(first.personId), (state, ctx) => receiveMessage(state, { personId: first.personId, text: cast.words.thanks[first.language] ?? cast.words.thanks['en']!, language: first.language }, ctx));
  }
  if (!second) return;
  const answered = times.home(lastOf(run), luck.wait(2.5, 40));
  if (luck.happens(0.02)) run.act(answered, person(second.personId), (state, ctx) => withholdApproval(state, { personId: second.personId, reason: luck.pick(['', 'Vi har inte bestämt var barnet ska bo.', 'I want us to wait.']) }, ctx));
  else run.act(answered, person(second.personId), (state, ctx) => giveApproval(state, { personId: second.personId }, ctx));
}

function passportAnswers(family: Family, childId: string, image?: string): Answer[] {
  const of = (fact: string, value: Json): Answer => ({ fact, personId: childId, value });
  if (!family.passport) return [of('person.passport-exists', false)];
  return [
    of('person.passport-exists', true), of('person.passport-number', family.passport.number), of('person.passport-country', family.passport.country),
    of('person.passport-valid-to', family.passport.validTo), ...(image ? [{ ...of('person.passport-image', [image]), evidence: image }] : []),
  ];
}
