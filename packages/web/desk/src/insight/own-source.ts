import type { Filter, PictureName, Pictures } from '../../../../mining/src/index.ts';
import type { InsightCases, InsightPicture, InsightSetting, Level } from '../../../../server/src/insight/api.ts';
import { get } from '../api/client.ts';
import { hasWord, say } from '../words/say.ts';
import type { PictureSource } from './source.ts';

export interface OwnPlace { level: Level; unit?: string | undefined; service?: string | undefined }

/** The authority's own log at a level, as the server gives it. */
export function ownSource(setting: InsightSetting, place: OwnPlace): PictureSource {
  const process = setting.processes.find((one) => one.service === (place.service ?? '')) ?? setting.processes[0]!;
  const asked = (filters: readonly Filter[], all: boolean): string => {
    const query = new URLSearchParams({ level: place.level });
    if (place.unit) query.set('unit', place.unit);
    if (place.service) query.set('service', place.service);
    if (filters.length > 0) query.set('filters', JSON.stringify(filters));
    if (all) query.set('all', 'yes');
    return query.toString();
  };
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
    async look<N extends PictureName>(name: N, filters: readonly Filter[], all: boolean, signal?: AbortSignal, again = false) {
      const { at, ...told } = await get<InsightPicture<N>>(`/insight/pictures/${name}?${asked(filters, all)}`, { ...(signal ? { signal } : {}), background: again });
      return { ...told, picture: told.picture as Pictures[N] | null, at: Date.parse(at) };
    },
    async cases(filters, all, signal) {
      const { cases, list } = await get<InsightCases>(`/insight/cases?${asked(filters, all)}`, signal ? { signal } : {});
      return { cases, list: list.map((one) => ({ ...one, mayOpen: true })) };
    },
    every: 15_000,
  };
}

/** Where a level's log can be fetched as a file. */
export const exportHref = (place: OwnPlace, filters: readonly Filter[], as: 'xes' | 'ocel'): string =>
  `/desk/api/insight/export?${new URLSearchParams({ level: place.level, as, ...(place.unit ? { unit: place.unit } : {}), ...(place.service ? { service: place.service } : {}), ...(filters.length > 0 ? { filters: JSON.stringify(filters) } : {}) }).toString()}`;
