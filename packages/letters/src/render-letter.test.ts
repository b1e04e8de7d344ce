import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sampleLanguages, sampleLetter } from '../test/samples.ts';
import { readPdf, wordsOf, wordsOfHtml } from '../test/read-pdf.ts';
import { LetterError, renderLetter } from './index.ts';
import { cleanText } from './language.ts';

for (const language of sampleLanguages) {
  test(`${language}: the words of PDF, HTML and text are the same, and the PDF is tagged`, async () => {
    const { html, text, pdf, unprintable } = await renderLetter(sampleLetter(language));
    const read = await readPdf(pdf);
    const pdfWords = wordsOf(read.pieces.join(' '));
    // A right-to-left line comes out of the PDF in pieces whose order is the viewer's to find: there the words are compared, not their order.
    const order = (words: string[]) => (language === 'ar' ? [...words].sort() : words);
    assert.deepEqual(order(pdfWords), order(wordsOfHtml(html)));
    const listNumbers = /^(\d+\.|-) /gm;
    assert.deepEqual(wordsOf(text.replace(listNumbers, '')), wordsOfHtml(html));
    assert.deepEqual(unprintable, []);
    assert.ok(language === 'ar' || !/[\u2066-\u2069]/.test(read.pieces.join('')), 'no marks to stumble over when searching');
    assert.ok(read.title.includes('Mona Doe'));
    assert.equal(read.language, language);
    assert.equal(read.pages, 1);
    assert.ok(read.languages.has('sv') || language === 'sv', 'the law is in the binding language');
    for (const role of ['H1', 'H2', 'P', 'L', 'LI', 'Link']) assert.ok(read.roles.has(role), role);
    assert.ok(!pdfWords.includes('2028'.split('').reverse().join('')) && pdfWords.includes('2028'));
    assert.match(html, new RegExp(`^<article class="letter" lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`));
  });
}

test('dates are weekday and Gregorian date with Latin digits, in every language', async () => {
  const dates: Record<string, string> = { sv: 'måndag 20 november 2028', en: 'Monday, 20 November 2028', ar: 'الاثنين، 20 نوفمبر 2028', uk: 'понеділок, 20 листопада 2028 року', pt: 'segunda-feira, 20 de novembro de 2028' };
  for (const [language, date] of Object.entries(dates)) assert.ok((await renderLetter(sampleLetter(language))).html.includes(date), date);
  for (const language of ['fa', 'prs', 'ps', 'am', 'ti']) {
    const input = { ...sampleLetter('en'), language, markdown: '# {child}\n\n{validTo, date} {days, number} {validTo, date, short}' };
    const { html, pdf } = await renderLetter(input);
    assert.ok(html.includes('2028') && !/[\u0660-\u0669\u06F0-\u06F9]/.test(html), `${language}: ${html}`);
    assert.ok(wordsOf((await readPdf(pdf)).pieces.join(' ')).includes('2028'), language);
  }
});

test('the same letter has the same bytes; another argument has others', async () => {
  const [one, two, other] = [await renderLetter(sampleLetter('ar')), await renderLetter(sampleLetter('ar')), await renderLetter(sampleLetter('ar', 'Sami'))];
  assert.deepEqual(two, one);
  assert.deepEqual(Buffer.from(two.pdf), Buffer.from(one.pdf));
  assert.notEqual(other.sha256, one.sha256);
  assert.notEqual(other.htmlSha256, one.htmlSha256);
});

const hostileNames = [
  'Semhar', 'O', '*Mona* **Doe** _x_', '`code` [link](http://evil.example)', '#set text(fill: red) $x^2$ @ref <label>', '"quoted" \\ back\\slash', '#{panic("x")} #include "x"',
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)> & &amp; &lt;', '{child} {n, plural, other {x}} \'{\'', "D'Arc O’Neill-Šķēle", '- item', '1. item', '# heading', '::: next', '// comment /* x */', '~ -- --- ...',
  'منى بنت آدم', 'ሰምሃር ተስፋዬ', 'Олександр Коваленко', 'Nguyễn Thị Ái', 'א ב ג',
];

test('a name is printed as it is, whatever characters it has', async () => {
  for (const name of hostileNames) {
    const { html, text, pdf } = await renderLetter(sampleLetter('en', name));
    const escaped = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
    assert.ok(html.includes(`<bdi>${escaped}</bdi>`), name);
    assert.ok(text.includes(`\u2068${name}\u2069`), name);
    const { title, pieces } = await readPdf(pdf);
    assert.ok(title.includes(name), name);
    const inPdf = wordsOf(pieces.join(' '));
    // Hebrew has no shipped font: its letters are shown as replacement characters and reported.
    if (!/[א-ת]/.test(name)) for (const word of wordsOf(name)) assert.ok(inPdf.includes(word), `${name}: ${word} not in ${inPdf.join(' ')}`);
    if (/^[\x20-\x7e]+$/.test(name)) assert.ok(pieces.join(' ').replace(/\s+/g, '').includes(name.replace(/\s+/g, '')), `${name} in ${pieces.join('|')}`);
  }
});

test('controls that turn the text around a name are taken out, joiners stay, and no other text changes', async () => {
  const plain = await renderLetter(sampleLetter('ar', 'Mona Doe'));
  const turned = await renderLetter(sampleLetter('ar', '\u202EMona\u2066 \u200FDoe\u0000\u{F0001}'));
  assert.equal(turned.html, plain.html);
  assert.equal(cleanText('می\u200Cخواهم'), 'می\u200Cخواهم');
  assert.equal(cleanText('e\u0301'), 'é');
});

test('a name of 200 characters stays on the page, and unknown scripts are reported', async () => {
  const long = Array.from({ length: 20 }, (_, i) => `Name${String.fromCharCode(97 + i)}abcd`).join(' ').slice(0, 200);
  const { pdf } = await renderLetter(sampleLetter('en', long));
  const inPdf = wordsOf((await readPdf(pdf)).pieces.join(' '));
  for (const word of wordsOf(long)) assert.ok(inPdf.includes(word), word);
  const { unprintable, html } = await renderLetter(sampleLetter('en', '王小明 😀'));
  assert.deepEqual(unprintable.sort(), ['小', '明', '王', '😀'].sort());
  assert.ok(html.includes('王小明 😀'), 'the page shows them all the same');
});

test('any text at all can be a name', async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (name) => {
    const { html } = await renderLetter(sampleLetter('sv', name));
    assert.equal((html.match(/<(?!\/?(article|header|p|strong|em|bdi|br|dl|div|dt|dd|h1|h2|section|ol|ul|li|a|footer)\b)/g) ?? []).length, 0);
  }), { numRuns: 60 });
});

test('a missing or unfit argument is named, with the line', async () => {
  const { child: _child, ...rest } = sampleLetter('sv').arguments;
  await assert.rejects(renderLetter({ ...sampleLetter('sv'), arguments: rest }), (error: LetterError) =>
    error.code === 'missing-argument' && error.argument === 'child' && error.line === 1 && /"child"/.test(error.message));
  const unfit: [object, string][] = [[{ validTo: '20 nov' }, 'validTo'], [{ validTo: '2028-02-30' }, 'validTo'], [{ days: 'many' }, 'days'], [{ guardians: [1] }, 'guardians'], [{ child: {} }, 'child']];
  for (const [change, argument] of unfit) {
    await assert.rejects(renderLetter({ ...sampleLetter('sv'), arguments: { ...sampleLetter('sv').arguments, ...change } }), { code: 'wrong-argument', argument });
  }
  await assert.rejects(renderLetter({ ...sampleLetter('sv'), arguments: { ...sampleLetter('sv').arguments, bookingAddress: 'javascript:alert(1)' } }), { code: 'bad-link' });
  await assert.rejects(renderLetter({ ...sampleLetter('sv'), reasons: [{ text: 'x', basis: [{ label: 'x', url: 'javascript:alert(1)' }] }] }), { code: 'bad-link' });
});

test('times are local wall times, and shift with no zone', async () => {
  const { html } = await renderLetter({ ...sampleLetter('sv'), markdown: '# Tid\n\n{visit, date} kl. {visit, time}', arguments: { visit: '2026-12-01T08:15' } });
  assert.ok(html.includes('tisdag 1 december 2026 kl. 08:15'), html);
});

test('without reasons the block of reasons is left out; a template without a title is refused', async () => {
  const { html } = await renderLetter({ ...sampleLetter('en'), reasons: [] });
  assert.ok(!html.includes('Why'));
  await assert.rejects(renderLetter({ ...sampleLetter('en'), markdown: 'Only text.' }), { code: 'no-title' });
});

test('an empty argument leaves no empty paragraph, and lines of a note stay lines', async () => {
  const render = async (note: string) => (await renderLetter({ ...sampleLetter('en'), markdown: '# Title\n\n{note}\n\nEnd', arguments: { note } })).html;
  assert.ok((await render('')).includes('<h1>Title</h1>\n<p>End</p>'));
  assert.ok((await render('one\ntwo')).includes('<p><bdi>one</bdi><br><bdi>two</bdi></p>'));
});

test('a name within a reason keeps its own direction', async () => {
  const letter = { ...sampleLetter('ar'), reasons: [{ text: 'يسكن \u2068<b> Mona\u202E\u2069 مع والديه.', basis: [] }] };
  const { html, text } = await renderLetter(letter);
  assert.ok(html.includes('يسكن <bdi>&lt;b&gt; Mona</bdi> مع والديه.'), html);
  assert.ok(text.includes('\u2068<b> Mona\u2069'));
});
