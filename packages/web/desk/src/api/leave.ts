import { keepPlace } from './place.ts';

/**
 * Leaves for the login (or to use one's key again, before deciding) and comes back to this very place: address,
 * scroll and the field in hand. What was typed is kept by `useKept` and `useAutosave` already.
 */
export function leaveForLogin(): void {
  keepPlace();
  location.assign(`/staff/login?back=${encodeURIComponent(location.pathname + location.search)}`);
}
