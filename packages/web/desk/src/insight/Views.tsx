import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Filter, PictureName, Spot } from '../../../../mining/src/index.ts';
import { ProblemNote } from '../kit/Problem.tsx';
import { Empty, Skeleton } from '../kit/Page.tsx';
import { useKeys } from '../keys/keys.ts';
import { say } from '../words/say.ts';
import { CaseList } from './CaseList.tsx';
import { AgePyramid, DotChart, LeadChart, WaitHeat } from './charts.tsx';
import { Filters } from './Filters.tsx';
import FlowMap from './FlowMap.tsx';
import { TableChoice } from './PictureFrame.tsx';
import type { Looked, PictureSource } from './source.ts';
import { viewNames, type ViewName, type ViewState } from './view-names.ts';
import { Prescribed, Variants } from './ways.tsx';

function useLook<N extends PictureName>(source: PictureSource, name: N, state: ViewState, enabled = true): { looked: Looked<N> | undefined; error: Error | null; again(): void } {
  const client = useQueryClient();
  const key = [...source.key, name, state.filters, state.spots, state.all];
  const { data, error, refetch } = useQuery<Looked<N>>({
    queryKey: key, enabled, placeholderData: keepPreviousData as never,
    queryFn: ({ signal }) => source.look(name, state, signal, client.getQueryData(key) !== undefined),
    // while the log is being read the picture fills up before one's eyes
    refetchInterval: (query) => (query.state.data?.reading ? 2_000 : name === 'moves' ? false : source.every ?? false),
  });
  return { looked: data, error, again: () => void refetch() };
}

/** The pictures of one log, one at a time, over the same choice of cases. */
export function Views({ source, state, onState }: { source: PictureSource; state: ViewState; onState(state: Partial<ViewState>): void }): ReactNode {
  const views = viewNames.filter((name) => source.has(name));
  const view = views.includes(state.view) ? state.view : 'flow';
  const { looked, error, again } = useLook(source, view, state);
  const [filmed, setFilmed] = useState(false);
  const moves = useLook(source, 'moves', state, filmed && view === 'flow');
  const [listed, setListed] = useState(0);
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => { tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }); }, [view]);
  const onFilter = (filter: Filter): void => onState({ filters: [...state.filters, filter] });
  // a figure opens its cases
  const onSpot = (spot: Spot): void => { onState({ spots: [...state.spots, spot] }); setListed((times) => times + 1); };
  const undo = (): void => onState(state.spots.length > 0 ? { spots: state.spots.slice(0, -1) } : { filters: state.filters.slice(0, -1) });
  const shown = useMemo(() => ({ table: state.table, onTable: (table: boolean): void => onState({ table }) }), [state.table, onState]);
  useKeys([
    { keys: 'z', word: 'insight.filter.undo', group: 'insight.menu', run: undo },
    { keys: 'v', word: 'insight.next-view', group: 'insight.menu', run: () => onState({ view: views[(views.indexOf(view) + 1) % views.length]! }) },
  ]);
  return (
    <>
      <Filters source={source} filters={state.filters} spots={state.spots} cases={looked?.cases} onFilters={(filters) => onState({ filters })} onSpots={(spots) => onState({ spots })} onUndo={undo} onClear={() => onState({ filters: [], spots: [] })} aside={state.all} onAside={(all) => onState({ all })} />
      {source.inFives && <p className="muted">{say('insight.in-fives')}</p>}
      <nav ref={tabs} className="view-tabs" aria-label={say('insight.views')}>
        {views.map((name) => <button key={name} type="button" aria-current={name === view ? 'page' : undefined} onClick={() => onState({ view: name })}>{say(`insight.${name}`)}</button>)}
      </nav>
      {looked?.reading && <p className="reading" role="status">{say('insight.reading', { share: Math.floor((100 * looked.reading.done) / Math.max(1, looked.reading.of)) })}</p>}
      {error && !looked && <ProblemNote error={error} again={again} />}
      {!looked && !error && <Skeleton lines={8} />}
      {looked && (looked.tooFew ? <Empty title={say(`insight.too-few.${looked.tooFew}`)}><p>{say('insight.too-few.why')}</p></Empty>
        : looked.cases === 0 ? <Empty title={say('insight.no-cases')}><p>{say('insight.no-cases.do')}</p></Empty>
        : <TableChoice value={shown}><Drawn name={view} looked={looked} source={source} state={state} onState={onState} onFilter={onFilter} onSpot={onSpot} moves={filmed ? moves.looked?.picture : undefined} onMoves={setFilmed} /></TableChoice>)}
      <CaseList source={source} choice={state} open={listed} onOpen={() => setListed((times) => times + 1)} />
    </>
  );
}

interface DrawnGiven { name: ViewName; looked: Looked<PictureName>; source: PictureSource; state: ViewState; onState(state: Partial<ViewState>): void; onFilter(filter: Filter): void; onSpot(spot: Spot): void; moves: Parameters<typeof FlowMap>[0]['moves']; onMoves(play: boolean): void }

function Drawn({ name, looked, source, state, onState, onFilter, onSpot, moves, onMoves }: DrawnGiven): ReactNode {
  // what was shown before stands until the next picture is there, and may be of another kind
  const picture = looked.picture as never;
  if (picture === null) return <Empty title={say('insight.nothing')} />;
  switch (name) {
    case 'flow': return isFlow(picture) && <FlowMap picture={picture} source={source} sliders={state.sliders} onSliders={(sliders) => onState({ sliders })} onFilter={onFilter} onSpot={onSpot} moves={moves} onMoves={onMoves} />;
    case 'waits': return has(picture, 'weeks', 'rows') && <WaitHeat picture={picture} source={source} onSpot={onSpot} />;
    case 'ages': return has(picture, 'bands') && <AgePyramid picture={picture} source={source} onSpot={onSpot} />;
    case 'lead': return has(picture, 'weeks', 'centre') && <LeadChart picture={picture} onSpot={onSpot} />;
    case 'variants': return has(picture, 'variants') && <Variants picture={picture} source={source} onFilter={onFilter} />;
    case 'dots': return has(picture, 'line') && <DotChart picture={picture} source={source} onFilter={onFilter} />;
    case 'prescribed': return has(picture, 'deviations') && <Prescribed picture={picture} source={source} onFilter={onFilter} onSpot={onSpot} />;
  }
}
const has = (picture: object, ...parts: string[]): boolean => parts.every((part) => part in picture);
const isFlow = (picture: object): boolean => has(picture, 'nodes', 'edges');
