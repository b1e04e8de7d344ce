import { Button } from '@digdir/designsystemet-react';
import { useMemo, type KeyboardEvent, type ReactNode } from 'react';
import { simplify, type Filter, type FlowEdge, type FlowNode, type FlowPicture, type MovePicture, type Overview, type Spot } from '../../../../mining/src/index.ts';
import { Icon } from '../kit/Icon.tsx';
import { say } from '../words/say.ts';
import { centreOf, columnWidth, curveOf, lines, margin, nodeHeight, nodeWidth, rowHeight, type Curve, type Point } from './curves.ts';
import { Film, still } from './Film.tsx';
import { count, span, times } from './format.ts';
import { placesOf } from './layout.ts';
import { paceStep, paceSteps } from './pace.ts';
import { PictureFrame, type Twin } from './PictureFrame.tsx';
import type { PictureSource } from './source.ts';

interface Given {
  picture: FlowPicture;
  source: PictureSource;
  sliders: { activities: number; paths: number };
  onSliders(sliders: { activities: number; paths: number }): void;
  onFilter(filter: Filter): void;
  onSpot(spot: Spot): void;
  moves: MovePicture | null | undefined;
  onMoves(play: boolean): void;
}

/** The flow map: steps where they always stand, paths as wide as cases go them, coloured by how long they take lately against the usual. */
export default function FlowMap({ picture, source, sliders, onSliders, onFilter, onSpot, moves, onMoves }: Given): ReactNode {
  const shown = useMemo(() => simplify(asOverview(picture), sliders), [picture, sliders]);
  const places = useMemo(() => placesOf(picture.nodes, picture.edges, source.places), [picture, source]);
  const drawn = useMemo(() => drawing(picture, shown, places), [picture, shown, places]);
  const sentence = flowSentence(picture, source);
  return (
    <PictureFrame name="flow" title={say('insight.flow')} sentence={sentence} twin={flowTwin(picture, source, onFilter, onSpot)} legend={<Legend moves={moves ?? null} />}>
      <div className="sliders">
        <Slider label={say('insight.slider.activities')} value={sliders.activities} shown={say('insight.of', { shown: shown.activities.length, all: picture.nodes.length })} onChange={(activities) => onSliders({ ...sliders, activities })} />
        <Slider label={say('insight.slider.paths')} value={sliders.paths} shown={say('insight.of', { shown: shown.edges.length, all: picture.edges.length })} onChange={(paths) => onSliders({ ...sliders, paths })} />
      </div>
      <Stage picture={picture} drawn={drawn} source={source} onFilter={onFilter} moves={moves} onMoves={onMoves} />
    </PictureFrame>
  );
}

function Slider({ label, value, shown, onChange }: { label: string; value: number; shown: string; onChange(value: number): void }): ReactNode {
  return (
    <label className="slider">
      <span>{label} <span className="muted">{shown}</span></span>
      <input type="range" min={0} max={100} step={5} value={Math.round(value * 100)} aria-valuetext={shown} onChange={(event) => onChange(Number(event.target.value) / 100)} />
    </label>
  );
}

/** What `simplify` looks at. */
const asOverview = (picture: FlowPicture): Overview => ({ activities: picture.nodes, edges: picture.edges }) as unknown as Overview;

/** The map as it is drawn, in its own units. */
export interface Drawn {
  width: number;
  height: number;
  left: number;
  top: number;
  nodes: { node: FlowNode; x: number; y: number }[];
  edges: { edge: FlowEdge; curve: Curve; weight: number; /** Its number and where that stands; where there is no room, none: the table has it. */ label: { text: string; at: Point } | undefined }[];
}

function drawing(picture: FlowPicture, shown: { activities: number[]; edges: number[] }, places: Record<string, [number, number]>): Drawn {
  const at = picture.nodes.map((node) => centreOf(places[node.activity]!));
  const nodes = shown.activities.map((i) => ({ node: picture.nodes[i]!, ...at[i]! }));
  const most = Math.max(1, ...shown.edges.map((e) => picture.edges[e]!.cases));
  const edges = shown.edges.map((e) => {
    const edge = picture.edges[e]!;
    const curve = curveOf(at[edge.from]!, at[edge.to]!), step = paceStep(edge.pace);
    const told = edge.cases >= most * 0.04 || step === 'slower' || step === 'much-slower';
    return { edge, curve, weight: 1.5 + 8.5 * Math.sqrt(edge.cases / most), label: told ? { text: edgeFigure(edge), at: curve.labels[0]! } : undefined };
  }).sort((a, b) => a.weight - b.weight);
  placeLabels(edges, nodes);
  const xs = nodes.map((one) => one.x), ys = nodes.map((one) => one.y);
  const points = edges.flatMap((one) => one.curve.points);
  const left = Math.min(...xs.map((x) => x - nodeWidth / 2), ...points.map((one) => one.x)) - margin, top = Math.min(...ys.map((y) => y - nodeHeight / 2), ...points.map((one) => one.y)) - margin;
  const right = Math.max(...xs.map((x) => x + nodeWidth / 2), ...points.map((one) => one.x)) + margin, bottom = Math.max(...ys.map((y) => y + nodeHeight / 2), ...points.map((one) => one.y)) + margin;
  return { left, top, width: Math.max(columnWidth, right - left), height: Math.max(rowHeight, bottom - top), nodes, edges };
}

const edgeFigure = ({ cases, pace }: FlowEdge): string => `${count(cases)}${pace !== null && (pace >= 1.25 || pace <= 0.8) ? ` ${times(pace)}` : ''}`;

/** Numbers of the strongest ways first: each stands on the first of its places that is free of boxes and of other numbers. */
function placeLabels(edges: Drawn['edges'], nodes: Drawn['nodes']): void {
  const taken = nodes.map(({ x, y }) => ({ x, y, width: nodeWidth, height: nodeHeight }));
  for (const edge of edges.toReversed()) {
    if (!edge.label) continue;
    const width = edge.label.text.length * 7 + 4, height = 15;
    const at = edge.curve.labels.find(({ x, y }) => taken.every((one) => Math.abs(one.x - x) * 2 >= one.width + width || Math.abs(one.y - y) * 2 >= one.height + height));
    if (at) taken.push({ ...at, width, height });
    edge.label = at && { text: edge.label.text, at };
  }
}

function Stage({ picture, drawn, source, onFilter, moves, onMoves }: Omit<Given, 'sliders' | 'onSliders' | 'onSpot'> & { drawn: Drawn }): ReactNode {
  const { left, top, width, height } = drawn;
  const through = (activity: string): void => onFilter({ filter: 'activities', names: [activity], keep: 'some' });
  return (
    <>
      <div className="flow-scroll" tabIndex={0} role="group" aria-label={say('insight.flow')}>
        <div className="flow-stage">
          <svg data-picture="flow" className="flow" viewBox={`${left} ${top} ${width} ${height}`} role="group" aria-label={say('insight.flow')}>
            <defs>
              {paceSteps.map((step) => (
                <marker key={step} id={`arrow-${step}`} viewBox="0 0 10 10" refX="3" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" className={`arrow pace-${step}`} /></marker>
              ))}
            </defs>
            {drawn.edges.map(({ edge, curve, weight }) => {
              const step = paceStep(edge.pace);
              return (
                <g key={`${edge.from} ${edge.to}`} className={`edge pace-${step}`} onClick={() => onFilter({ filter: 'path', how: 'directly', from: [picture.nodes[edge.from]!.activity], to: [picture.nodes[edge.to]!.activity] })}>
                  <title>{edgeText(picture, edge, source)}</title>
                  <path d={curve.path} className="edge-touch" />
                  <path d={curve.path} className="edge-line" strokeWidth={weight} markerEnd={`url(#arrow-${step})`} />
                </g>
              );
            })}
            {drawn.edges.map(({ edge, label }) => label && <text key={`${edge.from} ${edge.to}`} className="edge-text" x={label.at.x} y={label.at.y} textAnchor="middle" dominantBaseline="central">{label.text}</text>)}
            {drawn.nodes.map(({ node, x, y }) => <Node key={node.activity} node={node} x={x} y={y} name={source.stepName(node.activity)} onPress={() => through(node.activity)} />)}
          </svg>
          {moves && <Film picture={picture} drawn={drawn} moves={moves} onClose={() => onMoves(false)} />}
        </div>
      </div>
      {moves === undefined && source.has('moves') && !still() && <Button data-size="sm" variant="secondary" onClick={() => onMoves(true)}>{say('insight.film.start')}</Button>}
      {source.has('moves') && still() && <p className="muted">{say('insight.film.still')}</p>}
    </>
  );
}

function Node({ node, x, y, name, onPress }: { node: FlowNode; x: number; y: number; name: string; onPress(): void }): ReactNode {
  const named = lines(name);
  const step = paceStep(node.pace);
  const figures = node.open > 0 ? say('insight.node.open', { cases: count(node.cases), open: count(node.open) }) : count(node.cases);
  const press = (event: KeyboardEvent): void => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); onPress(); } };
  return (
    <g className={`node pace-${step}`} transform={`translate(${x - nodeWidth / 2} ${y - nodeHeight / 2})`} role="button" tabIndex={0} onClick={onPress} onKeyDown={press} aria-describedby="flow-node-does">
      <rect className="node-box" width={nodeWidth} height={nodeHeight} rx={8} />
      <rect className="node-edge" width={7} height={nodeHeight - 12} x={0} y={6} rx={3} />
      {named.map((line, i) => <text key={i} className="node-name" x={nodeWidth / 2 + 2} y={named.length === 1 ? 25 : 17 + i * 15} textAnchor="middle">{`${line} `}</text>)}
      <text className="node-figure" x={nodeWidth / 2 + 2} y={named.length === 1 ? 44 : 50} textAnchor="middle">{figures}{node.pace !== null && (node.pace >= 1.25 || node.pace <= 0.8) ? ` ${times(node.pace)}` : ''}</text>
    </g>
  );
}

function Legend({ moves }: { moves: MovePicture | null }): ReactNode {
  return (
    <ul className="legend">
      <li hidden id="flow-node-does">{say('insight.filter.through')}</li>
      {paceSteps.map((step) => <li key={step} className={`pace-${step}`}><svg width="34" height="10" aria-hidden><path d="M1 5H33" className="edge-line" strokeWidth={4} /></svg>{say(`insight.pace.${step}`)}</li>)}
      <li><Icon name="hand" />{say('insight.legend.width')}</li>
      {moves && <li>{say('insight.legend.token', { each: moves.each })}</li>}
    </ul>
  );
}

const edgeText = (picture: FlowPicture, edge: FlowEdge, source: PictureSource): string => say('insight.edge.said', {
  from: source.stepName(picture.nodes[edge.from]!.activity), to: source.stepName(picture.nodes[edge.to]!.activity), cases: edge.cases,
  median: span(edge.median), pace: edge.pace === null ? 'none' : times(edge.pace),
});

/** The map in a sentence: how much, where most stand, what takes longer than it used to. */
export function flowSentence(picture: FlowPicture, source: PictureSource): string {
  const standing = [...picture.nodes].sort((a, b) => b.open - a.open)[0];
  const slow = picture.edges.filter((one) => (one.pace ?? 0) >= 1.25 && one.cases >= 20).sort((a, b) => b.pace! * Math.sqrt(b.cases) - a.pace! * Math.sqrt(a.cases))[0];
  return [
    source.has('ages') ? say('insight.flow.said', { cases: picture.cases, open: picture.open }) : say('insight.flow.cases', { cases: picture.cases, events: picture.events }),
    standing && standing.open > 0 ? say('insight.flow.standing', { step: source.stepName(standing.activity), open: standing.open }) : '',
    slow ? say('insight.flow.slow', { from: source.stepName(picture.nodes[slow.from]!.activity), to: source.stepName(picture.nodes[slow.to]!.activity), late: span(slow.late), usual: span(slow.usual) }) : '',
  ].filter(Boolean).join(' ');
}

function flowTwin(picture: FlowPicture, source: PictureSource, onFilter: (filter: Filter) => void, onSpot: (spot: Spot) => void): Twin {
  const days = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 8_640_000) / 10);
  return {
    columns: ['path', 'cases', 'events', 'median', 'p90', 'late', 'usual', 'open'].map((key) => say(`insight.column.${key}`)),
    rows: [
      ...picture.nodes.map((node) => ({
        cells: [source.stepName(node.activity), node.cases, node.events, null, null, days(node.openFor), days(node.usual), node.open],
        shown: [source.stepName(node.activity), count(node.cases), count(node.events), '–', '–', span(node.openFor), span(node.usual), count(node.open)],
        acts: [
          { label: say('insight.filter.through'), run: () => onFilter({ filter: 'activities', names: [node.activity], keep: 'some' }) },
          ...(node.open > 0 ? [{ label: say('insight.cases.standing'), run: () => onSpot({ spot: 'standing', activity: node.activity }) }] : []),
        ],
      })),
      ...[...picture.edges].sort((a, b) => b.cases - a.cases).map((edge) => {
        const from = picture.nodes[edge.from]!.activity, to = picture.nodes[edge.to]!.activity;
        const name = `${source.stepName(from)} → ${source.stepName(to)}`;
        return {
          cells: [name, edge.cases, edge.count, days(edge.median), days(edge.p90), days(edge.late), days(edge.usual), null],
          shown: [name, count(edge.cases), count(edge.count), span(edge.median), span(edge.p90), span(edge.late), span(edge.usual), '–'],
          acts: [{ label: say('insight.filter.path'), run: () => onFilter({ filter: 'path', how: 'directly', from: [from], to: [to] }) }],
        };
      }),
    ],
  };
}
