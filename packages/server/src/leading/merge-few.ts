import type { Team } from './api.ts';

/** What fewer people than this have done is not shown by itself: it would be the work of a person. */
export const fewest = 5;

/** The work of a service in a unit; `staff`: who decided in it, to be counted and never shown. */
export interface ServiceWork { name: string; staff: readonly string[]; came: number; robot: number; officers: number; left: number }

/**
 * The work of each service, those with too few officers behind them put together. Where what is hidden could be had by
 * subtracting what is shown from the unit's whole, the smallest of what is shown goes in too; where even all together
 * are too few, what officers decided is left out.
 */
export function mergeFew(services: readonly ServiceWork[], language: string): Pick<Team['flow'], 'services' | 'fewest'> {
  const few = services.filter(({ staff }) => staff.length > 0 && staff.length < fewest);
  const rest = services.filter((one) => !few.includes(one)).sort((a, b) => a.staff.length - b.staff.length);
  while (few.length > 0 && peopleIn(few) < fewest) {
    const next = rest.findIndex(({ staff }) => staff.length > 0);
    if (next < 0) break;
    few.push(...rest.splice(next, 1));
  }
  const shown = rest.map(({ name, came, robot, officers, left }) => ({ name, came, robot, officers, left })).sort((a, b) => b.came - a.came || a.name.localeCompare(b.name));
  if (few.length === 0) return { services: shown, fewest };
  const together = { name: new Intl.ListFormat(language).format(few.map((one) => one.name).sort()), came: sum(few, 'came'), robot: sum(few, 'robot'), left: sum(few, 'left'), officers: peopleIn(few) < fewest ? null : sum(few, 'officers') };
  return { services: [...shown, together], fewest };
}

const peopleIn = (services: readonly ServiceWork[]): number => new Set(services.flatMap((one) => one.staff)).size;
const sum = (services: readonly ServiceWork[], what: 'came' | 'robot' | 'officers' | 'left'): number => services.reduce((total, one) => total + one[what], 0);
