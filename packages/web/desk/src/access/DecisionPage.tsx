import { Alert, Button, Paragraph, Table, Tag } from '@digdir/designsystemet-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DecisionRead, Replayed } from '../../../../server/src/access/api.ts';
import { get, post } from '../api/client.ts';
import { useKeys } from '../keys/keys.ts';
import { announce } from '../kit/announce.ts';
import { Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { dayText, momentText } from '../kit/time.ts';
import { say } from '../words/say.ts';
import './access.css';

const tones = { met: 'success', 'not met': 'danger', unknown: 'warning', doubtful: 'warning' } as const;

/** A decision as it was made, and computed again from its record alone. */
export default function DecisionPage(): ReactNode {
  const { decisionId } = useParams({ strict: false }) as { decisionId: string };
  const { data, error, refetch } = useQuery({ queryKey: ['access', 'decision', decisionId], queryFn: ({ signal }) => get<DecisionRead>(`/oversight/decisions/${decisionId}`, { signal }), throwOnError: false });
  const replay = useMutation({
    mutationFn: () => post<Replayed>(`/oversight/decisions/${decisionId}/replay`),
    onSuccess: ({ same }) => announce(say(same ? 'access.replay.same' : 'access.replay.differs')),
  });
  useKeys([{ keys: 'r', word: 'access.replay', group: 'access.oversight', run: () => replay.mutate(), when: () => data !== undefined && !replay.isPending }]);
  const back = <Link to="/oversight">{say('access.oversight')}</Link>;
  if (!data) return <Page title={say('access.decision')} over={back}>{error ? <ProblemNote error={error} again={() => void refetch()} /> : <Skeleton lines={10} />}</Page>;
  return (
    <Page title={`${data.outcome} ${data.number}`} over={back} wide actions={<Button data-size="sm" disabled={replay.isPending} onClick={() => replay.mutate()}>{say('access.replay')} <kbd>r</kbd></Button>}>
      {replay.error && <ProblemNote error={replay.error} />}
      {replay.data && <Result of={replay.data} />}
      <dl className="record">
        <div><dt>{say('access.service')}</dt><dd>{data.service}</dd></div>
        <div><dt>{say('access.unit')}</dt><dd>{data.unit}</dd></div>
        <div><dt>{say('access.when')}</dt><dd>{momentText(data.at)}</dd></div>
        <div><dt>{say('access.decided-by')}</dt><dd>{data.by}{data.approvedBy && `, ${data.approvedBy}`}</dd></div>
        {data.dates.map((date) => <div key={date.what}><dt>{date.what}</dt><dd>{dayText(date.on)}</dd></div>)}
        <div><dt>{say('access.rulebook')}</dt><dd>{data.rulebook.version} <code>{data.rulebook.hash}</code></dd></div>
        <div><dt>{say('access.hash')}</dt><dd><code>{data.hash}</code></dd></div>
        {data.note && <div><dt>{say('access.note')}</dt><dd>{data.note}</dd></div>}
      </dl>
      <h2>{say('access.conditions')}</h2>
      <ol className="conditions">
        {data.conditions.map((one) => (
          <li key={one.id}>
            <p><Tag data-size="sm" data-color={tones[one.status as keyof typeof tones] ?? 'neutral'}>{one.statusText}</Tag> {one.label}</p>
            <p className="muted">{one.row && <code>{one.row}</code>} {one.law.map((law, index) => <span key={law.label}>{index > 0 && ', '}{law.url ? <a href={law.url} rel="noreferrer">{law.label}</a> : law.label}</span>)}</p>
          </li>
        ))}
      </ol>
      <h2>{say('access.facts')}</h2>
      <div className="scroll" tabIndex={0} role="region" aria-label={say('access.facts')}>
        <Table data-size="sm">
          <Table.Head><Table.Row>{['fact', 'about', 'value', 'source', 'certainty'].map((word) => <Table.HeaderCell key={word} scope="col">{say(`access.${word}`)}</Table.HeaderCell>)}</Table.Row></Table.Head>
          <Table.Body>
            {data.facts.map((fact, index) => (
              <Table.Row key={index}><Table.HeaderCell scope="row">{fact.label}</Table.HeaderCell><Table.Cell>{fact.about}</Table.Cell><Table.Cell>{fact.value}</Table.Cell><Table.Cell>{fact.source}</Table.Cell><Table.Cell>{fact.certainty}</Table.Cell></Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
    </Page>
  );
}

function Result({ of }: { of: Replayed }): ReactNode {
  return (
    <Alert data-color={of.same ? 'success' : 'danger'} role="status">
      <Paragraph><strong>{say(of.same ? 'access.replay.same' : 'access.replay.differs')}</strong> {say('access.replay.bytes', { bytes: of.bytes })}</Paragraph>
      <dl className="record">
        <div><dt>{say('access.replay.recorded')}</dt><dd><code>{of.recorded}</code></dd></div>
        <div><dt>{say('access.replay.replayed')}</dt><dd><code>{of.replayed || '–'}</code></dd></div>
      </dl>
      {of.differences.map((one, index) => <details key={index}><summary>{one.what}</summary><pre tabIndex={0}>{one.recorded}{'\n\n'}{one.replayed}</pre></details>)}
    </Alert>
  );
}
