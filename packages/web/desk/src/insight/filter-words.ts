import type { Filter, Spot } from '../../../../mining/src/index.ts';
import { hasWord, say } from '../words/say.ts';
import { day, span, weekOf } from './format.ts';
import type { PictureSource } from './source.ts';

/** A filter as its chip says it. */
export function filterWords(filter: Filter, source: PictureSource): string {
  const steps = (names: readonly string[]): string => names.map((one) => source.stepName(one)).join(', ');
  const said = ((): string => {
    switch (filter.filter) {
      case 'time': return say('insight.chip.time', { from: filter.from === undefined ? '…' : day(Date.parse(String(filter.from))), to: filter.to === undefined ? '…' : day(Date.parse(String(filter.to)) - 1) });
      case 'variants': return filter.of ? say('insight.chip.variant', { steps: filter.of[0]!.length, first: source.stepName(filter.of[0]![0] ?? '') }) : say('insight.chip.variants');
      case 'attribute': return `${keyName(filter.key)}: ${(filter.is ?? []).map((value) => source.attributes.find((one) => one.key === filter.key)?.values.find((one) => one.value === value)?.name ?? String(value)).join(', ')}`;
      case 'performance': return say('insight.chip.duration', { from: span(filter.min ?? 0), to: filter.max === undefined ? '…' : span(filter.max) });
      case 'activities': return say('insight.chip.through', { steps: steps(filter.names) });
      case 'path': return `${steps(filter.from)} → ${steps(filter.to)}`;
      case 'endpoints': return say('insight.chip.ends', { start: filter.start ? steps(filter.start) : '…', end: filter.end ? steps(filter.end) : '…' });
      case 'rework': return say('insight.chip.rework', { step: filter.activity === undefined ? '' : source.stepName(filter.activity) });
    }
  })();
  return filter.not ? say('insight.chip.not', { said }) : said;
}

/** An attribute's name in the app's words, else as the log has it. */
export const keyName = (key: string): string => (hasWord(`insight.key.${key}`) ? say(`insight.key.${key}`) : key);

/** A figure of a picture as its chip says it. */
export function spotWords(spot: Spot, source: PictureSource): string {
  switch (spot.spot) {
    case 'waits': return say('insight.spot.waits', { waiting: source.waitingName(spot.waiting), week: weekOf(spot.week) });
    case 'ages': return [say(spot.to === null ? 'insight.ages.more' : 'insight.ages.band', { from: spot.from, to: spot.to ?? 0 }), spot.holder === undefined ? say('insight.spot.open') : source.holderName(spot.holder)].join(', ');
    case 'lead': return say('insight.spot.lead', { week: weekOf(spot.week) });
    case 'prescribed': return spot.kind === undefined ? say('insight.spot.kept') : `${say(`insight.prescribed.${spot.kind}`)}: ${spot.activity === undefined ? '…' : source.stepName(spot.activity)}`;
    case 'standing': return say('insight.spot.standing', { step: source.stepName(spot.activity) });
  }
}
