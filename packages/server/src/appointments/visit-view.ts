import type { PageContext, VisitView } from '@ankomst/web';
import type { OpenedCase } from '../access/open-case.ts';
import type { Party } from '../cases/act-as-party.ts';
import type { Deps } from '../deps.ts';
import { caseTitle, numbered } from '../web/case-words.ts';
import { bookedVisit, sceneOf } from '../web/case-view.ts';
import { offerSlots, officesFor } from './offer-slots.ts';

/** What has been chosen so far, from the address or the form. */
export interface VisitChoice { office?: string; day?: string; from?: string; slot?: string; problem?: VisitView['problem'] }

/** The page on which a visit is booked or moved: offices with their next free day, days and times of the chosen one. */
export async function visitView(deps: Deps, opened: OpenedCase<Party>, choice: VisitChoice, ctx: PageContext): Promise<VisitView> {
  const offices = officesFor(deps, opened);
  const offered = new Map(await Promise.all(offices.map(async ({ id }) => [id, await offerSlots(deps, id, id === choice.office ? choice : {})] as const)));
  const chosen = choice.office === undefined ? undefined : offered.get(choice.office);
  return {
    caseId: opened.file.id,
    title: caseTitle(sceneOf(opened), ctx),
    booked: bookedVisit(deps, opened.appointments, ctx),
    offices: offices.map((office) => ({
      id: office.id, name: office.names[ctx.language] ?? office.id, address: office.address.join(', '),
      nextFree: offered.get(office.id)?.days[0]?.day, chosen: office.id === choice.office,
    })),
    days: (chosen?.days ?? []).map(({ day, free }) => ({ day, free, chosen: day === chosen?.day })),
    slots: (chosen?.slots ?? []).map((slot) => slot.startsAt),
    ...(chosen && chosen.office.timeZone !== deps.authority.calendar.timeZone ? { localTime: chosen.office.timeZone } : {}),
    laterDay: chosen?.later, earlierDay: chosen?.earlier,
    chosenSlot: choice.slot, problem: choice.problem,
    bring: numbered(ctx, 'visit.bring'),
  };
}
