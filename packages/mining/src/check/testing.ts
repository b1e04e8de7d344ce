import fc from 'fast-check';
import { fire, isEnabled, sameMarking, type Marking, type PetriNet } from '../model/petri-net.ts';

/** The cost of an optimal alignment by plain search over everything, to compare with; undefined where more than `limit` situations were met or the end cannot be reached. */
export function plainCost(net: PetriNet, trace: readonly string[], limit = 20_000): number | undefined {
  const costs = new Map<string, number>();
  let level: [number, Marking][] = [[0, net.initial]];
  for (let cost = 0; level.length > 0; cost++) {
    const next: [number, Marking][] = [];
    for (const [read, marking] of level) {
      const key = `${read}:${marking.join()}`;
      if (costs.has(key)) continue;
      costs.set(key, cost);
      if (costs.size > limit) return undefined;
      if (read === trace.length && sameMarking(marking, net.final)) return cost;
      if (read < trace.length) next.push([read + 1, marking]);
      net.transitions.forEach(({ label }, t) => {
        if (!isEnabled(net, marking, t)) return;
        const after = fire(net, marking, t);
        if (label === null) level.push([read, after]);
        else {
          next.push([read, after]);
          if (trace[read] === label) level.push([read + 1, after]);
        }
      });
    }
    level = next;
  }
  return undefined;
}

/** Small bounded nets of any structure (no transition makes tokens), with labels that repeat. Few are sound. */
export function anyNet(): fc.Arbitrary<PetriNet> {
  const place = fc.nat(4);
  const marking = fc.array(fc.nat(1), { minLength: 5, maxLength: 5 });
  const transition = fc.record({
    label: fc.constantFrom('a', 'b', 'c', null),
    inputs: fc.array(place, { minLength: 1, maxLength: 3 }),
    outputs: fc.array(place, { maxLength: 3 }),
  });
  return fc.tuple(fc.array(transition, { minLength: 1, maxLength: 7 }), marking, marking).map(([transitions, initial, final]) => ({
    places: ['p', 'q', 'r', 's', 't'],
    transitions: transitions.map((one, i) => ({ name: `t${i}`, ...one, outputs: one.outputs.slice(0, one.inputs.length) })),
    initial, final,
  }));
}
