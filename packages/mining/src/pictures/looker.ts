import { applyFilters, sliceLog, type Slice } from '../filter/apply-filters.ts';
import type { Filter } from '../filter/filter.ts';
import type { EventLog } from '../log/event-log.ts';
import { textOf } from '../log/text-of.ts';
import { parseTree } from '../model/process-tree.ts';
import { treeToNet } from '../model/tree-to-net.ts';
import { agePicture, type AgePicture } from './ages.ts';
import { dotPicture, type DotPicture } from './dots.ts';
import { flowPicture, usualTimes, type FlowPicture, type Usual } from './flow.ts';
import { leadPicture, type LeadPicture } from './lead.ts';
import { movePicture, type MovePicture } from './moves.ts';
import { prescribedPicture, type PrescribedPicture } from './prescribed.ts';
import { openTest, type PictureSetting } from './setting.ts';
import { casesBehind, type Spot } from './spots.ts';
import { variantPicture, type VariantPicture } from './variants.ts';
import { waitPicture, type WaitPicture } from './waits.ts';

export { readSpots, type Spot } from './spots.ts';
export { textOf } from '../log/text-of.ts';

/** What can be looked at, and what each look gives. */
export interface Pictures {
  flow: FlowPicture;
  waits: WaitPicture;
  ages: AgePicture;
  lead: LeadPicture;
  variants: VariantPicture;
  dots: DotPicture;
  moves: MovePicture;
  /** Null where nothing is prescribed. */
  prescribed: PrescribedPicture | null;
}
export type PictureName = keyof Pictures;
export const pictureNames: readonly PictureName[] = ['flow', 'waits', 'ages', 'lead', 'variants', 'dots', 'moves', 'prescribed'];

/** Which part of a log is looked at. */
export interface Look {
  /** What is looked at all in all: a unit, a service. What is usual is taken from here. */
  base: readonly Filter[];
  /** What is chosen of it. */
  filters: readonly Filter[];
  /** Figures whose cases alone are looked at. */
  spots?: readonly Spot[];
  /** Activities that are passed over in maps and ways. */
  aside: readonly string[];
  setting: PictureSetting;
  /** A process tree (`->('a', 'b')`) that says what is prescribed. */
  prescribed?: string;
  /** Days back that moving cases are taken from. Default 90. */
  days?: number;
}

/** A case of a look: when it began, and when its last event was; milliseconds. */
export interface CaseSeen { id: string; began: number; last: number; open: boolean }

/** An attribute that cases or events can be filtered by, with its most frequent values. */
export interface AttributeSeen { of: 'case' | 'event'; key: string; values: { value: string | number | boolean; count: number }[] }

/** What a picture is drawn from; made only when one needs it: a large log is not cut twice for a map. */
interface Part { readonly whole: EventLog; readonly main: EventLog; cases: number }

/** Looks at one log again and again, and keeps what the next look will need. */
export class Looker {
  readonly log: EventLog;
  readonly #mains = new Kept<EventLog>(4);
  readonly #slices = new Kept<{ main: EventLog; slice: Slice }>(8);
  readonly #parts = new Kept<Part>(4);
  readonly #usual = new Kept<Usual>(8);

  constructor(log: EventLog) { this.log = log; }

  /** One picture of a part of the log, and how many cases it is of. Throws `FilterError` and `TreeSyntaxError`. */
  picture<N extends PictureName>(name: N, look: Look): { cases: number; picture: Pictures[N] } {
    const part = this.#part(look);
    return { cases: part.cases, picture: this.#draw(name, part, look) as Pictures[N] };
  }

  /** Numbers of the cases looked at, in the whole log, ascending. */
  numbers(look: Look): Int32Array {
    if (look.spots?.length) return this.#numbers(this.#part(look).main.caseIds);
    const { main, slice } = this.#slice([...look.base, ...look.filters], look.aside);
    return main.caseIds.length === this.log.caseIds.length ? slice.cases : this.#numbers(Array.from(slice.cases, (c) => main.caseIds[c]!));
  }

  /** The newest cases of a look. */
  cases(look: Look, most: number): CaseSeen[] {
    const { whole } = this.#part(look);
    const isOpen = openTest(whole, look.setting);
    const seen = whole.caseIds.map((id, c): CaseSeen => ({ id, began: whole.time[whole.caseStart[c]!]!, last: whole.time[whole.caseStart[c + 1]! - 1]!, open: isOpen(c) }));
    return seen.sort((a, b) => b.began - a.began || (a.id < b.id ? -1 : 1)).slice(0, most);
  }

  /** The part of the log that is looked at, whole: for an export. */
  part(look: Look): EventLog { return this.#part(look).whole; }

  /** Attributes with few enough values to choose from; those whose key begins with `#` are not told. */
  attributes(most = 60): AttributeSeen[] {
    const found: AttributeSeen[] = [];
    for (const [of, columns, rows] of [['case', this.log.caseAttributes, this.log.caseIds.length], ['event', this.log.eventAttributes, this.log.activity.length]] as const) {
      for (const [key, column] of columns) {
        if (key.startsWith('#') || column.kind === 'instant' || column.kind === 'number') continue;
        const { codes, values } = textOf(column, rows);
        if (values.length > most) continue;
        const counts = new Int32Array(values.length);
        for (const code of codes) if (code >= 0) counts[code]!++;
        const chosen = values.map((value, code) => ({ value: column.kind === 'boolean' ? value === 'true' : value, count: counts[code]! })).filter((one) => one.count > 0);
        if (chosen.length > 1) found.push({ of, key, values: chosen.sort((a, b) => b.count - a.count) });
      }
    }
    return found;
  }

  #draw(name: PictureName, part: Part, look: Look): Pictures[PictureName] {
    const { setting } = look;
    switch (name) {
      case 'flow': return flowPicture(part.main, setting, this.#usualOf(look));
      case 'waits': return waitPicture(part.whole, setting);
      case 'ages': return agePicture(part.whole, setting);
      case 'lead': return leadPicture(part.main, setting);
      case 'variants': return variantPicture(part.main, setting);
      case 'dots': return dotPicture(part.main);
      case 'moves': return movePicture(part.main, { from: setting.at - (look.days ?? 90) * 86_400_000, to: setting.at });
      case 'prescribed': return look.prescribed ? prescribedPicture(part.main, setting, treeToNet(parseTree(look.prescribed))) : null;
    }
  }

  #main(aside: readonly string[]): EventLog {
    return this.#mains.get(JSON.stringify(aside), () => {
      const { log } = this;
      const gone = Uint8Array.from(log.activities, (activity) => (aside.includes(activity) ? 1 : 0));
      if (!gone.includes(1)) return log;
      let kept = 0;
      for (const a of log.activity) if (gone[a] === 0) kept++;
      const rows = new Int32Array(kept);
      let at = 0;
      for (let row = 0; row < log.activity.length; row++) if (gone[log.activity[row]!] === 0) rows[at++] = row;
      // a case of nothing but what is passed over has no way on the map
      const cases: number[] = [];
      for (let c = 0, i = 0; c < log.caseIds.length; c++) {
        const before = i;
        while (i < kept && rows[i]! < log.caseStart[c + 1]!) i++;
        if (i > before) cases.push(c);
      }
      return sliceLog(log, { cases: Int32Array.from(cases), rows, caseCount: cases.length, eventCount: kept });
    });
  }

  #usualOf(look: Look): Usual {
    const day = Math.floor(look.setting.at / 86_400_000);
    return this.#usual.get(JSON.stringify([look.base, look.aside, day]), () => {
      const { main, slice } = this.#slice(look.base, look.aside);
      return usualTimes(sliceLog(main, slice, []), look.setting);
    });
  }

  #slice(filters: readonly Filter[], aside: readonly string[]): { main: EventLog; slice: Slice } {
    return this.#slices.get(JSON.stringify([filters, aside]), () => {
      const main = this.#main(aside);
      return { main, slice: applyFilters(main, filters) };
    });
  }

  #part(look: Look): Part {
    if (!look.spots?.length) return this.#filtered(look);
    // ages and weeks are counted from the instant of the look
    return this.#parts.get(JSON.stringify([look.base, look.filters, look.spots, look.aside, look.setting.at]), () => {
      const net = look.prescribed === undefined ? undefined : treeToNet(parseTree(look.prescribed));
      return look.spots!.reduce((part: Part, spot): Part => {
        const marks = casesBehind(spot, part, look.setting, net);
        const cases = Int32Array.from(marks.keys()).filter((c) => marks[c] === 1);
        return { whole: wholeCases(part.whole, cases), main: wholeCases(part.main, cases), cases: cases.length };
      }, this.#filtered(look));
    });
  }

  #filtered(look: Look): Part {
    const filters = [...look.base, ...look.filters];
    return this.#parts.get(JSON.stringify([filters, look.aside]), () => {
      const { main, slice } = this.#slice(filters, look.aside);
      let cut: EventLog | undefined, uncut: EventLog | undefined;
      const whole = (): EventLog => {
        if (main === this.log) return sliceLog(main, slice);
        return wholeCases(this.log, main.caseIds.length === this.log.caseIds.length ? slice.cases : this.#numbers(Array.from(slice.cases, (c) => main.caseIds[c]!)));
      };
      const open = look.setting.open === undefined ? [] : [look.setting.open];
      return {
        cases: slice.caseCount,
        // maps and ways look at no attribute but whether a case is open
        get main() { return (cut ??= sliceLog(main, slice, open)); },
        get whole() { return (uncut ??= whole()); },
      };
    });
  }

  /** Places of these cases in the whole log, ascending; where some consist of nothing but what is passed over, numbers differ. */
  #numbers(ids: readonly string[]): Int32Array {
    const wanted = new Set(ids);
    return Int32Array.from(this.log.caseIds.flatMap((id, c) => (wanted.has(id) ? [c] : [])));
  }
}

/** These cases with all their events. */
function wholeCases(log: EventLog, cases: Int32Array): EventLog {
  const events = cases.reduce((sum, c) => sum + log.caseStart[c + 1]! - log.caseStart[c]!, 0);
  return sliceLog(log, { cases, rows: null, caseCount: cases.length, eventCount: events });
}

/** Keeps the last few things made, by their name. */
class Kept<T> {
  readonly #most: number;
  readonly #things = new Map<string, T>();
  constructor(most: number) { this.#most = most; }
  get(name: string, make: () => T): T {
    const had = this.#things.get(name);
    const thing = had ?? make();
    this.#things.delete(name);
    this.#things.set(name, thing);
    if (this.#things.size > this.#most) this.#things.delete(this.#things.keys().next().value!);
    return thing;
  }
}
