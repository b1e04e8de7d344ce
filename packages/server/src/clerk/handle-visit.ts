import type { ActContext, AppointmentRecord, Change } from '@ankomst/core';
import { appointmentById } from '@ankomst/store';
import type { OpenedCase } from '../access/open-case.ts';
import { handleCase, type Staff } from '../cases-staff/handle-case.ts';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

/** A clerk's act at a visit: which visit, and the form's one-time key. */
export interface VisitAct { staff: Staff; appointment: string; once: string }

/**
 * The frame of every act at the desk: the visit found, its case opened for the clerk of that office and logged,
 * one act of the domain, committed. @throws Problem not-found; DomainError out-of-order
 */
export async function handleVisit(
  deps: Deps, { staff, appointment, once }: VisitAct, what: string,
  act: (opened: OpenedCase<Staff>, visit: AppointmentRecord, ctx: ActContext) => Change | Promise<Change>,
): Promise<void> {
  const found = await appointmentById(deps.store, appointment);
  if (!found) throw new Problem('not-found');
  await handleCase(deps, { staff, caseId: found.caseId, once: `${appointment}:${once}` }, 'visit', what, (opened, ctx) => {
    const visit = opened.appointments.find((one) => one.id === appointment);
    if (!visit) throw new Problem('not-found');
    return act(opened, visit, ctx);
  });
}
