import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Skeleton } from '../kit/Page.tsx';
import { say } from '../words/say.ts';

let worker: Worker | undefined;

/** Opens a PDF in a worker of our own origin; nothing of it is run as code. */
function open(source: string | Uint8Array): ReturnType<typeof getDocument> {
  if (!worker) {
    worker = new Worker(new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url), { type: 'module' });
    GlobalWorkerOptions.workerPort = worker;
  }
  // the bytes are handed over to the worker: a copy, so that they can be opened again
  return getDocument({ ...(typeof source === 'string' ? { url: source } : { data: source.slice() }), isEvalSupported: false, enableXfa: false, useWasm: false, stopAtErrors: false });
}

/** The pages of a PDF, each with its text for those who listen. `source`: its address, or the bytes. */
export default function PdfViewer({ source, zoom = 1, turn = 0, page = 1 }: { source: string | Uint8Array; zoom?: number; turn?: number; page?: number }): ReactNode {
  const [pdf, setPdf] = useState<PDFDocumentProxy | 'broken'>();
  useEffect(() => {
    setPdf(undefined);
    const task = open(source);
    let gone = false;
    task.promise.then((opened) => { if (!gone) setPdf(opened); }, () => { if (!gone) setPdf('broken'); });
    return () => { gone = true; void task.destroy(); };
  }, [source]);
  if (pdf === 'broken') return <p role="alert">{say('case.document.broken')}</p>;
  if (!pdf) return <Skeleton lines={8} />;
  return <div className="pdf">{Array.from({ length: pdf.numPages }, (_, at) => <Sheet key={at} pdf={pdf} number={at + 1} zoom={zoom} turn={turn} first={at + 1 === page} />)}</div>;
}

function Sheet({ pdf, number, zoom, turn, first }: { pdf: PDFDocumentProxy; number: number; zoom: number; turn: number; first: boolean }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    let task: { cancel(): void } | undefined, gone = false;
    void (async () => {
      const sheet = await pdf.getPage(number);
      const target = canvas.current;
      if (gone || !target) return;
      const width = (target.parentElement?.parentElement?.parentElement?.clientWidth ?? 600) - 24;
      const plain = sheet.getViewport({ scale: 1, rotation: (sheet.rotate + turn) % 360 });
      const shown = (width / plain.width) * zoom;
      const viewport = sheet.getViewport({ scale: shown * devicePixelRatio, rotation: (sheet.rotate + turn) % 360 });
      target.width = viewport.width;
      target.height = viewport.height;
      target.style.inlineSize = `${plain.width * shown}px`;
      const drawing = sheet.render({ canvas: target, viewport });
      task = drawing;
      await drawing.promise.catch(() => {});
      const content = await sheet.getTextContent();
      if (!gone) setText(content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    })().catch(() => {});
    return () => { gone = true; task?.cancel(); };
  }, [pdf, number, zoom, turn]);
  useEffect(() => { if (first && number > 1) canvas.current?.scrollIntoView(); }, [first, number]);
  return (
    <div className="sheet">
      <canvas ref={canvas} role="img" aria-label={say('case.document.page', { page: number, of: pdf.numPages })} />
      <p className="sr">{text}</p>
    </div>
  );
}
