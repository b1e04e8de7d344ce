import type { PathFilter } from './filter.ts';
import { marked, type Frame } from './frame.ts';

/** Whether in a case one of `to` follows one of `from`, in the time asked for. */
export function pathTest(frame: Frame, filter: PathFilter): (c: number) => boolean {
  const from = marked(frame.log, filter.from), to = marked(frame.log, filter.to);
  const { activity, time, caseStart } = frame;
  const timed = filter.min !== undefined || filter.max !== undefined;
  const min = filter.min ?? -Infinity, max = filter.max ?? Infinity;
  if (filter.how === 'directly') {
    return (c) => {
      for (let i = caseStart[c]! + 1, end = caseStart[c + 1]!; i < end; i++) {
        if (from[activity[i - 1]!] === 0 || to[activity[i]!] === 0) continue;
        const between = time[i]! - time[i - 1]!;
        if (!timed || (between >= min && between <= max)) return true;
      }
      return false;
    };
  }
  if (!timed) {
    return (c) => {
      let seen = false;
      for (let i = caseStart[c]!, end = caseStart[c + 1]!; i < end; i++) {
        if (seen && to[activity[i]!] === 1) return true;
        if (from[activity[i]!] === 1) seen = true;
      }
      return false;
    };
  }
  const begun: number[] = [];
  return (c) => {
    // instants ascend inside a case: among those of `from` so far, the latest that is early enough decides
    begun.length = 0;
    for (let i = caseStart[c]!, end = caseStart[c + 1]!; i < end; i++) {
      const now = time[i]!;
      if (now !== now) continue;
      if (to[activity[i]!] === 1 && begun.length > 0) {
        let low = 0, high = begun.length;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (now - begun[middle]! >= min) low = middle + 1; else high = middle;
        }
        if (low > 0 && now - begun[low - 1]! <= max) return true;
      }
      if (from[activity[i]!] === 1) begun.push(now);
    }
    return false;
  };
}
