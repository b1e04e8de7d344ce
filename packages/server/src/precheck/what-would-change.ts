import { addDays } from '@ankomst/core';
import type { FactDefinition, Json } from '@ankomst/core';

/** One answer that, changed alone, makes the condition met: the nearest such value, and which way it lies. */
export interface WouldChange {
  key: string;
  value: Json;
  /** `least`: it is to be this, and not less (or earlier); `most`: this, and not more (or later); `is`: this very answer. */
  way: 'least' | 'most' | 'is';
}

/** An answer that may be tried otherwise. */
export interface Tried { key: string; definition: FactDefinition; value: Json }

/** A number may be moved this many steps where its fact sets no bound; a date ten years. */
const mostSteps = 2 ** 20, mostDays = 3653;

/**
 * For each answer, the nearest other value with which the condition is met, all else as it is. Found by asking the
 * rules themselves, so that it holds for limits that are computed (a share of a median, ten days between two dates) as
 * well as for a number that stands in a table. Sums are moved by whole units of the currency, dates by days. What is
 * found is always met; a stretch of met values narrower than the steps by which it is looked for may be missed.
 */
export function whatWouldChange(tried: readonly Tried[], met: (key: string, value: Json) => boolean): WouldChange[] {
  return tried.flatMap(({ key, definition, value }): WouldChange[] => {
    const { type, min, max } = definition;
    if (type === 'boolean') return met(key, !value) ? [{ key, value: !value, way: 'is' }] : [];
    if (type === 'choice') return (definition.choices ?? []).filter((other) => other !== value && met(key, other)).slice(0, 1).map((other) => ({ key, value: other, way: 'is' }));
    const either = (at: (steps: number) => Json, limits: { up: number; down: number }): WouldChange[] => {
      const up = nearest(limits.up, (steps) => met(key, at(steps)));
      const down = nearest(limits.down, (steps) => met(key, at(-steps)));
      return [...up ? [{ key, value: at(up), way: 'least' as const }] : [], ...down ? [{ key, value: at(-down), way: 'most' as const }] : []];
    };
    if (type === 'date' && typeof value === 'string') return either((steps) => addDays(value, steps), { up: mostDays, down: mostDays });
    if ((type === 'money' || type === 'integer' || type === 'number' || type === 'percent') && typeof value === 'number') {
      const unit = type === 'money' ? 100 : 1;
      const whole = Math.floor(value / unit);
      return either((steps) => (whole + steps) * unit, { up: max === undefined ? mostSteps : Math.floor(max / unit) - whole, down: whole - Math.ceil((min ?? 0) / unit) });
    }
    return [];
  });
}

/** The fewest steps that will do, by doubling up to the limit and then by halving; undefined where none was found. */
function nearest(limit: number, does: (steps: number) => boolean): number | undefined {
  let low = 0;
  for (let high = 1; low < limit; high *= 2) {
    const at = Math.min(high, limit);
    if (does(at)) {
      let least = at;
      while (least - low > 1) {
        const middle = Math.floor((low + least) / 2);
        if (does(middle)) least = middle;
        else low = middle;
      }
      return least;
    }
    low = at;
  }
  return undefined;
}
