import { actFacts, addDays, factSet, subject, type Day } from '@ankomst/core';
import type { Office } from '@ankomst/content';
import { appointmentsOfOffice } from '@ankomst/store';
import { routes, type ClerkView, type ClerkVisit, type PageContext } from '@ankomst/web';
import { openCase, type OpenedCase } from '../access/open-case.ts';
import { visitOffices } from '../appointments/offer-slots.ts';
import { instantOf } from '../appointments/wall-clock.ts';
import { partyNames } from '../cases/form-setting.ts';
import type { Staff } from '../cases-staff/handle-case.ts';
import { photoFact } from '../clerk/take-photo.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { deskScene } from './case-words.ts';
import { shownValue } from './facts-view.ts';
import { staffWord } from './words.ts';

/** The offices of the clerk's own unit. */
export const clerkOffices = (deps: Deps, staff: Staff): Office[] => visitOffices(deps).filter((office) => office.unit === staff.unit);

/** What the clerk compares with the person and the passport on the desk. */
const compared = ['person.name', 'person.birth-date', 'person.citizenships', 'person.passport-number', 'person.passport-country', 'person.passport-valid-to'];

/** The visits of a day at an office, in order of time; each case is opened by the policy and logged before its names are shown. */
export async function clerkView(deps: Deps, staff: Staff, office: Office, day: Day, ctx: PageContext): Promise<Omit<ClerkView, 'previous' | 'next'>> {
  const midnight = (one: Day): string => instantOf({ day: one, time: '00:00' }, office.timeZone);
  const booked = (await appointmentsOfOffice(deps.store, office.id, midnight(day), midnight(addDays(day, 1)))).filter((one) => one.status !== 'cancelled');
  const visits: ClerkVisit[] = [];
  for (const visit of booked) {
    const opened = await openCase(deps, staff, visit.caseId, 'visit', 'clerk-day').catch((error: unknown) => {
      // a visit of somebody whom only a named colleague may receive, or of the clerk's own family: it is not in this clerk's day
      if (error instanceof Problem && error.code === 'not-found') return undefined;
      throw error;
    });
    if (opened) visits.push(visitView(opened, visit.id, ctx));
  }
  return {
    office: office.id, day, visits,
    offices: clerkOffices(deps, staff).map((one) => ({ value: one.id, label: one.names[ctx.language] ?? one.id })),
  };
}

function visitView(opened: OpenedCase<Staff>, appointment: string, ctx: PageContext): ClerkVisit {
  const { file, rulebook, facts, documents, cardOrders } = opened;
  const visit = opened.appointments.find((one) => one.id === appointment)!;
  const scene = deskScene(file, rulebook, partyNames(opened));
  const applicant = file.parties.find((party) => party.role === rulebook.applicantRole)?.personId ?? '';
  const known = factSet(facts);
  const done = (name: string): boolean | undefined => known.get(subject.case(file.id), name)?.value as boolean | undefined;
  const order = cardOrders.at(-1);
  const passport = known.get(subject.person(applicant), 'person.passport-image')?.evidence;
  const photo = documents.findLast((one) => one.fact === photoFact);
  return {
    appointment, startsAt: visit.startsAt, caseNumber: file.number, applicant: scene.names[applicant] ?? '',
    persons: visit.persons.filter((id) => id !== applicant).map((id) => scene.names[id] ?? '').filter(Boolean),
    step: stepOf(visit.status, done(actFacts.identityChecked), done(actFacts.photoTaken), order?.status),
    identity: compared.flatMap((name) => {
      const fact = known.get(subject.person(applicant), name);
      return fact ? [{ label: { key: `fact.${name}` }, value: shownValue(fact, opened, scene, ctx) }] : [];
    }),
    ...(passport ? { passportImage: routes.staff.file(file.id, passport) } : {}),
    ...(photo ? { photo: routes.staff.file(file.id, photo.id) } : {}),
    ...(order ? { card: { key: `card.${order.status}` } } : {}),
    ...(order?.status === 'failed' ? { problem: staffWord(ctx.language, 'card.failed', { problem: order.problem ?? '' }) } : {}),
    ...(visit.status === 'arrived' && done(actFacts.identityChecked) === false ? { problem: staffWord(ctx.language, 'identity.differs') } : {}),
  };
}

/** The next thing to do with a visit. A card that failed is ordered again; an identity that did not agree is looked at again. */
function stepOf(status: string, identity: boolean | undefined, photo: boolean | undefined, card: string | undefined): ClerkVisit['step'] {
  if (card === 'handed-out') return 'done';
  if (card === 'produced') return 'hand-out';
  if (card === 'ordered') return 'card';
  if (card === 'failed') return 'order';
  if (status === 'booked') return 'arrived';
  if (status === 'missed') return 'missed';
  if (!identity) return 'identity';
  return photo ? 'order' : 'photo';
}
