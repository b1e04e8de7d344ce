import { FilterError, readFilters, readSpots, writeFilters } from '../../../../mining/src/index.ts';
import { viewNames, type ViewState } from './view-names.ts';

/** How much of the map is drawn where the address says nothing: enough to see the main way and what matters beside it. */
export const usualSliders = { activities: 0.8, paths: 0.35 };

/** What the address says of a look; what it says wrongly is passed over. */
export function readState(search: Record<string, string | undefined>): ViewState {
  const view = viewNames.find((one) => one === search['view']) ?? 'flow';
  return { view, filters: listIn(search['f'], readFilters), spots: listIn(search['s'], readSpots), all: search['all'] === 'yes', table: search['as'] === 'table', sliders: { activities: share(search['a'], usualSliders.activities), paths: share(search['p'], usualSliders.paths) } };
}

export function writeState({ view, filters, spots, all, table, sliders }: Partial<ViewState>): Record<string, string | undefined> {
  return {
    ...(view ? { view } : {}),
    ...(filters ? { f: filters.length > 0 ? writeFilters(filters) : undefined } : {}),
    ...(spots ? { s: spots.length > 0 ? JSON.stringify(spots) : undefined } : {}),
    ...(table === undefined ? {} : { as: table ? 'table' : undefined }),
    ...(all === undefined ? {} : { all: all ? 'yes' : undefined }),
    ...(sliders ? { a: String(Math.round(sliders.activities * 100)), p: String(Math.round(sliders.paths * 100)) } : {}),
  };
}

function listIn<T>(written: string | undefined, read: (text: string) => T[]): T[] {
  if (!written) return [];
  try {
    return read(written);
  } catch (error) {
    if (error instanceof FilterError) return [];
    throw error;
  }
}

function share(written: string | undefined, otherwise: number): number {
  const value = Number(written);
  return written !== undefined && written !== '' && value >= 0 && value <= 100 ? value / 100 : otherwise;
}
