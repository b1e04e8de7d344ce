import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { IconName } from './kit/Icon.tsx';
import { leadingRoutes } from './leading/routes.ts';
import { caseRoutes } from './case/routes.ts';
import { labRoutes } from './lab/routes.ts';
import { insightRoutes } from './insight/routes.ts';
import { queueRoutes } from './queue/routes.ts';
import { accessRoutes } from './access/routes.ts';
import { shellRoutes } from './shell/routes.ts';
import { Shell } from './shell/Shell.tsx';
import { Broken, NotFound, Waiting } from './shell/states.tsx';
import { togetherRoutes } from './together/routes.ts';

/** One view of the desk, as its slice lists it. Params and search are read with `useParams({ strict: false })` and `useSearch({ strict: false })`. */
export interface DeskRoute {
  /** Below /desk: `/queue`, `/cases/$caseId`. */
  path: string;
  /** `() => import('./QueuePage.tsx')`: fetched when first opened. */
  view: () => Promise<{ default: ComponentType }>;
  /** Whom it is for; nobody named: for all staff. The server decides anyhow; this only keeps the menu honest. */
  roles?: string[];
  /** Its place in the menu, if it has one. */
  menu?: {
    /** Key of its words. */
    word: string;
    icon: IconName;
    /** The letter after `g` that leads here. */
    key: string;
    /** Small ones first. */
    order: number;
  };
}

/** Every slice lists its views here, in one line. */
export const deskRoutes: DeskRoute[] = [
  ...shellRoutes,
  ...accessRoutes,
  ...queueRoutes,
  ...insightRoutes,
  ...leadingRoutes,
  ...labRoutes,
  ...togetherRoutes,
  ...caseRoutes,
];

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Broken });
const children = deskRoutes.map(({ path, view }) => createRoute({
  getParentRoute: () => root, path, component: lazyRouteComponent(view), errorComponent: Broken, pendingComponent: Waiting,
}));

/** The desk's router, under /desk. What stands in the address after `?` is kept as text: it is for sharing. */
export const router = createRouter({
  routeTree: root.addChildren(children), basepath: '/desk', scrollRestoration: true, defaultPreload: 'intent', defaultPendingMs: 300,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(Object.entries(search).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))).toString();
    return text ? `?${text}` : '';
  },
});
