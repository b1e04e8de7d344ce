import type { Filter, PictureName, Spot } from '../../../../mining/src/index.ts';

export const viewNames = ['flow', 'waits', 'ages', 'lead', 'variants', 'dots', 'prescribed'] as const satisfies readonly PictureName[];
export type ViewName = (typeof viewNames)[number];

/** What the address says of a look. */
export interface ViewState {
  view: ViewName;
  filters: Filter[];
  /** Figures whose cases alone are looked at. */
  spots: Spot[];
  all: boolean;
  /** The table instead of the picture. */
  table: boolean;
  sliders: { activities: number; paths: number };
}
