import type { DeskRoute } from '../routes.tsx';

export const shellRoutes: DeskRoute[] = [
  { path: '/', view: () => import('./Home.tsx') },
  { path: '/settings', view: () => import('./Settings.tsx'), menu: { word: 'shell.settings', icon: 'settings', key: 'i', order: 900 } },
];
