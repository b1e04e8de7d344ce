/**
 * A tagged template for HTML. Everything put in is escaped, unless it is itself made by `html`
 * (or, rarely, by `raw`), so that what a person typed can never become markup.
 */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** What may stand in a template. `null`, `undefined` and `false` print nothing; lists are joined. */
export type Printable = Html | string | number | null | undefined | false | readonly Printable[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes a text for element content and for quoted attribute values alike. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign]!);
}

function print(value: Printable): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number') return String(value);
  return value.map(print).join('');
}

/** ``html`<p>${text}</p>` ``. Attribute values must be quoted in the template, or come from `attributes`. */
export function html(strings: TemplateStringsArray, ...values: Printable[]): Html {
  let text = strings[0]!;
  for (let i = 0; i < values.length; i++) text += print(values[i]) + strings[i + 1]!;
  return new Html(text);
}

/** Trusted markup: for our own constants and for letters already rendered safe. Never for anything typed. */
export function raw(markup: string): Html {
  return new Html(markup);
}

/**
 * Attributes by name: `true` prints the bare name, `false`, `null` and `undefined` leave it out.
 * Begins with a space, so that it is written `<input${attributes({...})}>`.
 */
export function attributes(values: Record<string, string | number | boolean | null | undefined>): Html {
  let text = '';
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === false) continue;
    text += value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`;
  }
  return new Html(text);
}

/** Joins parts with something between them. */
export function join(parts: readonly Printable[], between: Printable): Html {
  return new Html(parts.map(print).join(print(between)));
}
