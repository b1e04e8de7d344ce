import type { PictureName, Pictures } from '../../../../mining/src/index.ts';
import type { InsightCases, InsightPicture, InsightSetting, Level } from '../../../../server/src/insight/api.ts';
import { get } from '../api/client.ts';
import { hasWord, say } from '../words/say.ts';
import type { Choice, PictureSource } from './source.ts';

export interface OwnPlace { level: Level; unit?: string | undefined; service?: string | undefined }

/** The authority's own log at a level, as the server gives it. */
export function ownSource(setting: InsightSetting, place: OwnPlace): PictureSource {
  const process = setting.processes.find((one) => one.service === (place.service ?? '')) ?? setting.processes[0]!;
  const asked = (choice: Choice): string => queryOf(place, choice).toString();
  return {
    key: ['insight', place.level, place.unit ?? '', place.service ?? ''],
    stepName: (step) => setting.steps[step] ?? step,
    waitingName: (waiting) => setting.waiting[waiting] ?? waiting,
    holderName: (holder) => say(`insight.holder.${holder || 'none'}`),
    places: process.places,
    attributes: setting.values
      // what the level says already is not asked again
      .filter((one) => !(one.key === 'unit' && place.unit) && !(one.key === 'service' && place.service))
      .map((one) => ({ ...one, values: one.values.map(({ value, name }) => ({ value, name: hasWord(`insight.value.${one.key}.${String(value)}`) ? say(`insight.value.${one.key}.${String(value)}`) : name })) })),
    zone: setting.timeZone, hasAside: true,
    has: (name: PictureName) => (name === 'prescribed' ? process.prescribed : !(place.level === 'team' && (name === 'moves' || name === 'dots'))),
    async look<N extends PictureName>(name: N, choice: Choice, signal?: AbortSignal, again = false) {
      const { at, ...told } = await get<InsightPicture<N>>(`/insight/pictures/${name}?${asked(choice)}`, { ...(signal ? { signal } : {}), background: again });
      return { ...told, picture: told.picture as Pictures[N] | null, at: Date.parse(at) };
    },
    async cases(choice, signal) {
      const { list, ...told } = await get<InsightCases>(`/insight/cases?${asked(choice)}`, signal ? { signal } : {});
      return { ...told, list: list.map((one) => ({ ...one, mayOpen: true })) };
    },
    every: 15_000, inFives: place.level === 'team',
  };
}

/** A level, and what is chosen of it, as the server is asked for it. */
function queryOf(place: OwnPlace, { filters, spots, all }: Choice): URLSearchParams {
  return new URLSearchParams({
    level: place.level, ...(place.unit ? { unit: place.unit } : {}), ...(place.service ? { service: place.service } : {}),
    ...(filters.length > 0 ? { filters: JSON.stringify(filters) } : {}), ...(spots.length > 0 ? { spots: JSON.stringify(spots) } : {}), ...(all ? { all: 'yes' } : {}),
  });
}

/** Where a level's log can be fetched as a file. */
export function exportHref(place: OwnPlace, choice: Choice, as: 'xes' | 'ocel'): string {
  const query = queryOf(place, { ...choice, all: false });
  query.set('as', as);
  return `/desk/api/insight/export?${query.toString()}`;
}
