import type { DeskRoute } from '../routes.tsx';

export const leadingRoutes: DeskRoute[] = [
  { path: '/team', view: () => import('./TeamPage.tsx'), roles: ['leader', 'auditor', 'ombudsman'], menu: { word: 'leading.team', icon: 'people', key: 't', order: 400 } },
  { path: '/quality', view: () => import('./QualityPage.tsx'), roles: ['leader', 'auditor', 'ombudsman'], menu: { word: 'leading.quality', icon: 'scale', key: 'y', order: 410 } },
  { path: '/automations', view: () => import('./AutomationsPage.tsx'), roles: ['leader', 'ruler', 'auditor', 'ombudsman', 'officer', 'approver'], menu: { word: 'leading.automations', icon: 'flag', key: 'u', order: 420 } },
  { path: '/second-assessments', view: () => import('./SecondPage.tsx'), roles: ['officer', 'approver'], menu: { word: 'leading.second', icon: 'eye', key: 'e', order: 430 } },
];
