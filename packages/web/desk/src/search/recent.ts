/** So many are kept, in this tab alone: what one looks for may name somebody. */
const most = 6;
const nameOf = (staffId: string): string => `desk-kept:searches/${staffId}`;

/** What this person looked for last in this tab, newest first. */
export function recentSearches(staffId: string): string[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(nameOf(staffId)) ?? '[]') as unknown;
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

export function rememberSearch(staffId: string, words: string): void {
  sessionStorage.setItem(nameOf(staffId), JSON.stringify([words, ...recentSearches(staffId).filter((one) => one !== words)].slice(0, most)));
}
