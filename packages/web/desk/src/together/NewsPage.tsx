import { Button } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { post } from '../api/client.ts';
import { Empty, Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { momentText } from '../kit/time.ts';
import { say } from '../words/say.ts';
import { useNews } from './useNews.ts';

/** What colleagues want of me: mentions, cases handed to me, cases they would like to have. */
export default function NewsPage(): ReactNode {
  const news = useNews();
  const client = useQueryClient();
  const read = (ids: string[]): void => void post('/news/read', { ids }).then(() => client.invalidateQueries({ queryKey: ['news'] }), () => {});
  const items = news.data?.items;
  const unread = items?.filter((one) => !one.read).map((one) => one.id) ?? [];
  return (
    <Page title={say('together.news')} actions={unread.length > 0 && <Button data-size="sm" variant="secondary" onClick={() => read(unread)}>{say('together.news.read-all')}</Button>}>
      {news.isPending && <Skeleton />}
      {news.error && <ProblemNote error={news.error} again={() => void news.refetch()} />}
      {items?.length === 0 && <Empty title={say('together.news.none')}><p>{say('together.news.none.do')}</p></Empty>}
      <ul className="news">
        {items?.map((one) => (
          <li key={one.id} data-read={one.read}>
            <Link to="/cases/$caseId" params={{ caseId: one.caseId } as never} onClick={() => { if (!one.read) read([one.id]); }}>
              {!one.read && <span className="dot"><span className="sr">{say('together.news.new')}</span></span>}
              {say(`together.news.${one.kind}`, { name: one.by.name, number: one.number })}
            </Link>
            {one.text && <p className="text">{one.text}</p>}
            <p className="muted"><time dateTime={one.at}>{momentText(one.at)}</time></p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
