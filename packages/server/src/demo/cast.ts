import type { ActContext, Actor, Calendar, CaseFile, DocumentRecord, Instant } from '@ankomst/core';
import type { CaseRun } from './case-run.ts';
import type { Chance } from './random.ts';
import type { Times } from './times.ts';

/** The people and places a history is played with. */
export interface Cast {
  luck: Chance;
  times: Times;
  calendar: Calendar;
  officers: Actor[];
  approvers: Actor[];
  clerkAt(office: string): Actor;
  context(at: Instant, actor: Actor, file?: CaseFile): ActContext;
  /** A free time of a service centre near the family on or after a day, taken from the day's desks. */
  takeSlot(city: string, from: string): { office: string; startsAt: Instant; minutes: number };
  /** Records a document of the case's person and gives its id: a passport's picture, a photo. */
  document(run: CaseRun, personId: string, name: string, fact: string, at: Instant): DocumentRecord;
  /** The words of an officer, in the family's language. */
  words: { requestPassport: Record<string, string>; showPassport: Record<string, string>; thanks: Record<string, string> };
}

/** Who is who in the run. */
export interface Roles {
  childId: string;
  /** In the order of `family.custodians`. */
  guardians: { personId: string; language: string }[];
}

export const partner = (id: string): Actor => ({ kind: 'partner', id });
export const person = (id: string): Actor => ({ kind: 'person', id });
/** When the last thing of the run happened. */
export const lastOf = (run: CaseRun): Instant => run.steps.at(-1)!.at;
