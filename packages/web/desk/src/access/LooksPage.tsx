import { Checkbox, Table, Tag } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { Looks } from '../../../../server/src/access/api.ts';
import { get } from '../api/client.ts';
import { Page, Skeleton } from '../kit/Page.tsx';
import { momentText } from '../kit/time.ts';
import { say } from '../words/say.ts';
import './access.css';
import { Opening, Shut } from './Opening.tsx';
import { SealedNotes } from './SealedNotes.tsx';

/** Who has looked at a case, who was turned away, and the notes that are sealed. */
export default function LooksPage(): ReactNode {
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  return <Opening key={caseId} caseId={caseId}><Looked caseId={caseId} /></Opening>;
}

function Looked({ caseId }: { caseId: string }): ReactNode {
  const { data, error, refetch } = useQuery({ queryKey: ['access', caseId, 'looks'], queryFn: ({ signal }) => get<Looks>(`/cases/${caseId}/looks`, { signal }), throwOnError: false });
  const [all, setAll] = useState(false);
  const looks = data?.looks.filter((look) => all || !look.own) ?? [];
  const own = (data?.looks.length ?? 0) - (data?.looks.filter((look) => !look.own).length ?? 0);
  return (
    <Page title={say('access.looks')} over={<Link to="/cases/$caseId" params={{ caseId } as never}>{say('access.back-to-case')}</Link>} wide>
      {error && !data ? <Shut caseId={caseId} error={error} again={() => void refetch()} /> : !data ? <Skeleton lines={8} /> : (
        <>
          <p>{say('access.looks.what')}</p>
          {own > 0 && <Checkbox data-size="sm" value="all" label={say('access.looks.own', { count: own })} checked={all} onChange={(event) => setAll(event.target.checked)} />}
          <div className="scroll" tabIndex={0} role="region" aria-label={say('access.looks')}>
            <Table data-size="sm">
              <Table.Head><Table.Row>{['when', 'who', 'unit', 'why', 'what', 'outcome'].map((word) => <Table.HeaderCell key={word} scope="col">{say(`access.${word}`)}</Table.HeaderCell>)}</Table.Row></Table.Head>
              <Table.Body>
                {looks.map((look, index) => (
                  <Table.Row key={index}>
                    <Table.Cell><time dateTime={look.at}>{momentText(look.at)}</time></Table.Cell>
                    <Table.HeaderCell scope="row">{look.who}</Table.HeaderCell>
                    <Table.Cell>{look.unit ?? ''}</Table.Cell>
                    <Table.Cell>{look.glass ? <Tag data-color="warning" data-size="sm">{look.why}</Tag> : look.why}</Table.Cell>
                    <Table.Cell>{look.what}</Table.Cell>
                    <Table.Cell>{look.granted ? say('access.let-in') : <><Tag data-color="danger" data-size="sm">{say('access.turned-away')}</Tag> <span className="muted">{look.refusedBecause}</span></>}</Table.Cell>
                  </Table.Row>
                ))}
              </Table.Body>
            </Table>
          </div>
          <SealedNotes caseId={caseId} />
        </>
      )}
    </Page>
  );
}
