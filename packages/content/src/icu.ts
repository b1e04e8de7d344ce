import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** How a message uses an argument: `plain` as text, or as the number, day or word that chooses a form. */
export type ArgumentUse = 'plain' | 'number' | 'date' | 'time' | 'plural' | 'ordinal' | 'select';

/** What an ICU message consists of, for formatting and for checking. */
export interface MessageShape {
  arguments: Map<string, Set<ArgumentUse>>;
  /** Every plural in it, with the categories it has forms for. */
  plurals: { argument: string; ordinal: boolean; categories: string[] }[];
  /** Every select, with its words. */
  selects: { argument: string; words: string[] }[];
  /** Its literal words, arguments left out: what a translation must change. */
  words: string;
}

/** Parses an ICU message. Throws SyntaxError with a readable message. */
export function shapeOf(message: string, locale?: string): MessageShape {
  const shape: MessageShape = { arguments: new Map(), plurals: [], selects: [], words: '' };
  walk(parse(message, { requiresOtherClause: true, ...(locale ? { locale: new Intl.Locale(locale) } : {}) }), shape);
  return shape;
}

/** The message with `…` in place of the dates and times of these arguments. */
export function withoutDates(message: string, names: readonly string[]): MessageFormatElement[] {
  const replace = (elements: MessageFormatElement[]): MessageFormatElement[] => elements.map((element): MessageFormatElement => {
    if ((element.type === TYPE.date || element.type === TYPE.time) && names.includes(element.value)) return { type: TYPE.literal, value: '…' };
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return element;
    const options = Object.fromEntries(Object.entries(element.options).map(([key, option]) => [key, { ...option, value: replace(option.value) }]));
    return { ...element, options } as MessageFormatElement;
  });
  return replace(parse(message, { requiresOtherClause: true }));
}

function walk(elements: readonly MessageFormatElement[], shape: MessageShape): void {
  const use = (name: string, how: ArgumentUse): void => {
    (shape.arguments.get(name) ?? shape.arguments.set(name, new Set()).get(name)!).add(how);
  };
  for (const element of elements) {
    switch (element.type) {
      case TYPE.literal: shape.words += element.value; break;
      case TYPE.argument: use(element.value, 'plain'); shape.words += ' '; break;
      case TYPE.number: use(element.value, 'number'); break;
      case TYPE.date: use(element.value, 'date'); break;
      case TYPE.time: use(element.value, 'time'); break;
      case TYPE.plural: {
        const ordinal = element.pluralType === 'ordinal';
        use(element.value, ordinal ? 'ordinal' : 'plural');
        shape.plurals.push({ argument: element.value, ordinal, categories: Object.keys(element.options) });
        for (const option of Object.values(element.options)) walk(option.value, shape);
        break;
      }
      case TYPE.select:
        use(element.value, 'select');
        shape.selects.push({ argument: element.value, words: Object.keys(element.options) });
        for (const option of Object.values(element.options)) walk(option.value, shape);
        break;
      case TYPE.tag: walk(element.children, shape); break;
      default: break;
    }
  }
}
