import type { MovePicture } from '../../../../mining/src/index.ts';
import { along, type Point } from './curves.ts';

/** What is drawn of the moving cases: nothing of the page is touched but one canvas. */
export interface TokenStage {
  canvas: HTMLCanvasElement;
  /** The curve of a step by its two activities; undefined where it is not on the map. */
  curve(from: string, to: string): readonly Point[] | undefined;
  /** Width of the map in its own units. */
  width: number;
  height: number;
  colour: string;
}

/** At most so many frames a second are drawn: more is not seen, and costs the phone its battery. */
const frame = 1000 / 30;

/** Milliseconds of the log that pass in a second of the film. */
export const filmSpeed = 86_400_000;

/** Plays moves on a canvas. `tell` hears where the film is, at most four times a second. Stops by itself at the end, and while the page is hidden. */
export class TokenFilm {
  #moves: MovePicture;
  #stage: TokenStage;
  #tell: (at: number) => void;
  #at: number;
  #speed = filmSpeed;
  #playing = false;
  #request = 0;
  #last = 0;
  #told = 0;
  /** Moves that have begun; those of them that go on are in `#under`. */
  #next = 0;
  #under: number[] = [];
  #curves: (readonly Point[] | undefined)[] = [];
  /** Frames drawn and the milliseconds spent in drawing them: for measuring. */
  readonly spent = { frames: 0, script: 0 };

  constructor(moves: MovePicture, stage: TokenStage, tell: (at: number) => void) {
    this.#moves = moves;
    this.#stage = stage;
    this.#tell = tell;
    this.#at = moves.from;
    this.stage(stage);
    document.addEventListener('visibilitychange', this.#shown);
  }

  /** The map was drawn anew. */
  stage(stage: TokenStage): void {
    this.#stage = stage;
    const { activities, source, target } = this.#moves;
    this.#curves = source.map((from, i) => stage.curve(activities[from]!, activities[target[i]!]!));
    this.#draw();
  }

  get playing(): boolean { return this.#playing; }
  get at(): number { return this.#at; }
  /** How many moves are under way. */
  get under(): number { return this.#under.length; }

  play(speed = filmSpeed): void {
    if (this.#at >= this.#moves.to) this.seek(this.#moves.from);
    this.#speed = speed;
    this.#playing = true;
    this.#go();
  }
  pause(): void {
    this.#playing = false;
    cancelAnimationFrame(this.#request);
  }
  seek(at: number): void {
    this.#at = at;
    this.#next = 0;
    this.#under = [];
    this.#draw();
  }
  end(): void {
    this.pause();
    document.removeEventListener('visibilitychange', this.#shown);
    const context = this.#stage.canvas.getContext('2d');
    context?.clearRect(0, 0, this.#stage.canvas.width, this.#stage.canvas.height);
  }

  #shown = (): void => {
    if (document.hidden) cancelAnimationFrame(this.#request);
    else if (this.#playing) this.#go();
  };

  #go(): void {
    cancelAnimationFrame(this.#request);
    this.#last = performance.now();
    const step = (now: number): void => {
      this.#request = requestAnimationFrame(step);
      const passed = now - this.#last;
      if (passed < frame - 4) return;
      this.#last = now;
      const begun = performance.now();
      this.#at = Math.min(this.#moves.to, this.#at + (Math.min(passed, 250) / 1000) * this.#speed);
      this.#draw();
      this.spent.frames += 1;
      this.spent.script += performance.now() - begun;
      if (now - this.#told > 250 || this.#at >= this.#moves.to) { this.#told = now; this.#tell(this.#at); }
      if (this.#at >= this.#moves.to) { this.pause(); this.#tell(this.#at); }
    };
    this.#request = requestAnimationFrame(step);
  }

  #draw(): void {
    const { canvas, width, height, colour } = this.#stage;
    const context = canvas.getContext('2d');
    if (!context) return;
    const { begin, end } = this.#moves;
    while (this.#next < begin.length && begin[this.#next]! <= this.#at) this.#under.push(this.#next++);
    const scale = canvas.width / width;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(scale, 0, 0, canvas.height / height, 0, 0);
    context.fillStyle = colour;
    context.beginPath();
    let kept = 0;
    for (const move of this.#under) {
      if (end[move]! <= this.#at) continue;
      this.#under[kept++] = move;
      const points = this.#curves[move];
      if (!points) continue;
      const { x, y } = along(points, (this.#at - begin[move]!) / (end[move]! - begin[move]!));
      context.moveTo(x + 4, y);
      context.arc(x, y, 4, 0, 6.2832);
    }
    this.#under.length = kept;
    context.fill();
  }
}
