import { toJson } from './json.ts';
import type { Recorder } from './run.ts';
import type { Fact } from './trace.ts';
import { FeelContext, originPath } from './values.ts';
import type { FeelValue } from './values.ts';

/**
 * The facts a decision really read, as narrowly as they were read: of a list of persons of whom only the age was looked
 * at, the ages. A structure stands as a whole where it was compared or written as a whole, or where nothing inside it
 * was looked at (it was counted, or handed on).
 */
export function factsRead(rec: Recorder): Fact[] {
  const { unit, facts: read, leaves, whole, foreign } = rec;
  const paths: string[] = [];
  const values: FeelValue[] = [];
  // Nearly always there are few, and looking through them is quickest.
  let known: Set<string> | undefined;
  const add = (path: string, value: FeelValue): void => {
    if (paths.length > FEW) known ??= new Set(paths);
    if (known ? known.has(path) : paths.includes(path)) return;
    known?.add(path);
    paths.push(path);
    values.push(value);
  };
  for (let i = 0; i < read.length; i++) {
    const value = read[i];
    if (value === undefined) continue;
    paths.push(unit.facts[i]!);
    values.push(value);
  }
  if (foreign) for (const [path, value] of foreign) add(path, value);
  if (leaves) addLeaves(leaves, add);
  if (whole) for (const context of whole) add(originPath(context.origin!), context);
  const facts: Fact[] = [];
  for (let i = 0; i < paths.length; i++) {
    const path = paths[i]!;
    const value = values[i]!;
    // A structure of which parts are named is not named itself.
    if (isStructure(value) && paths.length <= MANY && hasParts(path, paths) && !isWhole(value, whole)) continue;
    facts.push({ path, value: toJson(value) });
  }
  return facts;
}

const FEW = 24;
/** Of so many facts none is left out for being named in parts: the search would take too long. */
const MANY = 2000;

function isStructure(value: FeelValue): boolean {
  return typeof value === 'object' && (value instanceof FeelContext || Array.isArray(value));
}

function hasParts(path: string, paths: readonly string[]): boolean {
  for (const p of paths) {
    if (p.length > path.length && (p[path.length] === '.' || p[path.length] === '[') && p.startsWith(path)) return true;
  }
  return false;
}

function isWhole(value: FeelValue, whole: ReadonlySet<FeelContext> | undefined): boolean {
  return whole !== undefined && value instanceof FeelContext && whole.has(value);
}

/** Of more items than these the values are told together: `Hits.score` with all scores read, not `Hits[1].score` and so on. */
const MAX_SINGLE = 200;

function addLeaves(leaves: ReadonlyMap<FeelContext, readonly string[]>, add: (path: string, value: FeelValue) => void): void {
  const together = leaves.size > MAX_SINGLE ? new Map<string, FeelValue[]>() : undefined;
  for (const [context, names] of leaves) {
    const base = originPath(context.origin!);
    for (const name of names) {
      const value = context.get(name) ?? null;
      if (!together) {
        add(`${base}.${name}`, value);
        continue;
      }
      const path = `${base.replace(/\[\d+\]/g, '')}.${name}`;
      const list = together.get(path);
      if (list) list.push(value);
      else together.set(path, [value]);
    }
  }
  if (together) for (const [path, values] of together) add(path, values);
}
