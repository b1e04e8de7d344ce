import type { Settings } from '../../../../server/src/desk/api.ts';

export type Look = Pick<Settings, 'language' | 'theme' | 'density'>;
const name = 'desk-look';
const usual: Look = { language: 'sv', theme: 'auto', density: 'comfortable' };

/** How this browser showed the desk last: so that the first picture is already right. The server has the truth. */
export function keptLook(): Look {
  try {
    return { ...usual, ...JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<Look> };
  } catch {
    return usual;
  }
}

/** Shows light or dark, roomy or dense. */
export function showLook({ language, theme, density }: Look): void {
  const { dataset } = document.documentElement;
  dataset['colorScheme'] = theme;
  dataset['size'] = 'sm';
  dataset['density'] = density;
  localStorage.setItem(name, JSON.stringify({ language, theme, density }));
}
