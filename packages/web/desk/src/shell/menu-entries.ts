import type { Me } from '../../../../server/src/desk/api.ts';
import { deskRoutes, type DeskRoute } from '../routes.tsx';
import { holds } from './me.tsx';

export type MenuEntry = DeskRoute & { menu: NonNullable<DeskRoute['menu']> };

/** The views of the menu that are for this person, in their order. */
export function menuFor(me: Me): MenuEntry[] {
  return deskRoutes.filter((one): one is MenuEntry => one.menu !== undefined && holds(me, one.roles)).sort((a, b) => a.menu.order - b.menu.order);
}
