/** The language to speak: the person's own choice, else the best the browser asks for, else the first offered. */
export function chooseLanguage(offered: readonly string[], chosen: string | undefined, acceptLanguage: string | undefined): string {
  if (chosen && offered.includes(chosen)) return chosen;
  const asked = (acceptLanguage ?? '').split(',').slice(0, 20).map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';');
    const q = parameters.map((one) => /^\s*q=([\d.]+)/.exec(one)?.[1]).find((one) => one !== undefined);
    return { language: tag.trim().toLowerCase().split('-')[0]!, weight: q === undefined ? 1 : Number(q) };
  });
  asked.sort((a, b) => b.weight - a.weight);
  return asked.find((one) => one.weight > 0 && offered.includes(one.language))?.language ?? offered[0] ?? 'en';
}
