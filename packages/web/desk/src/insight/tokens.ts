import type { MovePicture } from '../../../../mining/src/index.ts';
import { along, type Point } from './curves.ts';

/** A dot's radius in units of the map, and places on a way that are worked out beforehand: between two of them nobody sees a jump. */
const radius = 4, places = 256;

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

/** Milliseconds of the log that pass in a second of the film. */
export const filmSpeed = 86_400_000;

/**
 * Plays moves on a canvas, as many frames a second as the screen shows. `tell` hears where the film is, at most four
 * times a second. Stops by itself at the end, and while the page is hidden.
 */
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
  /** For each move the places of its way on the canvas, x and y in turn; nothing where the way is not shown. */
  #ways: (Int16Array | undefined)[] = [];
  #dot: HTMLCanvasElement | undefined;
  /** Frames drawn, the milliseconds spent in drawing them, and the dots in the last: for measuring. */
  readonly spent = { frames: 0, script: 0, dots: 0 };

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
    const across = stage.canvas.width / stage.width, down = stage.canvas.height / stage.height;
    this.#dot = dotOf(stage.colour, radius * across);
    const half = this.#dot.width / 2;
    const known = new Map<number, Int16Array | undefined>();
    this.#ways = source.map((from, i) => {
      const pair = from * activities.length + target[i]!;
      if (!known.has(pair)) {
        const curve = stage.curve(activities[from]!, activities[target[i]!]!);
        known.set(pair, curve && Int16Array.from({ length: 2 * places + 2 }, (_, at) => {
          const { x, y } = along(curve, (at >> 1) / places);
          return Math.round((at & 1 ? y * down : x * across) - half);
        }));
      }
      return known.get(pair);
    });
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
      const passed = Math.max(0, now - this.#last);
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
    const { canvas } = this.#stage, dot = this.#dot!;
    const context = canvas.getContext('2d');
    if (!context) return;
    const { begin, end } = this.#moves, now = this.#at;
    while (this.#next < begin.length && begin[this.#next]! <= now) this.#under.push(this.#next++);
    context.clearRect(0, 0, canvas.width, canvas.height);
    let kept = 0, dots = 0;
    for (const move of this.#under) {
      if (end[move]! <= now) continue;
      this.#under[kept++] = move;
      const way = this.#ways[move];
      if (!way) continue;
      const at = 2 * Math.floor(((now - begin[move]!) / (end[move]! - begin[move]!)) * places);
      context.drawImage(dot, way[at]!, way[at + 1]!);
      dots++;
    }
    this.#under.length = kept;
    this.spent.dots = dots;
  }
}

/** A dot, drawn once: putting it down again at whole pixels is the cheapest thing there is. */
function dotOf(colour: string, size: number): HTMLCanvasElement {
  const dot = document.createElement('canvas');
  dot.width = dot.height = 2 * Math.ceil(size) + 1;
  const context = dot.getContext('2d')!;
  context.fillStyle = colour;
  context.arc(dot.width / 2, dot.height / 2, size, 0, 2 * Math.PI);
  context.fill();
  return dot;
}
