import { fieldId, field, fieldset, input, select, textarea } from '../../kit/fields.ts';
import { html, type Html } from '../../kit/html.ts';
import { countries, countryName, isCountry } from '../countries.ts';
import { clean, line } from '../clean.ts';
import { one } from '../setting.ts';
import type { Kind } from './kind.ts';

const limits = { text: 4000 };

/** Free text: one line or several, as the catalogue's name for it says nothing of length. */
export const text: Kind = {
  parts: [''],
  draw(d) {
    const id = fieldId(d.asked.key);
    const value = one(d.raw, d.asked.key);
    const long = d.asked.definition.about === 'party' || d.asked.definition.about === 'case';
    const common = { id, name: d.asked.key, value, hint: d.hint, error: d.error };
    return field({ id, label: d.label, hint: d.hint, error: d.error, optional: !d.asked.question.required,
      control: long ? textarea(common) : input({ ...common, dir: 'auto', spellcheck: false }) }, d.ctx);
  },
  read(raw, key) {
    const value = clean(one(raw, key)).replace(/[^\S\n]+/g, ' ').trim();
    if (value === '') return { empty: true };
    return [...value].length > limits.text ? { wrong: 'problem.text.long', args: { max: limits.text } } : { value };
  },
  typed: (value, key) => ({ [key]: String(value) }),
  show: (value) => html`<span class="text" dir="auto">${String(value)}</span>`,
};

const addressParts = ['.street', '.postal', '.city', '.country'] as const;
interface Address { street: string; postalCode?: string; city: string; country: string }
/** An address as an envelope wants it. */
export const address: Kind = {
  parts: addressParts,
  draw(d) {
    const { ctx } = d;
    const key = d.asked.key;
    const id = fieldId(key);
    const label = { '.street': ctx.t('address.street'), '.postal': ctx.t('address.postal'), '.city': ctx.t('address.city'), '.country': ctx.t('address.country') };
    const complete = { '.street': 'street-address', '.postal': 'postal-code', '.city': 'address-level2', '.country': 'country' };
    const control = (part: typeof addressParts[number], own: string): Html => {
      const wrong = d.error && d.wrongPart === part ? d.error : undefined;
      const described = wrong ? `${id}-error` : undefined;
      return part === '.country'
        ? select({ id: own, name: key + part, value: one(d.raw, key + part) || 'SE', choices: countries(ctx.language).map((c) => ({ value: c.code, label: c.name })), describedBy: described })
        : input({ id: own, name: key + part, value: one(d.raw, key + part), dir: 'auto', spellcheck: false, autocomplete: complete[part], error: wrong, describedBy: described });
    };
    return fieldset({
      id, label: d.label, hint: d.hint, error: d.error,
      body: addressParts.map((part) => {
        const own = part === '.street' ? id : id + part.replace('.', '-');
        return field({ id: own, label: label[part], control: control(part, own), optional: part === '.postal' }, ctx);
      }),
    }, ctx);
  },
  read(raw, key) {
    const [street, postal, city, country] = addressParts.map((part) => line(one(raw, key + part))) as [string, string, string, string];
    if (!street && !postal && !city) return { empty: true };
    if (!street) return { wrong: 'problem.address.street', part: '.street' };
    if (!city) return { wrong: 'problem.address.city', part: '.city' };
    if (country && !isCountry(country)) return { wrong: 'problem.choice', part: '.country' };
    return { value: { street, ...(postal ? { postalCode: postal } : {}), city, country: country || 'SE' } };
  },
  typed(value, key) {
    const known = value as unknown as Address;
    return { [`${key}.street`]: known.street, [`${key}.postal`]: known.postalCode ?? '', [`${key}.city`]: known.city, [`${key}.country`]: known.country };
  },
  show(value, { ctx }) {
    if (typeof value === 'string') return html`<bdi>${value}</bdi>`;
    const known = value as unknown as Partial<Address> & { lines?: string[] };
    const lines = known.lines ?? [known.street, [known.postalCode, known.city].filter(Boolean).join(' '), known.country && known.country !== 'SE' ? countryName(known.country, ctx.language) : undefined];
    return html`<bdi>${lines.filter(Boolean).join(', ')}</bdi>`;
  },
};

/** Where somebody can be written to. Kept as written, but for its domain, which knows no capitals (RFC 5321 2.4). */
export const email: Kind = {
  parts: [''],
  draw(d) {
    const id = fieldId(d.asked.key);
    return field({ id, label: d.label, hint: d.hint, error: d.error, optional: !d.asked.question.required,
      control: input({ id, name: d.asked.key, value: one(d.raw, d.asked.key), type: 'email', inputmode: 'email', autocomplete: 'email', spellcheck: false, dir: 'ltr', hint: d.hint, error: d.error }) }, d.ctx);
  },
  read(raw, key) {
    const value = line(one(raw, key)).replace(/^mailto:/i, '');
    if (value === '') return { empty: true };
    const [, mailbox, domain] = /^([^\s@<>()[\]\\,;:"]{1,64})@((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63})$/u.exec(value) ?? [];
    if (!domain || value.length > 254 || mailbox!.startsWith('.') || mailbox!.endsWith('.') || mailbox!.includes('..')) return { wrong: 'problem.contact.email' };
    return { value: `${mailbox}@${domain.toLowerCase()}` };
  },
  typed: (value, key) => ({ [key]: String(value) }),
  show: (value) => html`<bdi>${String(value)}</bdi>`,
};
