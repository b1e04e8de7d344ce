import { readFileSync, writeFileSync } from 'node:fs';
import { transform, type SelectorComponent } from 'lightningcss';
import { examples } from '../test/examples.ts';
import { themeFile } from './theme.ts';

/**
 * The one style sheet of the applicants' and the staff's pages: our theme, the components of Designsystemet
 * that are used, our own few rules; purged of what no page has, minified. Output is committed to assets/.
 */
const components = ['base', 'button', 'field', 'fieldset', 'input', 'label', 'alert', 'tag', 'error-summary', 'validation-message'];
export const cssFile = new URL('../assets/ankomst.css', import.meta.url);

export async function makeCss(): Promise<string> {
  const pages = (await Promise.all(['sv', 'ar'].map(examples))).flat().map((example) => example.html).join('\n');
  const used = { classes: new Set<string>(), attributes: new Map<string, Set<string>>() };
  for (const [, name, value] of pages.matchAll(/\s([a-z-]+)="([^"]*)"/g)) {
    if (name === 'class') value!.split(' ').forEach((item) => used.classes.add(item));
    used.attributes.set(name!, (used.attributes.get(name!) ?? new Set()).add(value!));
  }
  // Set by the browser or the script, so they stand on no page as rendered.
  for (const name of ['hidden', 'open', 'disabled', 'aria-busy', 'readonly', 'aria-disabled']) used.attributes.set(name, new Set(['true']));

  const kit = components.map((name) => readFileSync(new URL(import.meta.resolve(`@digdir/designsystemet-css/${name}.css`)), 'utf8')).join('\n');
  const source = [
    '@layer theme, components, own;',
    `@layer theme {\n${onlyByPreference(readFileSync(themeFile, 'utf8')).replace('@charset "UTF-8";', '')}\n}`,
    `@layer components {\n${kit}\n}`,
    `@layer own {\n${readFileSync(new URL('../styles/own.css', import.meta.url), 'utf8')}\n}`,
  ].join('\n');

  const lacking = (component: SelectorComponent): boolean => {
    if (component.type === 'class') return !used.classes.has(component.name);
    if (component.type !== 'attribute') return false;
    const values = used.attributes.get(component.name);
    if (!values) return true;
    const wanted = component.operation;
    return wanted?.operator === 'equal' && !values.has(wanted.value);
  };
  const targets = { chrome: 109 << 16, firefox: 115 << 16, safari: (15 << 16) | (6 << 8) };
  let css = transform({
    filename: 'ankomst.css', code: Buffer.from(source), minify: true, targets,
    visitor: {
      Selector: (selector) => (selector.some(lacking) ? [] : undefined),
      // Pictures inside the sheet would need `data:` in the pages' content policy. Our own rules draw the signs.
      Declaration: {
        custom: (property) => (property.name.endsWith('-icon-url') ? [] : undefined),
        mask: () => [],
      },
    },
  }).code.toString();
  // A custom property that nothing reads is dropped, and then those that only it read.
  for (;;) {
    const read = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]));
    const slim = transform({
      filename: 'ankomst.css', code: Buffer.from(css), minify: true,
      visitor: {
        Declaration: { custom: (property) => (!property.name.startsWith('--') || read.has(property.name) ? undefined : []) },
      },
    }).code.toString();
    if (slim.length >= css.length) break;
    css = slim;
  }
  return `${css}\n`;
}

/** Light and dark follow the reader's own setting: no switch, so neither the attributes for one nor a second copy of light. */
function onlyByPreference(theme: string): string {
  return transform({
    filename: 'theme.css', code: Buffer.from(theme),
    visitor: {
      Rule: {
        media: (rule) => (/prefers-color-scheme"?:"?light|"light"/.test(JSON.stringify(rule.value.query)) ? [] : undefined),
      },
      Selector(selector) {
        const [first] = selector;
        if (first?.type !== 'attribute' || first.name !== 'data-color-scheme') return undefined;
        const value = first.operation?.operator === 'equal' ? first.operation.value : '';
        return value === 'auto' ? [{ type: 'pseudo-class', kind: 'root' }] : [];
      },
    },
  }).code.toString();
}

if (process.argv[1] === import.meta.filename) writeFileSync(cssFile, await makeCss());
