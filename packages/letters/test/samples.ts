import type { LetterInput } from '../src/index.ts';

// A decision in five languages, with everything a template can hold. The words are for the tests; real ones are content.
const templates: Record<string, string> = {
  sv: `# {child} får uppehållstillstånd

Migrationsmyndigheten har beslutat att **{child}** får *uppehållstillstånd* i Sverige till och med **{validTo, date}**. Beslutet gäller {days, plural, one {# dag} other {# dagar}}.

::: next
## Vad du ska göra nu

1. Boka tid på ett servicecenter och ta med pass.
2. Ni betalar {fee, number} kronor, om inte {guardians} redan har betalat.

[Boka tid]({bookingAddress})
:::

::: reasons
## Varför
:::

## Om du inte är nöjd

- Du kan överklaga inom tre veckor.
- Skriv {caseNumber} på brevet.`,
  en: `# {child} gets a residence permit

The authority has decided that **{child}** gets a *residence permit* in Sweden until **{validTo, date}**. The decision holds for {days, plural, one {# day} other {# days}}.

::: next
## What to do now

1. Book a time at a service centre and bring the passport.
2. You pay {fee, number} kronor, unless {guardians} have paid.

[Book a time]({bookingAddress})
:::

::: reasons
## Why
:::

## If you do not agree

- You can appeal within three weeks.
- Write {caseNumber} on the letter.`,
  ar: `# حصلت {child} على تصريح إقامة

قررت مصلحة الهجرة منح **{child}** *تصريح إقامة* في السويد حتى **{validTo, date}**. يسري القرار لمدة {days, plural, zero {# يوم} one {يوم واحد} two {يومين} few {# أيام} many {# يوما} other {# يوم}}.

::: next
## ما عليك فعله الآن

1. احجز موعدا في مركز الخدمة وأحضر جواز السفر.
2. الرسوم {fee, number} كرونة، إلا إذا دفعها {guardians}.

[احجز موعدا]({bookingAddress})
:::

::: reasons
## الأسباب
:::

## إذا لم توافق على القرار

- يمكنك الطعن في القرار خلال ثلاثة أسابيع.
- اكتب الرقم {caseNumber} في الرسالة.`,
  uk: `# {child} отримує дозвіл на проживання

Орган вирішив, що **{child}** отримує *дозвіл на проживання* у Швеції до **{validTo, date}**. Рішення діє {days, plural, one {# день} few {# дні} many {# днів} other {# дня}}.

::: next
## Що робити тепер

1. Запишіться до сервісного центру та візьміть паспорт.
2. Ви сплачуєте {fee, number} крон, якщо {guardians} ще не сплатили.

[Записатися]({bookingAddress})
:::

::: reasons
## Чому
:::

## Якщо ви не згодні

- Ви можете оскаржити рішення протягом трьох тижнів.
- Напишіть {caseNumber} у листі.`,
  pt: `# {child} recebe autorização de residência

A autoridade decidiu que **{child}** recebe *autorização de residência* na Suécia até **{validTo, date}**. A decisão vale por {days, plural, one {# dia} many {# de dias} other {# dias}}.

::: next
## O que fazer agora

1. Marque um horário em um centro de atendimento e leve o passaporte.
2. Vocês pagam {fee, number} coroas, se {guardians} ainda não pagaram.

[Marcar um horário]({bookingAddress})
:::

::: reasons
## Por quê
:::

## Se você não concorda

- Você pode recorrer dentro de três semanas.
- Escreva {caseNumber} na carta.`,
};

const words: Record<string, { caseNumber: string; date: string; legalBasis: string; page: string; reasons: string[]; note?: string }> = {
  sv: { caseNumber: 'Ärendenummer', date: 'Datum', legalBasis: 'Lag', page: 'Sida {page} av {pages}', reasons: ['Barnet föddes i Sverige och bor med sin förälder.', 'Föräldern har uppehållstillstånd.'] },
  en: { caseNumber: 'Case number', date: 'Date', legalBasis: 'Law', page: 'Page {page} of {pages}', reasons: ['The child was born in Sweden and lives with the parent.', 'The parent has a residence permit.'], note: 'Translated from Swedish. The Swedish text is binding.' },
  ar: { caseNumber: 'رقم القضية', date: 'التاريخ', legalBasis: 'القانون', page: 'صفحة {page} من {pages}', reasons: ['ولد الطفل في السويد ويسكن مع أحد والديه.', 'لدى أحد الوالدين تصريح إقامة.'], note: 'ترجمة من السويدية. النص السويدي هو الملزم.' },
  uk: { caseNumber: 'Номер справи', date: 'Дата', legalBasis: 'Закон', page: 'Сторінка {page} з {pages}', reasons: ['Дитина народилася у Швеції та живе з одним із батьків.', 'Один із батьків має дозвіл на проживання.'], note: 'Переклад зі шведської. Обов’язковим є шведський текст.' },
  pt: { caseNumber: 'Número do processo', date: 'Data', legalBasis: 'Lei', page: 'Página {page} de {pages}', reasons: ['A criança nasceu na Suécia e mora com a mãe ou o pai.', 'A mãe ou o pai tem autorização de residência.'], note: 'Traduzido do sueco. O texto sueco é o que tem valor legal.' },
};

export const sampleLanguages = Object.keys(templates);

/** A whole letter in the language, about the person named. */
export function sampleLetter(language: string, child = 'Mona Doe'): LetterInput {
  const { reasons, note, ...labels } = words[language]!;
  return {
    markdown: templates[language]!, language, bindingLanguage: 'sv',
    arguments: {
      child, validTo: '2028-11-20', days: 732, fee: 1000, guardians: ['Sarah Doe', 'Adam Doe'], caseNumber: 'ANK-2026-000123', bookingAddress: 'https://ankomst.example/book',
    },
    reasons: [
      { text: reasons[0]!, basis: [{ label: '5 kap. 3 § utlänningslagen (2005:716)', url: 'https://ankomst.example/law/5-3' }, { label: '5 kap. 3 e § utlänningslagen (2005:716)' }] },
      { text: reasons[1]!, basis: [{ label: '5 kap. 3 g § utlänningslagen (2005:716)' }] },
    ],
    letterhead: {
      authority: 'Ankomst', addressLines: ['Box 100', '601 70 Norrköping'], caseNumber: 'ANK-2026-000123', date: '2026-11-20',
      recipient: { name: 'Sarah Doe', addressLines: ['Storgatan 12', '753 31 Uppsala'] }, labels,
    },
    ...(note && { bindingNote: note }),
  };
}
