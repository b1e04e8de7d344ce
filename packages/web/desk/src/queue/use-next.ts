import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Next } from '../../../../server/src/queue/api.ts';
import { post } from '../api/client.ts';
import { toast, toastProblem } from '../kit/toasts.ts';
import { say } from '../words/say.ts';

/** What was said of the case one was handed last: shown again when one comes back. */
const kept = 'desk-next';
export const lastNext = (): Next['case'] => JSON.parse(sessionStorage.getItem(kept) ?? 'null') as Next['case'];

/** Asks for the next case and opens it, with why it is this one. */
export function useNext(): { ask(): void; asking: boolean; none: Next['none'] } {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [none, setNone] = useState<Next['none']>();
  // the same press sent again (a lost line) gives the same case
  const once = useRef(crypto.randomUUID() as string);
  const ask = async (): Promise<void> => {
    if (asking) return;
    setAsking(true);
    try {
      const next = await post<Next>('/next', {}, { once: once.current });
      once.current = crypto.randomUUID();
      setNone(next.none);
      if (!next.case) return;
      sessionStorage.setItem(kept, JSON.stringify(next.case));
      void client.invalidateQueries({ queryKey: ['queue'] });
      void client.invalidateQueries({ queryKey: ['filters'] });
      toast(say('queue.why', { number: next.case.number }), { tone: 'info', more: next.case.why.line, seconds: 15 });
      await navigate({ to: '/cases/$caseId', params: { caseId: next.case.id } as never });
    } catch (error) {
      toastProblem(error);
    } finally {
      setAsking(false);
    }
  };
  return { ask: () => void ask(), asking, none };
}
