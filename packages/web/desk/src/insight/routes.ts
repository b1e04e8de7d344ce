import type { DeskRoute } from '../routes.tsx';

const lookers = ['officer', 'approver', 'leader', 'auditor', 'ombudsman'];

export const insightRoutes: DeskRoute[] = [
  { path: '/insight', view: () => import('./InsightPage.tsx'), roles: lookers, menu: { word: 'insight.menu', icon: 'map', key: 'm', order: 400 } },
  { path: '/insight/cases/$caseId', view: () => import('./CaseLinePage.tsx'), roles: lookers },
  { path: '/insight/file', view: () => import('./FilePage.tsx') },
];
