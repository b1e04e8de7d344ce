/**
 * How long a decision takes, out of the authority's own past: a Kaplan–Meier estimate over the cases that were open
 * at some time of a recent period. Open cases count for as long as they have waited (right-censored), as do those
 * that ended without a decision; cases lodged before the period enter it at the age they had (delayed entry), so that
 * the estimate tells the pace of the period and not that of years ago. Ages are whole days.
 */

/** What happened at one age, in days: cases that came under observation, were decided, or left it without a decision. */
export interface AgeRow { day: number; entered: number; decided: number; left: number }

/** Of the cases still open at an age, the share decided on that day of it; only days on which there was a decision. */
export interface Curve { days: number[]; decided: number[] }

/** Who enters at an age is at risk that same day; who leaves undecided is at risk until the day's end. */
export function decisionCurve(rows: readonly AgeRow[]): Curve {
  const curve: Curve = { days: [], decided: [] };
  let atRisk = 0;
  for (const row of [...rows].sort((a, b) => a.day - b.day)) {
    atRisk += row.entered;
    if (row.decided > 0) {
      curve.days.push(row.day);
      curve.decided.push(row.decided / atRisk);
    }
    atRisk -= row.decided + row.left;
  }
  return curve;
}

/**
 * Days from the start by which the decision has come with probability `chance`, for a case that has waited `waited`
 * days without one: the product-limit estimate (Kaplan and Meier 1958) from that age on. Null where the past does
 * not reach so far.
 */
export function daysUntil(curve: Curve, chance: number, waited = 0): number | null {
  let open = 1;
  for (const [i, day] of curve.days.entries()) {
    if (day < waited) continue;
    open *= 1 - curve.decided[i]!;
    // a rounding of the product must not push a quantile on to the next day
    if (open <= 1 - chance + 1e-9) return day;
  }
  return null;
}

export interface ExpectedDays { p50: number | null; p90: number | null }
export const expectedDays = (curve: Curve, waited = 0): ExpectedDays => ({ p50: daysUntil(curve, 0.5, waited), p90: daysUntil(curve, 0.9, waited) });
