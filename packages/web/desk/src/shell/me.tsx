import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Me, Settings } from '../../../../server/src/desk/api.ts';
import { get, put } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { registry } from '../keys/keys.ts';
import { toastProblem } from '../kit/toasts.ts';
import { speak, spoken } from '../words/say.ts';
import { showLook } from './look.ts';
import { Unreached, Waiting } from './states.tsx';

const Mine = createContext<{ me: Me; change(settings: Partial<Settings>): void } | null>(null);

/** Who I am, my roles and unit, and my settings. */
export function useMe(): Me {
  return useContext(Mine)!.me;
}

/** Changes settings at once here, then on the server. */
export function useChangeSettings(): (settings: Partial<Settings>) => void {
  return useContext(Mine)!.change;
}

/** Do I hold one of these roles? None named: everybody does. */
export function holds(me: Me, roles: string[] | undefined): boolean {
  return !roles || roles.some((role) => me.roles.includes(role));
}

/** Nothing is shown before it is known who looks; who is not logged in is led to the login. */
export function MeProvider({ children }: { children: ReactNode }): ReactNode {
  const client = useQueryClient();
  const { data: me, error, refetch } = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => get<Me>('/me', { signal, ...(client.getQueryData(['me']) ? { background: true } : { plain: true }) }), staleTime: Infinity, throwOnError: false });
  const [language, setLanguage] = useState<string>();
  useEffect(() => {
    if (!me) return;
    showLook(me.settings);
    registry.setSingle(me.settings.singleKeys);
    void speak(me.settings.language, me.timeZone).then(() => setLanguage(me.settings.language));
  }, [me]);
  const asked = useRef(0);
  const change = useCallback((settings: Partial<Settings>) => {
    const before = client.getQueryData<Me>(['me'])!;
    client.setQueryData<Me>(['me'], { ...before, settings: { ...before.settings, ...settings } });
    const mine = asked.current += 1;
    void put<Settings>('/settings', settings).then(
      (kept) => {
        // an answer to an earlier change does not know of the later ones
        if (mine === asked.current) client.setQueryData<Me>(['me'], (now) => now && { ...now, settings: kept });
        // what the server puts into words comes anew in the other language
        if (settings.language) void client.invalidateQueries();
      },
      (problem: unknown) => { client.setQueryData(['me'], before); toastProblem(problem); },
    );
  }, [client]);
  if (error && !me) return <Unreached problem={error instanceof ApiProblem ? error : undefined} again={() => void refetch()} />;
  if (!me || (language ?? spoken().language) !== me.settings.language) return <Waiting />;
  // the words are no state of React's: in another language everything is drawn anew
  return <Mine value={{ me, change }} key={language}>{children}</Mine>;
}
