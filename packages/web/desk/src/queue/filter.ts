/** The filters of a list as they stand in the address; what is empty is left out. */
export const filterNames = ['service', 'waiting', 'holder', 'phase', 'unit', 'overdue', 'mine', 'mentioned', 'snoozed', 'free', 'still', 'q', 'sort'] as const;
export type FilterName = (typeof filterNames)[number];
export type Filter = Partial<Record<FilterName, string>>;

/** Yes-or-no filters. */
export const switches = ['mine', 'free', 'overdue', 'mentioned', 'still', 'snoozed'] as const satisfies readonly FilterName[];
export const orders = ['since', 'due', 'opened', 'place'] as const;

/** The filters out of an address's search. */
export function filterOf(search: Record<string, unknown>): Filter {
  return Object.fromEntries(filterNames.flatMap((name) => (typeof search[name] === 'string' && search[name] !== '' ? [[name, search[name]]] : []))) as Filter;
}

/** The address's part after `?`, the same for the same filters in whatever order they were chosen. */
export const queryOf = (filter: Filter): string => new URLSearchParams(filterNames.flatMap((name) => (filter[name] ? [[name, filter[name]]] : []))).toString();

/** Whole days from one day (or instant) to another, both `YYYY-MM-DD…`. */
export const daysFrom = (from: string, to: string): number => Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
