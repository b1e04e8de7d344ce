/** Shares of the width that the left and the right pane take; the middle has the rest. */
export interface Shares { left: number; right: number }

const least = 0.18, middle = 0.2;
export const usual: Shares = { left: 0.31, right: 0.35 };

/** Moves one of the two lines by a share of the width; no pane becomes too narrow to read. */
export function moved(shares: Shares, line: keyof Shares, by: number): Shares {
  const other = line === 'left' ? shares.right : shares.left;
  const now = Math.min(1 - other - middle, Math.max(least, shares[line] + (line === 'left' ? by : -by)));
  return { ...shares, [line]: Math.round(now * 1000) / 1000 };
}

/** As it was kept; the usual where it is nothing of the kind. */
export function readShares(text: string | null): Shares {
  try {
    const read = JSON.parse(text ?? '') as Partial<Shares>;
    const sound = typeof read.left === 'number' && typeof read.right === 'number' && read.left >= least && read.right >= least && read.left + read.right <= 1 - middle;
    return sound ? { left: read.left!, right: read.right! } : usual;
  } catch {
    return usual;
  }
}
