import { Button } from '@digdir/designsystemet-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { FlowPicture, MovePicture } from '../../../../mining/src/index.ts';
import { say } from '../words/say.ts';
import type { Drawn } from './FlowMap.tsx';
import { day } from './format.ts';
import { filmSpeed, TokenFilm } from './tokens.ts';

/** Does the person want things to stay where they are? */
export const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The moving cases over the map, with their clock. While it plays React is not asked: the film writes its own day. */
export function Film({ picture, drawn, moves, onClose }: { picture: FlowPicture; drawn: Drawn; moves: MovePicture; onClose(): void }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null), slider = useRef<HTMLInputElement>(null), clock = useRef<HTMLSpanElement>(null);
  const film = useRef<TokenFilm>(undefined);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  useEffect(() => {
    const box = canvas.current!;
    const byPair = new Map(drawn.edges.map(({ edge, curve }) => [`${picture.nodes[edge.from]!.activity}\0${picture.nodes[edge.to]!.activity}`, curve.points.map((one) => ({ x: one.x - drawn.left, y: one.y - drawn.top }))]));
    const tell = (at: number): void => {
      slider.current!.value = String(at);
      clock.current!.textContent = day(at);
      slider.current!.setAttribute('aria-valuetext', day(at));
      setPlaying(film.current?.playing ?? false);
    };
    const fit = (): void => {
      const size = box.getBoundingClientRect();
      box.width = Math.round(size.width);
      box.height = Math.round(size.height);
      const stage = { canvas: box, curve: (from: string, to: string) => byPair.get(`${from}\0${to}`), width: drawn.width, height: drawn.height, colour: getComputedStyle(box).color };
      if (film.current) film.current.stage(stage);
      else film.current = new TokenFilm(moves, stage, tell);
    };
    fit();
    // for the bench: what the film costs
    (window as { insightFilm?: TokenFilm }).insightFilm = film.current;
    const observer = new ResizeObserver(fit);
    observer.observe(box);
    return () => observer.disconnect();
  }, [picture, drawn, moves]);
  useEffect(() => {
    const began = film.current;
    if (began && !still()) { began.play(); setPlaying(true); }
    return () => { film.current?.end(); film.current = undefined; };
  }, [moves]);
  const toggle = (): void => {
    if (playing) film.current?.pause(); else film.current?.play(filmSpeed * speed);
    setPlaying(!playing);
  };
  return (
    <>
      <canvas ref={canvas} className="film" style={{ aspectRatio: `${drawn.width} / ${drawn.height}` }} aria-hidden />
      <div className="film-bar" role="group" aria-label={say('insight.film')}>
        <Button data-size="sm" variant="secondary" onClick={toggle}>{say(playing ? 'insight.film.pause' : 'insight.film.play')}</Button>
        <label className="film-seek"><span className="sr">{say('insight.film.day')}</span>
          <input ref={slider} type="range" min={moves.from} max={moves.to} step={3_600_000} defaultValue={moves.from} aria-valuetext={day(moves.from)} onChange={(event) => film.current?.seek(Number(event.target.value))} />
        </label>
        <span ref={clock} className="film-day">{day(moves.from)}</span>
        <label className="film-speed">{say('insight.film.speed')}
          <select className="ds-input" data-size="sm" value={speed} onChange={(event) => { const chosen = Number(event.target.value); setSpeed(chosen); if (playing) film.current?.play(filmSpeed * chosen); }}>
            {[0.5, 1, 3, 7].map((one) => <option key={one} value={one}>{say('insight.film.days', { days: one })}</option>)}
          </select>
        </label>
        <Button data-size="sm" variant="tertiary" onClick={onClose}>{say('insight.film.close')}</Button>
      </div>
    </>
  );
}
