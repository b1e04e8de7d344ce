/** A colleague as the text field names them: `@Sara Lind`. */
export const mentionOf = ({ name }: { name: string }): string => `@${name}`;

/** What has been typed after an `@` that stands where a word begins, up to the cursor; undefined where none is being typed. */
export function beingMentioned(text: string, cursor: number): string | undefined {
  return /(?:^|[\s(])@([\p{L}\p{M}' -]{0,30})$/u.exec(text.slice(0, cursor))?.[1];
}

/** Puts a chosen mention in place of what has been typed of it, and a space after. */
export function withMention(text: string, cursor: number, mention: string): string {
  const begun = beingMentioned(text, cursor);
  if (begun === undefined) return text;
  const start = cursor - begun.length - 1;
  return `${text.slice(0, start)}${mention} ${text.slice(cursor).replace(/^ /, '')}`;
}

/** The text as it is sent: names that were mentioned become employee numbers, the longest name first. */
export function withNumbers(text: string, colleagues: readonly { staffId: string; name: string }[]): string {
  return [...colleagues].sort((a, b) => b.name.length - a.name.length)
    .reduce((so, one) => so.replaceAll(`@${one.name}`, `@[${one.staffId}]`), text);
}
