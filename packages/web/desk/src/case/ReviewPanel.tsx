import { Alert, Button, Tag } from '@digdir/designsystemet-react';
import { lazy, Suspense, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Outcome, Review } from '../../../../server/src/desk-case/api.ts';
import { Skeleton } from '../kit/Page.tsx';
import { say } from '../words/say.ts';
// the letter's own style, as a file of ours: the frame it stands in takes nothing else
import letterStyle from './letter.css?url';

const PdfViewer = lazy(() => import('./PdfViewer.tsx'));

/**
 * The second look at what cannot be taken back: what will happen, in order, and the letters as they will be printed, in
 * both languages beside each other. Nothing is done until it is said here.
 */
export function ReviewPanel({ title, outcome, review, note, problem, sending, send, onSend, onBack }: { title: string; outcome: Outcome; review: Review; note?: string; problem: string | undefined; sending: boolean; send: string; onSend(): void; onBack(): void }): ReactNode {
  const [print, setPrint] = useState(false);
  const go = useRef<HTMLButtonElement>(null);
  useEffect(() => { go.current?.focus({ preventScroll: true }); }, [review]);
  return (
    <section className="review" aria-labelledby="review-title" onKeyDown={(event) => { if (event.key === 'Escape') onBack(); }}>
      <div className="review-side">
        <h2 id="review-title">{title} <Tag data-color={outcome === 'granted' ? 'success' : 'danger'}>{say(`case.outcome.${outcome}`)}</Tag></h2>
        {review.changed.length > 0 && (
          <Alert data-color="warning" role="alert"><p><strong>{say('case.changed')}</strong></p><ul>{review.changed.map((one) => <li key={one}>{one}</li>)}</ul><p>{say('case.changed.do')}</p></Alert>
        )}
        {review.changed.length === 0 && <p className="muted">{say('case.same')}</p>}
        <h3>{say('case.review.steps')}</h3>
        <ol className="steps">{review.steps.map((one) => <li key={one}>{one}</li>)}</ol>
        {note && <blockquote dir="auto">{note}</blockquote>}
        {problem && <p role="alert" className="problem">{problem}</p>}
        <div className="actions">
          <Button ref={go} disabled={sending} data-color={outcome === 'granted' ? 'accent' : 'danger'} onClick={onSend}>{send} <kbd>Enter</kbd></Button>
          <Button variant="tertiary" onClick={onBack}>{say('case.review.back')} <kbd>Esc</kbd></Button>
        </div>
      </div>
      <div className="review-letters">
        <p className="review-bar"><label><input type="checkbox" checked={print} onChange={(event) => setPrint(event.target.checked)} /> {say('case.review.print')}</label></p>
        <div className="letters">
          {review.letters.map((letter) => (
            <figure key={letter.id}>
              <figcaption><strong>{letter.languageName}</strong> <span className="muted">{letter.to || say('case.review.binding')}</span></figcaption>
              {print ? <Suspense fallback={<Skeleton lines={8} />}><Printed pdf={letter.pdf} /></Suspense> : <Letter html={letter.html} language={letter.language} dir={letter.dir} title={say('case.review.letter', { language: letter.languageName })} />}
            </figure>
          ))}
        </div>
      </div>
    </section>
  );
}

/** A letter in a frame of its own, where nothing runs. It is of our origin only so that it gets its style from us. */
function Letter({ html, language, dir, title }: { html: string; language: string; dir: string; title: string }): ReactNode {
  return <iframe className="letter-frame" title={title} sandbox="allow-same-origin" srcDoc={`<!doctype html><html lang="${language}" dir="${dir}"><head><meta charset="utf-8"><title>${language}</title><link rel="stylesheet" href="${letterStyle}"></head><body>${html}</body></html>`} />;
}

function Printed({ pdf }: { pdf: string }): ReactNode {
  const bytes = useMemo(() => Uint8Array.from(atob(pdf), (sign) => sign.charCodeAt(0)), [pdf]);
  return <PdfViewer source={bytes} />;
}
