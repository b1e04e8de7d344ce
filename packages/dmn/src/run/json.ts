import * as num from '../values/number.ts';
import { FeelDate, isTemporal, temporalText } from '../values/temporal.ts';
import { text } from './ops.ts';
import { work } from './work.ts';
import { ConstantContext, FeelContext, FeelFunction, FeelRange } from './values.ts';
import type { FeelValue, Json } from './values.ts';

/**
 * A FEEL value as plain JSON: dates, times and durations as ISO texts, numbers as JSON numbers where a double
 * carries them exactly in shortest form and as texts otherwise, ranges and functions as FEEL text.
 */
export function toJson(value: FeelValue): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (value instanceof FeelDate) return value.toString();
  if (num.isNumber(value)) return num.toJs(value);
  // A part written out costs more than one looked at.
  work(4);
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof ConstantContext) return value.json;
  if (value instanceof FeelContext) {
    const object: { [key: string]: Json } = {};
    for (const [key, v] of value) {
      // A key called __proto__ must become an entry like any other.
      if (key === '__proto__') Object.defineProperty(object, key, { value: toJson(v), enumerable: true, configurable: true, writable: true });
      else object[key] = toJson(v);
    }
    return object;
  }
  if (isTemporal(value)) return temporalText(value);
  if (value instanceof FeelRange || value instanceof FeelFunction) return text(value);
  return null;
}
