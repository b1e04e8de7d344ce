import type { Filter, PictureName } from '../../../../mining/src/index.ts';

export const viewNames = ['flow', 'waits', 'ages', 'lead', 'variants', 'dots', 'prescribed'] as const satisfies readonly PictureName[];
export type ViewName = (typeof viewNames)[number];

/** What the address says of a look. */
export interface ViewState { view: ViewName; filters: Filter[]; all: boolean; sliders: { activities: number; paths: number } }
