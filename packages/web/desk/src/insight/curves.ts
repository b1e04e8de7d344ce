export const nodeWidth = 142, nodeHeight = 60, columnWidth = 222, rowHeight = 114, margin = 20;
const samples = 32;

export interface Point { x: number; y: number }
/** An edge as drawn: its points from border to border, evenly in the curve's own time. */
export interface Curve { points: Point[]; path: string; /** Where its number may stand, best first: beside the middle, on the outside of the bend, else farther along. */ labels: Point[] }

/** The middle of a step's box. */
export const centreOf = ([column, row]: readonly [number, number]): Point => ({ x: margin + column * columnWidth + nodeWidth / 2, y: margin + row * rowHeight + nodeHeight / 2 });

/**
 * A curve between two boxes that bends to its own right, so that the two ways between a pair lie apart; more the farther
 * it goes, so that it does not run through the boxes between. A loop goes over the box.
 */
export function curveOf(from: Point, to: Point): Curve {
  const itself = from.x === to.x && from.y === to.y, points = itself ? loop(from) : between(from, to);
  return { points, path: `M${points.map((one) => `${one.x.toFixed(1)} ${one.y.toFixed(1)}`).join('L')}`, labels: itself ? [under(points)] : [0.5, 0.38, 0.62, 0.26, 0.74].map((share) => beside(points, share)) };
}

/** A loop's number hangs below it. */
function under(points: readonly Point[]): Point {
  const { x, y } = points[Math.floor(points.length / 2)]!;
  return { x, y: y + 15 };
}

function beside(points: readonly Point[], share: number): Point {
  const middle = Math.min(points.length - 3, Math.max(2, Math.floor(points.length * share)));
  const a = points[middle - 2]!, b = points[middle + 2]!, length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  // to the right of the way, where the bend goes; a steep one needs more room for the width of the number
  const right = { x: -(b.y - a.y) / length, y: (b.x - a.x) / length };
  return { x: points[middle]!.x + right.x * (14 + 8 * Math.abs(right.x)), y: points[middle]!.y + right.y * 14 };
}

function between(from: Point, to: Point): Point[] {
  const dx = to.x - from.x, dy = to.y - from.y, length = Math.hypot(dx, dy);
  const straight = (dy === 0 && length < columnWidth * 1.5) || (dx === 0 && length < rowHeight * 1.5);
  // along a row or a column it goes round the boxes between
  const bend = straight ? 12 : dx === 0 ? nodeWidth + 44 : dy === 0 ? nodeHeight + 44 : Math.min(110, 26 + length * 0.16);
  const control = { x: (from.x + to.x) / 2 - (dy / length) * bend, y: (from.y + to.y) / 2 + (dx / length) * bend };
  const at = (t: number): Point => ({ x: (1 - t) ** 2 * from.x + 2 * t * (1 - t) * control.x + t * t * to.x, y: (1 - t) ** 2 * from.y + 2 * t * (1 - t) * control.y + t * t * to.y });
  const outside = (point: Point, box: Point, more: number): boolean => Math.abs(point.x - box.x) > nodeWidth / 2 + more || Math.abs(point.y - box.y) > nodeHeight / 2 + more;
  let begin = 0, end = 1;
  while (begin < 0.5 && !outside(at(begin), from, 0)) begin += 0.005;
  // room for the arrow's head
  while (end > 0.5 && !outside(at(end), to, 7)) end -= 0.005;
  return Array.from({ length: samples + 1 }, (_, i) => at(begin + ((end - begin) * i) / samples));
}

/** Under the box, at its right: there the fewest other ways begin. */
function loop({ x, y }: Point): Point[] {
  const bottom = y + nodeHeight / 2;
  return Array.from({ length: samples + 1 }, (_, i) => {
    const t = i / samples;
    return { x: x + 58 - 40 * t, y: bottom + 34 * 4 * t * (1 - t) + (t === 1 ? 6 : 0) };
  });
}

/** The place on a curve after this share of the way; linear between its points. */
export function along(points: readonly Point[], share: number): Point {
  const at = Math.min(points.length - 1, Math.max(0, share * (points.length - 1)));
  const i = Math.min(points.length - 2, Math.floor(at)), rest = at - i;
  const a = points[i]!, b = points[i + 1]!;
  return { x: a.x + (b.x - a.x) * rest, y: a.y + (b.y - a.y) * rest };
}

/** A text in at most two lines of about so many characters. */
export function lines(text: string, most = 19): string[] {
  if (text.length <= most) return [text];
  const words = text.split(' ');
  let first = '';
  while (words.length > 0 && (first === '' || (first + ' ' + words[0]!).length <= most)) first = first === '' ? words.shift()! : `${first} ${words.shift()!}`;
  const second = words.join(' ');
  return second === '' ? [first] : [first, second.length > most + 2 ? `${second.slice(0, most)}…` : second];
}
