import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.ts';

/** What has been read is shown at once and looked at again when one comes back to it. `get` tries again by itself. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000, retry: false, networkMode: 'always',
      throwOnError: (error) => error instanceof ApiProblem && error.status === 500,
    },
    mutations: { networkMode: 'always' },
  },
});
