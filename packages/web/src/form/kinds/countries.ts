import { checkboxes, describedBy, fieldId, field, fieldset, input } from '../../kit/fields.ts';
import { attributes, html, type Html } from '../../kit/html.ts';
import { listText } from '../../format.ts';
import { countries, countryName, formerStates, isCountry, noCountry } from '../countries.ts';
import { line } from '../clean.ts';
import { many, one, type Raw } from '../setting.ts';
import { date } from './date.ts';
import type { Drawing, Kind } from './kind.ts';

/** All countries in one list, today's first, then those that are no more, then "not known". */
function countrySelect(options: { id: string; name: string; value: string; ctx: Drawing['ctx']; error?: string; described?: string; label?: string; none?: boolean; former?: boolean }): Html {
  const { ctx } = options;
  const row = (code: string, name: string): Html => html`<option value="${code}"${attributes({ selected: options.value === code })}>${name}`;
  return html`<select${attributes({
    class: 'ds-input', id: options.id, name: options.name, 'aria-label': options.label, 'aria-invalid': options.error ? 'true' : undefined, 'aria-describedby': options.described,
  })}><option value="">${ctx.t('choice.choose')}${countries(ctx.language).map((c) => row(c.code, c.name))}${options.former && html`<optgroup label="${ctx.t('country.former')}">${formerStates.map((code) => row(code, countryName(code, ctx.language)))}</optgroup>`}${options.none && noCountry.map((code) => row(code, countryName(code, ctx.language)))}</select>`;
}

/** A country as it is or was; birth countries may be states that are no more. */
export const country: Kind = {
  parts: [''],
  draw(d) {
    const id = fieldId(d.asked.key);
    return field({
      id, label: d.label, hint: d.hint, error: d.error, optional: !d.asked.question.required,
      control: countrySelect({ id, name: d.asked.key, value: one(d.raw, d.asked.key), ctx: d.ctx, error: d.error, described: describedBy({ id, hint: d.hint, error: d.error }), former: true, none: true }),
    }, d.ctx);
  },
  read(raw, key) {
    const code = one(raw, key);
    return code === '' ? { empty: true } : isCountry(code, { former: true, none: true }) ? { value: code } : { wrong: 'problem.choice' };
  },
  typed: (value, key) => ({ [key]: String(value) }),
  show: (value, { ctx }) => countryName(String(value), ctx.language),
};

/** One or more citizenships, or that there is none, or that it is not known. Three lists; "more" opens by leaving the page and coming back. */
export const citizenships: Kind = {
  parts: ['', '.none'],
  draw(d) {
    const { ctx } = d;
    const key = d.asked.key;
    const id = fieldId(key);
    const chosen = many(d.raw, key).filter(Boolean);
    const rows = Math.min(8, Math.max(2, chosen.length + 1));
    const described = describedBy({ id, hint: d.hint, error: d.error });
    return fieldset({
      id, label: d.label, hint: d.hint, error: d.error, optional: !d.asked.question.required,
      body: html`${Array.from({ length: rows }, (_, i) => {
        const own = i === 0 ? id : `${id}-${i}`;
        return field({ id: own, label: i === 0 ? ctx.t('citizenship.first') : ctx.t('citizenship.more'), optional: i > 0, control: countrySelect({ id: own, name: key, value: chosen[i] ?? '', ctx, error: i === 0 ? d.error : undefined, described: i === 0 ? described : undefined }) }, ctx);
      })}${checkboxes({ id: `${id}-none`, name: `${key}.none`, values: many(d.raw, `${key}.none`), choices: noCountry.map((code) => ({ value: code, label: countryName(code, ctx.language) })) })}`,
    }, ctx);
  },
  read(raw, key) {
    const chosen = [...new Set(many(raw, key).filter(Boolean))];
    const none = many(raw, `${key}.none`).filter((code) => (noCountry as readonly string[]).includes(code));
    if (!chosen.every((code) => isCountry(code))) return { wrong: 'problem.choice' };
    if (chosen.length > 0 && none.length > 0) return { wrong: 'problem.citizenship.both' };
    if (none.length > 1) return { wrong: 'problem.citizenship.none' };
    const value = chosen.length > 0 ? chosen : none;
    return value.length === 0 ? { empty: true } : { value };
  },
  typed(value, key): Raw {
    const codes = value as string[];
    const isNone = (noCountry as readonly string[]).includes(codes[0] ?? '');
    return isNone ? { [`${key}.none`]: codes } : { [key]: codes };
  },
  show: (value, { ctx }) => listText((value as string[]).map((code) => countryName(code, ctx.language)), ctx),
};

interface Passport { number: string; country: string; validTo: string }
/** Number, country and last day: what stands on a passport's page. Its picture is a question of its own. */
export const passport: Kind = {
  parts: ['.number', '.country', '.validTo.day', '.validTo.month', '.validTo.year'],
  draw(d) {
    const { ctx } = d;
    const key = d.asked.key;
    const id = fieldId(key);
    const wrong = (part: string): string | undefined => (d.error && (d.wrongPart ?? '.number').startsWith(part) ? d.error : undefined);
    return fieldset({
      id, label: d.label, hint: d.hint, error: wrong('.validTo') ? undefined : d.error, optional: !d.asked.question.required,
      body: html`${field({ id, label: ctx.t('passport.number'), control: input({ id, name: `${key}.number`, value: one(d.raw, `${key}.number`), size: 14, spellcheck: false, error: wrong('.number'), describedBy: wrong('.number') && `${id}-error` }) }, ctx)}
${field({ id: `${id}-country`, label: ctx.t('passport.country'), control: countrySelect({ id: `${id}-country`, name: `${key}.country`, value: one(d.raw, `${key}.country`), ctx, error: wrong('.country'), described: wrong('.country') && `${id}-error` }) }, ctx)}
${date.draw({ ...d, asked: { ...d.asked, key: `${key}.validTo` }, label: ctx.t('passport.valid-to'), hint: undefined, error: wrong('.validTo'), wrongPart: d.wrongPart?.slice('.validTo'.length) })}`,
    }, ctx);
  },
  read(raw, key, c) {
    const number = line(one(raw, `${key}.number`)).replace(/\s/g, '').toUpperCase();
    const code = one(raw, `${key}.country`);
    const validTo = date.read(raw, `${key}.validTo`, c);
    if (!number && !code && 'empty' in validTo) return { empty: true };
    if (!/^[\p{L}\p{Nd}<-]{1,20}$/u.test(number)) return { wrong: 'problem.passport.number', part: '.number' };
    if (!isCountry(code)) return { wrong: 'problem.passport.country', part: '.country' };
    if ('empty' in validTo) return { wrong: 'problem.passport.valid-to', part: '.validTo.day' };
    if ('wrong' in validTo) return { ...validTo, part: `.validTo${validTo.part ?? ''}` };
    return { value: { number, country: code, validTo: validTo.value } };
  },
  typed(value, key) {
    const known = value as unknown as Passport;
    return { [`${key}.number`]: known.number, [`${key}.country`]: known.country, ...date.typed(known.validTo, `${key}.validTo`) };
  },
  show(value, c) {
    const known = value as unknown as Passport;
    return html`<bdi>${known.number}</bdi>, ${countryName(known.country, c.ctx.language)}, ${date.show(known.validTo, c)}`;
  },
};
