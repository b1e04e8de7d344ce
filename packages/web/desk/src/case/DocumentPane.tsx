import { lazy, Suspense, useEffect, useState, type CSSProperties, type ReactNode } from 'react';
import type { DocumentAnswer, PlaceAnswer } from '../../../../server/src/desk-case/api.ts';
import { useKeys } from '../keys/keys.ts';
import { Empty, Skeleton } from '../kit/Page.tsx';
import { momentText } from '../kit/time.ts';
import { say } from '../words/say.ts';

const PdfViewer = lazy(() => import('./PdfViewer.tsx'));
/** How large, which way up, and whether faint print is brought out. */
interface Look { zoom: number; turn: number; contrast: boolean }
const plain: Look = { zoom: 1, turn: 0, contrast: false };
const nearer = (zoom: number, step: 1 | -1): number => Math.min(5, Math.max(0.5, Math.round((zoom + step * 0.25) * 100) / 100));

/** The documents of a case: one shown, with the place a chosen fact came from. */
export function DocumentPane({ documents, place, onChoose }: { documents: readonly DocumentAnswer[]; place: PlaceAnswer | undefined; onChoose(id: string): void }): ReactNode {
  const shown = documents.find((one) => one.id === place?.document) ?? documents[0];
  const [look, setLook] = useState<Look>(plain);
  useEffect(() => setLook(plain), [shown?.id]);
  const zoom = (step: 1 | -1): void => setLook((now) => ({ ...now, zoom: nearer(now.zoom, step) }));
  const turn = (): void => setLook((now) => ({ ...now, turn: (now.turn + 90) % 360 }));
  const contrast = (): void => setLook((now) => ({ ...now, contrast: !now.contrast }));
  const next = (step: 1 | -1): void => {
    const other = documents[(documents.findIndex((one) => one.id === shown?.id) + step + documents.length) % documents.length];
    if (other) onChoose(other.id);
  };
  useKeys([
    { keys: '+', word: 'case.key.nearer', group: 'case.keys.document', run: () => zoom(1) },
    { keys: '-', word: 'case.key.farther', group: 'case.keys.document', run: () => zoom(-1) },
    { keys: '0', word: 'case.key.whole', group: 'case.keys.document', run: () => setLook(plain) },
    { keys: 'r', word: 'case.key.turn', group: 'case.keys.document', run: turn },
    { keys: 'c', word: 'case.key.contrast', group: 'case.keys.document', run: contrast },
    { keys: '[', word: 'case.key.document-before', group: 'case.keys.document', run: () => next(-1) },
    { keys: ']', word: 'case.key.document-next', group: 'case.keys.document', run: () => next(1) },
  ]);
  if (!shown) return <><h2 className="pane-title">{say('case.pane.document')}</h2><Empty title={say('case.documents.none')}>{say('case.documents.none.more')}</Empty></>;
  const tool = (label: string, sign: string, run: () => void, pressed?: boolean): ReactNode => <button type="button" className="top-button" title={label} aria-label={label} aria-pressed={pressed} onClick={run}>{sign}</button>;
  return (
    <>
      <div className="document-bar">
        <label className="document-choice"><span className="sr">{say('case.pane.document')}</span>
          <select className="ds-input" data-size="sm" value={shown.id} onChange={(event) => onChoose(event.target.value)}>
            {documents.map((one) => <option key={one.id} value={one.id}>{one.letter ? one.what : `${one.what}: ${one.name}`}</option>)}
          </select>
        </label>
        <div className="document-tools" role="toolbar" aria-label={say('case.document.tools')}>
          {tool(say('case.key.farther'), '−', () => zoom(-1))}<span className="zoom">{Math.round(look.zoom * 100)} %</span>{tool(say('case.key.nearer'), '+', () => zoom(1))}
          {tool(say('case.key.turn'), '⟳', turn)}{tool(say('case.key.contrast'), '◐', contrast, look.contrast)}
        </div>
      </div>
      <p className="document-from muted">{[shown.from, momentText(shown.at)].filter(Boolean).join(', ')} · <a href={shown.href} target="_blank" rel="noreferrer">{say('case.document.own')}</a></p>
      <div className="document-view" tabIndex={0} role="group" aria-label={shown.name} data-contrast={look.contrast} style={{ '--zoom': look.zoom, '--turn': `${look.turn}deg` } as CSSProperties}>
        {shown.kind === 'image' ? <Picture document={shown} place={place} turn={look.turn} /> : shown.kind === 'pdf'
          ? <Suspense fallback={<Skeleton lines={8} />}><PdfViewer source={shown.href} zoom={look.zoom} turn={look.turn} page={place?.page ?? 1} /></Suspense>
          : <Empty title={say('case.document.no-view')}><a href={shown.href}>{shown.name}</a></Empty>}
      </div>
      {place?.document === shown.id && place.field && <p className="document-field"><span>{say('case.document.read')}</span> <code dir="ltr">{place.field}</code></p>}
    </>
  );
}

function Picture({ document: shown, place, turn }: { document: DocumentAnswer; place: PlaceAnswer | undefined; turn: number }): ReactNode {
  const region = place?.document === shown.id ? place.region : undefined;
  const [broken, setBroken] = useState(false);
  useEffect(() => setBroken(false), [shown.id]);
  if (broken) return <Empty title={say('case.document.broken')}><a href={shown.href}>{shown.name}</a></Empty>;
  return (
    <div className="picture" data-turned={turn % 180 !== 0}>
      <img src={shown.href} alt={`${shown.what}: ${shown.name}`} onError={() => setBroken(true)} />
      {region && <div className="region" style={{ insetInlineStart: `${region.x * 100}%`, insetBlockStart: `${region.y * 100}%`, inlineSize: `${region.width * 100}%`, blockSize: `${region.height * 100}%` }} />}
    </div>
  );
}
