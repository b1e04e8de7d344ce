import type { PictureName, Pictures } from '@ankomst/mining';

/** Fewer than so many people or cases are not told of below a unit: the figures would be somebody's. */
export const fewest = 5;

/** What a picture of a group too small says instead: nothing. */
export type Told<N extends PictureName> = Pictures[N] | null;

/**
 * A picture of a group below a unit, with every figure left out that rests on one to four cases. Moving cases and dots
 * are cases one by one and are not told at all; neither is anything of fewer than five cases together.
 */
export function suppress<N extends PictureName>(name: N, picture: Pictures[N], cases: number): Told<N> {
  if (cases < fewest) return null;
  return (rules[name] as (given: Pictures[N]) => Told<N>)(picture);
}

const few = (n: number): boolean => n > 0 && n < fewest;
/** Joins small numbers away: 0 stays 0, one to four become 0. */
const atLeast = (n: number): number => (few(n) ? 0 : n);

const rules: { [N in PictureName]: (picture: Pictures[N]) => Told<N> } = {
  flow: (picture) => {
    const stays = picture.nodes.map((one) => one.cases >= fewest);
    const place = new Map<number, number>();
    stays.forEach((stay, i) => { if (stay) place.set(i, place.size); });
    const nodes = picture.nodes.filter((_, i) => stays[i]).map((one) => ({
      ...one, rework: atLeast(one.rework), starts: atLeast(one.starts), ends: atLeast(one.ends), ...(few(one.open) ? { open: 0, openFor: null, pace: null } : {}),
    }));
    const edges = picture.edges.filter((one) => one.cases >= fewest && stays[one.from] && stays[one.to]).map((one) => ({ ...one, from: place.get(one.from)!, to: place.get(one.to)! }));
    return { ...picture, open: atLeast(picture.open), nodes, edges };
  },
  waits: (picture) => ({
    ...picture,
    rows: picture.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({
      caseDays: few(cell.waiting) || few(cell.ended) ? 0 : cell.caseDays, waiting: atLeast(cell.waiting), ended: atLeast(cell.ended), median: cell.ended < fewest ? null : cell.median,
    })) })).filter((row) => row.cells.some((cell) => cell.caseDays > 0)),
  }),
  ages: (picture) => ({ ...picture, open: atLeast(picture.open), bands: picture.bands.map((band) => ({ ...band, counts: band.counts.map(atLeast) })) }),
  lead: (picture) => ({ ...picture, cases: atLeast(picture.cases), weeks: picture.weeks.map((week) => ({ ...week, cases: atLeast(week.cases) })) }),
  variants: (picture) => ({ ...picture, all: picture.variants.filter((one) => one.cases >= fewest).length, variants: picture.variants.filter((one) => one.cases >= fewest).map((one) => ({ ...one, open: atLeast(one.open) })) }),
  dots: () => null,
  moves: () => null,
  prescribed: (picture) => picture && {
    ...picture, compared: atLeast(picture.compared), asPrescribed: atLeast(picture.asPrescribed),
    deviations: picture.deviations.filter((one) => one.cases >= fewest), ways: picture.ways.filter((one) => one.cases >= fewest),
  },
};
