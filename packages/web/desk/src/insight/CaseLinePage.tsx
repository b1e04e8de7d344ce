import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { InsightCase } from '../../../../server/src/insight/api.ts';
import { get } from '../api/client.ts';
import { Page, Skeleton } from '../kit/Page.tsx';
import { ProblemNote } from '../kit/Problem.tsx';
import { say } from '../words/say.ts';
import { count, day, minute, span } from './format.ts';
import './insight.css';
import { useNarrow } from './narrow.ts';
import { PictureFrame } from './PictureFrame.tsx';

const groups = ['authority', 'party', 'partner'];

/** One case: what happened on its line of time, its waits shaded by who was waited for. */
export default function CaseLinePage(): ReactNode {
  const { caseId } = useParams({ strict: false }) as { caseId: string };
  const { data, error, refetch } = useQuery({ queryKey: ['insight', 'case', caseId], queryFn: ({ signal }) => get<InsightCase>(`/insight/cases/${encodeURIComponent(caseId)}`, { signal }) });
  return (
    <Page title={data ? say('insight.case', { number: data.number }) : say('insight.case.one')} over={<Link to={'/insight' as never}>{say('insight.title')}</Link>}
      actions={data && <Link to={`/cases/${caseId}` as never} className="ds-button" data-variant="secondary" data-size="sm">{say('insight.case.open')}</Link>}>
      {error && !data && <ProblemNote error={error} again={() => void refetch()} />}
      {!data && !error && <Skeleton />}
      {data && <Line line={data} />}
    </Page>
  );
}

function Line({ line }: { line: InsightCase }): ReactNode {
  const from = line.events[0]?.at ?? line.at, to = line.open ? line.at : line.events.at(-1)?.at ?? line.at;
  const total = Math.max(1, to - from), narrow = useNarrow(), left = 10, wide = narrow ? 320 : 940, high = 96;
  const x = (at: number): number => left + ((at - from) / total) * wide;
  // within three days the day alone says too little
  const when = total < 3 * 86_400_000 ? minute : day;
  const sum = (group: string): number => line.waits.filter((wait) => wait.holder === group).reduce((all, wait) => all + ((wait.to ?? line.at) - wait.from), 0);
  const longest = [...line.waits].sort((a, b) => (b.to ?? line.at) - b.from - ((a.to ?? line.at) - a.from))[0];
  const sentence = [
    say('insight.case.said', { service: line.service, events: line.events.length, span: span(to - from) }),
    longest ? say('insight.case.longest', { waiting: longest.waiting, span: span((longest.to ?? line.at) - longest.from) }) : '',
  ].filter(Boolean).join(' ');
  return (
    <>
      <PictureFrame name="case" title={say('insight.case.line')} sentence={sentence} legend={<ul className="legend">{groups.filter((group) => sum(group) > 0).map((group) => <li key={group}><svg width="18" height="14" aria-hidden><rect width="18" height="14" rx="2" className={`series-${groups.indexOf(group)}`} /></svg>{say(`insight.holder.${group}`)}: {span(sum(group))}</li>)}</ul>} twin={{
        columns: ['waiting', 'holder', 'from', 'to', 'time'].map((key) => say(`insight.column.${key}`)),
        rows: line.waits.map((wait) => ({ cells: [wait.waiting, say(`insight.holder.${wait.holder}`), when(wait.from), wait.to === null ? '' : when(wait.to), span((wait.to ?? line.at) - wait.from)] })),
      }}>
        <div className="chart-scroll" tabIndex={0} role="group" aria-label={say('insight.case.line')}>
          <svg data-picture="case" className="chart" viewBox={`0 0 ${wide + 20} ${high + 24}`} role="img" aria-label={sentence}>
            {line.waits.map((wait, i) => <rect key={i} className={`series-${Math.max(0, groups.indexOf(wait.holder))}`} x={x(wait.from)} y={20} width={Math.max(1.5, x(wait.to ?? line.at) - x(wait.from))} height={high - 44}><title>{`${wait.waiting}: ${span((wait.to ?? line.at) - wait.from)}`}</title></rect>)}
            {line.events.map((event, i) => <path key={i} className="case-event" d={`M${x(event.at)} 14V${high - 18}`}><title>{`${event.name} ${minute(event.at)}`}</title></path>)}
            {(narrow ? [0, 1] : [0, 0.5, 1]).map((share) => <text key={share} className="axis" x={left + share * wide} y={high + 8} textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}>{when(from + share * total)}</text>)}
          </svg>
        </div>
      </PictureFrame>
      <h2>{say('insight.case.events', { count: count(line.events.length) })}</h2>
      <ol className="case-events">
        {line.events.map((event, i) => <li key={i}><time dateTime={new Date(event.at).toISOString()}>{minute(event.at)}</time> <strong>{event.name}</strong> <span className="muted">{say(`insight.actor.${event.by}`)}</span></li>)}
      </ol>
    </>
  );
}
