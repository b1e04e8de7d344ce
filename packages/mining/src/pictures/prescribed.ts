import { Aligner } from '../check/alignments.ts';
import { overview } from '../discover/overview.ts';
import type { EventLog } from '../log/event-log.ts';
import type { PetriNet } from '../model/petri-net.ts';
import { openTest, type PictureSetting } from './setting.ts';

/** A step as prescribed and done, done without being prescribed, or prescribed and not done. */
export interface ComparedStep { activity: string; kind: 'both' | 'added' | 'skipped' }

/** What was prescribed against what happened, of cases that have ended. */
export interface PrescribedPicture {
  /** Ended cases, those of them that were compared, and those that went as prescribed. */
  cases: number;
  compared: number;
  asPrescribed: number;
  /** By how many cases: what was added or skipped, and how often. */
  deviations: { kind: 'added' | 'skipped'; activity: string; cases: number; times: number }[];
  /** The most frequent ways that differ, step by step. */
  ways: { cases: number; steps: ComparedStep[] }[];
}

/** One way of ended cases beside what is prescribed: which cases went it, at what cost, step by step. */
interface AlignedWay { cases: readonly number[] | Int32Array; cost: number; steps: ComparedStep[] }

/** Optimal alignments of the ended cases' ways with a model; the most frequent `most` ways, which is nearly always all cases. */
export function alignedWays(log: EventLog, setting: PictureSetting, net: PetriNet, most = 400): { ended: number; ways: AlignedWay[] } {
  const isOpen = openTest(log, setting);
  const ended = Int32Array.from({ length: log.caseIds.length }, (_, c) => c).filter((c) => !isOpen(c));
  const { variants } = overview(log, { cases: ended, quantiles: false });
  const aligner = new Aligner(net, { states: 100_000 });
  return { ended: ended.length, ways: variants.slice(0, most).flatMap(({ activities, cases }): AlignedWay[] => {
    const alignment = aligner.align(activities.map((a) => log.activities[a]!));
    if (!alignment.finished) return [];
    const steps = alignment.moves.flatMap(({ event, transition }): ComparedStep[] => {
      const label = transition === null ? null : net.transitions[transition]!.label;
      if (event !== null) return [{ activity: event, kind: transition === null ? 'added' : 'both' }];
      return label === null ? [] : [{ activity: label, kind: 'skipped' }];
    });
    return [{ cases, cost: alignment.cost, steps }];
  }) };
}

/** What was prescribed against what happened, by how many cases. */
export function prescribedPicture(log: EventLog, setting: PictureSetting, net: PetriNet, most = 400): PrescribedPicture {
  const { ended, ways } = alignedWays(log, setting, net, most);
  const found = new Map<string, PrescribedPicture['deviations'][number]>();
  const picture: PrescribedPicture = { cases: ended, compared: 0, asPrescribed: 0, deviations: [], ways: [] };
  for (const { cases: { length: cases }, cost, steps } of ways) {
    picture.compared += cases;
    if (cost === 0) { picture.asPrescribed += cases; continue; }
    const here = new Set<string>();
    for (const { kind, activity } of steps) {
      if (kind === 'both') continue;
      const key = `${kind} ${activity}`;
      const deviation = found.get(key) ?? { kind, activity, cases: 0, times: 0 };
      found.set(key, deviation);
      deviation.times += cases;
      if (!here.has(key)) deviation.cases += cases;
      here.add(key);
    }
    if (picture.ways.length < 20) picture.ways.push({ cases, steps });
  }
  picture.deviations = [...found.values()].sort((a, b) => b.cases - a.cases || b.times - a.times || (a.activity < b.activity ? -1 : 1));
  return picture;
}
