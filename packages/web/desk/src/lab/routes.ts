import type { DeskRoute } from '../routes.tsx';

const readers = ['ruler', 'leader', 'officer', 'approver', 'auditor', 'ombudsman'];

/** The rule lab: rulebooks, drafts, what they would do. */
export const labRoutes: DeskRoute[] = [
  { path: '/lab', view: () => import('./LabHome.tsx'), roles: readers, menu: { word: 'lab.menu', icon: 'lab', key: 'r', order: 500 } },
  { path: '/lab/rulebooks/$hash', view: () => import('./RulebookPage.tsx'), roles: readers },
  { path: '/lab/drafts/$draftId', view: () => import('./DraftPage.tsx'), roles: readers },
  { path: '/lab/compare', view: () => import('./ComparePage.tsx'), roles: readers },
];
