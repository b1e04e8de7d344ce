/** Where the steps of a map stand: column and row of a grid. */
export type Places = Record<string, [number, number]>;

interface Step { activity: string; cases: number; starts: number }
interface Path { from: number; to: number; cases: number }

/**
 * A place for every step: those that are curated where they were put, the others beside the curated step they are most
 * joined with, or, where nothing is curated, in layers by how far from a beginning they come. Pure: the same map, the same places.
 */
export function placesOf(steps: readonly Step[], paths: readonly Path[], curated: Places): Places {
  const known = steps.filter((step) => curated[step.activity]);
  if (known.length === 0) return layered(steps, paths);
  const places: Places = Object.fromEntries(known.map((step) => [step.activity, curated[step.activity]!]));
  const taken = new Set(Object.values(places).map(String));
  const free = [...steps].filter((step) => !places[step.activity]).sort((a, b) => b.cases - a.cases || (a.activity < b.activity ? -1 : 1));
  for (const step of free) {
    const index = steps.indexOf(step);
    const beside = paths.filter((path) => (path.from === index || path.to === index) && path.from !== path.to)
      .sort((a, b) => b.cases - a.cases).map((path) => steps[path.from === index ? path.to : path.from]!.activity).find((one) => places[one]);
    const at = nearest(beside ? places[beside]! : [0, 0], taken);
    places[step.activity] = at;
    taken.add(String(at));
  }
  return places;
}

/** The free place nearest to a place, below before above. */
function nearest([column, row]: [number, number], taken: ReadonlySet<string>): [number, number] {
  for (let far = 0; ; far++) {
    const ring: [number, number][] = [];
    for (let c = -far; c <= far; c++) for (let r = -far; r <= far; r++) if (Math.max(Math.abs(c), Math.abs(r)) === far) ring.push([column + c, row + r]);
    ring.sort((a, b) => Math.abs(a[0] - column) + Math.abs(a[1] - row) - Math.abs(b[0] - column) - Math.abs(b[1] - row) || b[1] - a[1] || b[0] - a[0]);
    const found = ring.find((one) => one[0] >= 0 && one[1] >= 0 && !taken.has(String(one)));
    if (found) return found;
  }
}

/** Layers from left to right along the strongest way to each step (Sugiyama, Tagawa and Toda 1981, in small): loops do not push a step back. */
function layered(steps: readonly Step[], paths: readonly Path[]): Places {
  const layer = new Array<number>(steps.length).fill(-1);
  const begin = steps.map((_, i) => i).sort((a, b) => steps[b]!.starts - steps[a]!.starts || a - b);
  if (begin.length > 0) layer[begin[0]!] = 0;
  const strong = [...paths].filter((path) => path.from !== path.to).sort((a, b) => b.cases - a.cases || a.from - b.from || a.to - b.to);
  for (let left = steps.length; left > 0; left--) {
    const next = strong.find((path) => layer[path.from]! >= 0 && layer[path.to]! < 0);
    if (next) layer[next.to] = layer[next.from]! + 1;
    else {
      const alone = begin.find((i) => layer[i]! < 0);
      if (alone === undefined) break;
      layer[alone] = 0;
    }
  }
  const columns: number[][] = [];
  layer.forEach((column, i) => (columns[column] ??= []).push(i));
  const row = new Array<number>(steps.length).fill(0);
  for (let round = 0; round < 6; round++) {
    for (const column of columns) {
      const pull = (i: number): number => {
        const joined = paths.filter((path) => (path.to === i || path.from === i) && path.from !== path.to);
        const weight = joined.reduce((sum, path) => sum + path.cases, 0);
        return weight === 0 ? 0 : joined.reduce((sum, path) => sum + path.cases * row[path.from === i ? path.to : path.from]!, 0) / weight;
      };
      const wanted = new Map(column.map((i) => [i, round === 0 ? -steps[i]!.cases : pull(i)]));
      column.sort((a, b) => wanted.get(a)! - wanted.get(b)! || steps[b]!.cases - steps[a]!.cases || a - b);
      column.forEach((i, at) => { row[i] = at; });
    }
  }
  // long processes are folded, so that the map keeps a shape that can be read
  const wide = 8, tall = Math.max(...columns.map((column) => column.length), 1);
  return Object.fromEntries(steps.map((step, i) => {
    const fold = Math.floor(layer[i]! / wide), column = layer[i]! % wide;
    return [step.activity, [fold % 2 === 0 ? column : wide - 1 - column, fold * tall + row[i]!]];
  }));
}
