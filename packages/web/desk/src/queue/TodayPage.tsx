import { Button } from '@digdir/designsystemet-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useKeys } from '../keys/keys.ts';
import { useCommands } from '../kit/commands.ts';
import { Icon } from '../kit/Icon.tsx';
import { Empty, Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { useMe } from '../shell/me.tsx';
import { say } from '../words/say.ts';
import { FilterLinks } from './FilterLinks.tsx';
import { Because, Due, Waits } from './marks.tsx';
import { useList, useNames } from './use-lists.ts';
import { lastNext, useNext } from './use-next.ts';
import './queue.css';

const shown = 12;

/** Where the day begins: the next case, what one has begun, and what waits in the lists. */
export default function TodayPage(): ReactNode {
  const me = useMe();
  const { ask, asking, none } = useNext();
  const mine = useList(`mine=1&sort=place&limit=${shown}`);
  const name = useNames(mine.data?.rows.map((row) => row.id) ?? []);
  const last = lastNext();
  useKeys([{ keys: 'n', word: 'queue.next', group: 'shell.keys.everywhere', run: ask }]);
  useCommands([{ id: 'next-case', word: 'queue.next', icon: 'right', run: ask }]);
  return (
    <Page title={say('queue.today.title', { name: me.name.split(' ')[0]! })} over={me.unit.name}>
      <section className="next" aria-labelledby="next-heading">
        <h2 id="next-heading" className="sr">{say('queue.next')}</h2>
        <Button data-size="lg" className="next-button" onClick={ask} loading={asking} aria-keyshortcuts="n">{say('queue.next')}<kbd aria-hidden="true">n</kbd></Button>
        <p>{say('queue.next.what')}</p>
        <div role="status">{none && <p className="next-none"><Icon name="check" /> {say(`queue.next.${none}`)}</p>}</div>
        {last && !none && <p className="muted next-last">{say('queue.next.last')} <Link to="/cases/$caseId" params={{ caseId: last.id } as never}>{last.number}</Link>: {last.why.line}</p>}
      </section>
      <section aria-labelledby="begun-heading">
        <h2 id="begun-heading">{say('queue.begun')}</h2>
        {mine.isPending && <Skeleton />}
        {mine.error && <ProblemNote error={mine.error} again={() => void mine.refetch()} />}
        {mine.data?.rows.length === 0 && <Empty title={say('queue.begun.none')}><p>{say('queue.begun.none.do')}</p></Empty>}
        {mine.data && mine.data.rows.length > 0 && (
          <ul className="begun">
            {mine.data.rows.map((row) => (
              <li key={row.id}>
                <Link to="/cases/$caseId" params={{ caseId: row.id } as never}><span className="number">{row.number}</span> {name(row.id) ?? ''}</Link>
                <span className="begun-what">{mine.data.labels.service[row.service]} · <Waits row={row} labels={mine.data.labels} /></span>
                <span className="begun-when"><Due due={row.due} today={mine.data.today} /><Because row={row} labels={mine.data.labels} /></span>
              </li>
            ))}
          </ul>
        )}
        {mine.data && mine.data.count.n > shown && <p><Link to="/queue" search={{ mine: '1', sort: 'place' } as never}>{say('queue.begun.all', { count: mine.data.count.n })}</Link></p>}
      </section>
      <section aria-labelledby="lists-heading">
        <h2 id="lists-heading">{say('queue.lists')}</h2>
        <FilterLinks as="cards" />
      </section>
    </Page>
  );
}
