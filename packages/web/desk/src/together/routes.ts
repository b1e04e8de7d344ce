import type { DeskRoute } from '../routes.tsx';

export const togetherRoutes: DeskRoute[] = [
  { path: '/news', view: () => import('./NewsPage.tsx'), menu: { word: 'together.news', icon: 'bell', key: 'n', order: 300 } },
];
