import type { DeskRoute } from '../routes.tsx';

const readers = ['officer', 'approver', 'leader', 'auditor', 'ombudsman'];

export const queueRoutes: DeskRoute[] = [
  { path: '/today', view: () => import('./TodayPage.tsx'), roles: ['officer', 'approver'], menu: { word: 'queue.today', icon: 'home', key: 'h', order: 10 } },
  { path: '/queue', view: () => import('./QueuePage.tsx'), roles: readers, menu: { word: 'queue.cases', icon: 'queue', key: 'q', order: 20 } },
  { path: '/bulk/$run', view: () => import('./BulkPage.tsx'), roles: ['officer'] },
  { path: '/search', view: () => import('../search/SearchPage.tsx'), roles: readers },
];
