import { keepPlace } from './place.ts';

/**
 * Leaves for the login (or for the second look at who one is, before deciding) and comes back to this very place:
 * address, scroll and the field in hand. What was typed is kept by `useKept` and `useAutosave` already.
 */
export function leaveForLogin(code: 'login-needed' | 'step-up-needed'): void {
  keepPlace();
  const back = encodeURIComponent(location.pathname + location.search);
  location.assign(code === 'step-up-needed' ? `/staff/step-up?back=${back}` : `/staff/login?back=${back}`);
}
