import { textOf, type EventLog } from '@ankomst/mining';
import { staffColumn } from './own-log.ts';
import { fewest } from './suppress.ts';

/** Those of a unit who work on one service: a team, as in the leaders' views. */
interface Team { unit: string; service: string; people: Set<number>; cases: number; told: boolean }

/**
 * Whose work a look at the log would tell of. Nobody's is told where one to four people stand behind it. Since a unit
 * together and all its teams but one tell of that one, a team that is too small takes the smallest others with it until
 * five people are behind what is not told apart (complementary suppression, as statistical offices do it).
 */
export class Groups {
  readonly log: EventLog;
  readonly #units = new Map<string, Team[]>();
  readonly #teamOf: Team[];
  /** Code of the colleague by event; negative where none had a hand in it. */
  readonly #staff: Int32Array;

  constructor(log: EventLog) {
    this.log = log;
    this.#staff = textOf(log.eventAttributes.get(staffColumn), log.activity.length).codes;
    const [unit, service] = ['unit', 'service'].map((key) => {
      const { codes, values } = textOf(log.caseAttributes.get(key), log.caseIds.length);
      return (c: number): string => values[codes[c]!] ?? '';
    }) as [(c: number) => string, (c: number) => string];
    this.#teamOf = log.caseIds.map((_, c) => {
      const team = this.#team(unit(c), service(c));
      team.cases++;
      this.#see(c, team.people);
      return team;
    });
    for (const teams of this.#units.values()) withhold(teams);
  }

  /** Services of units with several that are not told of apart. */
  untold(): { unit: string; service: string }[] {
    return [...this.#units.values()].flat().filter((one) => !one.told).map(({ unit, service }) => ({ unit, service }));
  }

  /** Is a case of a team that is not told of apart? By its number in the log. */
  isUntold(c: number): boolean { return !this.#teamOf[c]!.told; }

  /**
   * May figures of these cases be told at a unit's level, or the authority's? They may where no team comes out of them
   * that is not told of apart, however it was picked out.
   */
  tellsOfPart(cases: Int32Array): boolean {
    const seen = new Map<Team, number>();
    for (const c of cases) seen.set(this.#teamOf[c]!, (seen.get(this.#teamOf[c]!) ?? 0) + 1);
    for (const teams of this.#units.values()) {
      const kept = teams.filter((one) => !one.told), looked = kept.filter((one) => seen.has(one));
      if (looked.length === 0) continue;
      if (looked.length < kept.length) return false;
      // the unit as a whole is told, however few work there; but of one where five do, a choice that fewer stand behind
      // is one of its teams but for some cases
      if (teams.every((one) => seen.get(one) === one.cases) || new Set(teams.flatMap((one) => [...one.people])).size < fewest) continue;
      if (!this.enoughPeople(cases.filter((c) => teams.includes(this.#teamOf[c]!)), true)) return false;
    }
    return true;
  }

  /** May figures of these cases be told at a team's level? */
  tellsOfTeam(cases: Int32Array): boolean {
    return cases.every((c) => this.#teamOf[c]!.told);
  }

  /** Five people or more had a hand in these cases; with `none`: or nobody had. */
  enoughPeople(cases: Int32Array, none = false): boolean {
    const people = new Set<number>();
    for (const c of cases) this.#see(c, people);
    return people.size >= fewest || (none && people.size === 0);
  }

  #team(unit: string, service: string): Team {
    let teams = this.#units.get(unit);
    if (!teams) this.#units.set(unit, (teams = []));
    let team = teams.find((one) => one.service === service);
    if (!team) teams.push((team = { unit, service, people: new Set(), cases: 0, told: true }));
    return team;
  }

  #see(c: number, people: Set<number>): void {
    for (let row = this.log.caseStart[c]!, end = this.log.caseStart[c + 1]!; row < end; row++) if (this.#staff[row]! >= 0) people.add(this.#staff[row]!);
  }
}

/** Marks the teams of a unit that are not told of apart. A unit's only team is the unit. */
function withhold(teams: Team[]): void {
  if (teams.length < 2) return;
  const hidden = new Set<number>();
  const hide = (team: Team): void => { team.told = false; for (const who of team.people) hidden.add(who); };
  for (const team of teams) if (team.people.size > 0 && team.people.size < fewest) hide(team);
  if (hidden.size === 0) return;
  const others = teams.filter((one) => one.told && one.people.size > 0).sort((a, b) => a.people.size - b.people.size || (a.service < b.service ? -1 : 1));
  for (const team of others) { if (hidden.size >= fewest) break; hide(team); }
}
