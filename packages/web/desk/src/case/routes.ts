import type { DeskRoute } from '../routes.tsx';

/** A case. */
export const caseRoutes: DeskRoute[] = [
  { path: '/cases/$caseId', view: () => import('./CasePage.tsx') },
];
