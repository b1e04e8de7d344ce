/**
 * The first language asked for that is spoken here, else English.
 * @param asked in order of weight: `ui_locales`, `Accept-Language` or a single tag; subtags and weights are not looked at
 */
export function chooseLanguage<L extends string>(spoken: Record<L, unknown>, ...asked: (string | undefined)[]): L {
  const tags = asked.flatMap((list) => (list ?? '').split(/[ ,]+/)).map((tag) => tag.split(/[-;]/)[0]!.toLowerCase());
  return (tags.find((tag) => Object.hasOwn(spoken, tag)) ?? 'en') as L;
}
