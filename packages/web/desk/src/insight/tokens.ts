import type { MovePicture } from '../../../../mining/src/index.ts';
import { MovingCases, type CurveOf } from './moving.ts';

/** A dot's radius in units of the map. */
const radius = 4;

/** What is drawn of the moving cases: nothing of the page is touched but one canvas. */
export interface TokenStage {
  canvas: HTMLCanvasElement;
  curve: CurveOf;
  /** Width of the map in its own units. */
  width: number;
  height: number;
  colour: string;
}

/** Milliseconds of the log that pass in a second of the film. */
export const filmSpeed = 86_400_000;

/**
 * Plays moves on a canvas, as many frames a second as the screen shows. `tell` hears where the film is, at most four
 * times a second. Stops by itself at the end, and while the page is hidden.
 */
export class TokenFilm {
  readonly #moves: MovePicture;
  readonly #moving: MovingCases;
  readonly #tell: (at: number) => void;
  #context: CanvasRenderingContext2D | null = null;
  #at: number;
  #speed = filmSpeed;
  #playing = false;
  #request = 0;
  #last = 0;
  #told = 0;
  /** Pixels of a dot across, and how many of them its corners are cut by. */
  #size = 0;
  #cut = 0;
  /** Frames drawn, the milliseconds spent in drawing them, and the dots in the last: for measuring. */
  readonly spent = { frames: 0, script: 0, dots: 0 };

  constructor(moves: MovePicture, stage: TokenStage, tell: (at: number) => void) {
    this.#moves = moves;
    this.#moving = new MovingCases(moves);
    this.#tell = tell;
    this.#at = moves.from;
    this.stage(stage);
    document.addEventListener('visibilitychange', this.#shown);
  }

  /** The map was drawn anew. */
  stage({ canvas, curve, width, height, colour }: TokenStage): void {
    const across = canvas.width / width;
    this.#size = Math.max(3, Math.round(2 * radius * across));
    this.#cut = Math.round(this.#size / 5);
    this.#moving.along(this.#moves, curve, across, canvas.height / height);
    this.#context = canvas.getContext('2d');
    if (this.#context) this.#context.fillStyle = colour;
    this.#draw();
  }

  get playing(): boolean { return this.#playing; }
  get at(): number { return this.#at; }

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
    this.#draw();
    this.#tell(at);
  }
  end(): void {
    this.pause();
    document.removeEventListener('visibilitychange', this.#shown);
    this.#clear();
  }

  readonly #shown = (): void => {
    if (document.hidden) cancelAnimationFrame(this.#request);
    else if (this.#playing) this.#go();
  };

  #go(): void {
    cancelAnimationFrame(this.#request);
    this.#last = performance.now();
    this.#request = requestAnimationFrame(this.#step);
  }

  readonly #step = (now: number): void => {
    this.#request = requestAnimationFrame(this.#step);
    const begun = performance.now();
    const passed = Math.max(0, now - this.#last);
    this.#last = now;
    this.#at = Math.min(this.#moves.to, this.#at + (Math.min(passed, 250) / 1000) * this.#speed);
    this.#draw();
    const over = this.#at >= this.#moves.to;
    if (over) this.pause();
    if (now - this.#told > 250 || over) { this.#told = now; this.#tell(this.#at); }
    this.spent.frames += 1;
    this.spent.script += performance.now() - begun;
  };

  #clear(): void {
    this.#context?.clearRect(0, 0, this.#context.canvas.width, this.#context.canvas.height);
  }

  #draw(): void {
    const context = this.#context, moving = this.#moving, { x, y } = moving;
    if (!context) return;
    this.#clear();
    moving.at(this.#at);
    // two rectangles across each other are as round as so few pixels are, and a quarter of what a picture of a dot costs
    const size = this.#size, half = size >> 1, cut = this.#cut, less = size - 2 * cut;
    for (let i = 0; i < moving.count; i++) {
      const left = x[i]! - half, top = y[i]! - half;
      context.fillRect(left + cut, top, less, size);
      context.fillRect(left, top + cut, size, less);
    }
    this.spent.dots = moving.count;
  }
}
