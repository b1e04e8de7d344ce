import type { DeskRoute } from '../routes.tsx';

const overseers = ['auditor', 'ombudsman'];

/** Who may see what, who has looked, and the oversight of decisions. */
export const accessRoutes: DeskRoute[] = [
  { path: '/oversight', view: () => import('./OversightPage.tsx'), roles: overseers, menu: { word: 'access.oversight', icon: 'scale', key: 'o', order: 100 } },
  { path: '/oversight/$decisionId', view: () => import('./DecisionPage.tsx'), roles: overseers },
  { path: '/glass', view: () => import('./GlassPage.tsx'), roles: ['leader', ...overseers], menu: { word: 'access.glass', icon: 'warning', key: 'b', order: 440 } },
  { path: '/ties', view: () => import('./TiesPage.tsx'), menu: { word: 'access.ties', icon: 'shield', key: 'j', order: 890 } },
  { path: '/keys', view: () => import('./KeysPage.tsx'), menu: { word: 'access.keys', icon: 'lock', key: 'k', order: 895 } },
  { path: '/policies', view: () => import('./PoliciesPage.tsx') },
  { path: '/cases/$caseId/protection', view: () => import('./ProtectionPage.tsx'), roles: ['officer'] },
  { path: '/cases/$caseId/looks', view: () => import('./LooksPage.tsx') },
];
