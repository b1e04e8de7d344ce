import type { PictureName, Pictures } from '@ankomst/mining';

/** Fewer than so many people or cases are not told of below a unit: the figures would be somebody's. */
export const fewest = 5;

/** What a picture of a group too small says instead: nothing. */
export type Told<N extends PictureName> = Pictures[N] | null;

/** To the nearest five: one case more or less is not seen in what two looks differ by. One to four are none. */
export const inFives = (n: number): number => (n < fewest ? 0 : fewest * Math.round(n / fewest));

/**
 * A picture of a group below a unit, with every figure left out that rests on one to four cases, and the others to the
 * nearest five. Moving cases and dots are cases one by one and are not told at all; neither is anything of fewer than
 * five cases together.
 */
export function suppress<N extends PictureName>(name: N, picture: Pictures[N], cases: number): Told<N> {
  if (cases < fewest) return null;
  return (rules[name] as (given: Pictures[N]) => Told<N>)(picture);
}

const few = (n: number): boolean => n > 0 && n < fewest;
const rules: { [N in PictureName]: (picture: Pictures[N]) => Told<N> } = {
  flow: (picture) => {
    const stays = picture.nodes.map((one) => one.cases >= fewest);
    const place = new Map<number, number>();
    stays.forEach((stay, i) => { if (stay) place.set(i, place.size); });
    const nodes = picture.nodes.filter((_, i) => stays[i]).map((one) => ({
      ...one, cases: inFives(one.cases), events: inFives(one.events), rework: inFives(one.rework), starts: inFives(one.starts), ends: inFives(one.ends),
      ...(few(one.open) ? { open: 0, openFor: null, pace: null } : { open: inFives(one.open) }),
    }));
    const edges = picture.edges.filter((one) => one.cases >= fewest && stays[one.from] && stays[one.to])
      .map((one) => ({ ...one, from: place.get(one.from)!, to: place.get(one.to)!, cases: inFives(one.cases), count: inFives(one.count) }));
    return { cases: inFives(picture.cases), events: inFives(picture.events), open: inFives(picture.open), nodes, edges };
  },
  waits: (picture) => ({
    ...picture, cases: inFives(picture.cases),
    rows: picture.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({
      caseDays: few(cell.waiting) || few(cell.ended) ? 0 : inFives(cell.caseDays), waiting: inFives(cell.waiting), ended: inFives(cell.ended), median: cell.ended < fewest ? null : cell.median,
    })) })).filter((row) => row.cells.some((cell) => cell.caseDays > 0)),
  }),
  ages: (picture) => ({ ...picture, open: inFives(picture.open), bands: picture.bands.map((band) => ({ ...band, counts: band.counts.map(inFives) })) }),
  lead: (picture) => ({ ...picture, cases: inFives(picture.cases), weeks: picture.weeks.map((week) => ({ ...week, cases: inFives(week.cases) })) }),
  variants: (picture) => {
    const told = picture.variants.filter((one) => one.cases >= fewest);
    return { cases: inFives(picture.cases), all: told.length, variants: told.map((one) => ({ ...one, cases: inFives(one.cases), open: inFives(one.open) })) };
  },
  dots: () => null,
  moves: () => null,
  prescribed: (picture) => picture && {
    cases: inFives(picture.cases), compared: inFives(picture.compared), asPrescribed: inFives(picture.asPrescribed),
    deviations: picture.deviations.filter((one) => one.cases >= fewest).map((one) => ({ ...one, cases: inFives(one.cases), times: inFives(one.times) })),
    ways: picture.ways.filter((one) => one.cases >= fewest).map((one) => ({ ...one, cases: inFives(one.cases) })),
  },
};
