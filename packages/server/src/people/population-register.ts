import type { Json } from '@ankomst/core';
import { Problem } from '../problem.ts';

/** A person as the population register gives them. What it does not know is absent. */
export interface RegisteredPerson {
  number: string;
  name?: { given?: string; family?: string; single?: string; native?: string };
  birthDate?: string;
  birthCountry?: string;
  birthPlace?: string;
  citizenships?: string[];
  maritalStatus?: string;
  sex?: string;
  address?: { [part: string]: Json };
  registered?: boolean;
}

export interface PopulationRegister {
  /** Null where the register knows nobody by that number. @throws Problem neighbour-down when there is no answer. */
  person(number: string): Promise<RegisteredPerson | null>;
}

/** The register's look-up over HTTP. Waits at most 3 s: somebody may be watching a page load. */
export function createPopulationRegister(config: { url: string; key: string }, timeoutMs = 3_000): PopulationRegister {
  return {
    async person(number) {
      let answer: Response;
      try {
        answer = await fetch(`${config.url}/people/${encodeURIComponent(number)}`, {
          headers: { authorization: `Bearer ${config.key}`, accept: 'application/json' },
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        });
      } catch (error) {
        throw new Problem('neighbour-down', {}, error);
      }
      if (answer.status === 404) return null;
      if (!answer.ok) throw new Problem('neighbour-down', { status: answer.status });
      return (await answer.json()) as RegisteredPerson;
    },
  };
}
