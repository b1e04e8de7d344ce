import { Tag } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Policies } from '../../../../server/src/access/api.ts';
import { get } from '../api/client.ts';
import { Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { say } from '../words/say.ts';
import './access.css';

/** Who may see what: the policies of the content, in words and as they are run. */
export default function PoliciesPage(): ReactNode {
  const { data, error, refetch } = useQuery({ queryKey: ['access', 'policies'], queryFn: ({ signal }) => get<Policies>('/access/policies', { signal }), staleTime: Infinity, throwOnError: false });
  return (
    <Page title={say('access.policies')}>
      <p>{say('access.policies.what')}</p>
      {error ? <ProblemNote error={error} again={() => void refetch()} /> : !data ? <Skeleton lines={10} /> : (['permit', 'forbid'] as const).map((effect) => (
        <section key={effect}>
          <h2>{say(`access.${effect}`)}</h2>
          <ul className="reports">
            {data.policies.filter((one) => one.effect === effect).map((one) => (
              <li key={one.id} className="report">
                <p><strong>{one.text}</strong></p>
                <p className="muted">{one.law} {one.unverified && <Tag data-size="sm" data-color="warning" title={one.unverified}>{say('access.unverified')}</Tag>}</p>
                <details><summary>{say('access.as-run')} <code>{one.id}</code></summary><pre tabIndex={0}>{one.source}</pre></details>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}
