import type { Json } from '@ankomst/core';
import { Problem } from '../problem.ts';

export interface PopulationRegister {
  /** The register's answer about a number; null where it knows nobody by it. @throws Problem neighbour-down when there is no answer. */
  person(number: string): Promise<{ [key: string]: Json } | null>;
}

/** The register's look-up over HTTP. Waits at most 3 s: somebody may be watching a page load. */
export function createPopulationRegister(config: { url: string; key: string }, timeoutMs = 3_000): PopulationRegister {
  return {
    async person(number) {
      try {
        const answer = await fetch(`${config.url}/people/${encodeURIComponent(number)}`, {
          headers: { authorization: `Bearer ${config.key}`, accept: 'application/json' },
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (answer.status === 404) return null;
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        return (await answer.json()) as { [key: string]: Json };
      } catch (error) {
        throw new Problem('neighbour-down', {}, error);
      }
    },
  };
}
