import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countryOfMrz, isoCountries } from './country-codes.ts';
import { isMrzReading, mrzCheckDigit, readMrz, type MrzReading } from './mrz.ts';

const today = '2026-11-22';
function read(text: string): MrzReading {
  const result = readMrz(text, today);
  assert.ok(isMrzReading(result), JSON.stringify(result));
  return result;
}
const doubtful = (reading: MrzReading): string[] => Object.entries(reading.fields).filter(([, field]) => field.state === 'doubtful').map(([name, field]) => `${name}: ${field.why}`);

// The specimens of ICAO Doc 9303 parts 4 to 7 and 11 (appendix D), and of states that print unusual things.
const specimens: [string, string, Partial<MrzReading>][] = [
  ['TD3', 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10', { format: 'TD3', kind: 'passport', code: 'P', number: 'L898902C3', sex: 'F', name: { family: 'ERIKSSON', given: 'ANNA MARIA' } }],
  ['TD3 of 2026', 'PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10', { code: 'PP' }],
  ['TD1', 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<', { format: 'TD1', kind: 'card', number: 'D23145890' }],
  ['TD2', 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6', { format: 'TD2', number: 'D23145890' }],
  ['MRV-A', 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<', { format: 'MRV-A', kind: 'visa', number: 'L8988901C', nationality: 'XXX' }],
  ['MRV-B', 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<', { format: 'MRV-B', kind: 'visa' }],
  ['TD1, long number', 'I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<', { number: 'D23145890734' }],
  ['TD2, long number', 'I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8', { number: 'D23145890734' }],
  ['Germany, one letter', 'P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\nC01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4', { issuer: 'DE', nationality: 'DE', number: 'C01X00T47' }],
];

test('the specimens of Doc 9303 are read, every field of them', () => {
  for (const [name, text, expected] of specimens) {
    const reading = read(text);
    assert.deepEqual(doubtful(reading), [], name);
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(reading[key as keyof MrzReading], value, `${name}: ${key}`);
  }
  for (const [text, digit] of [['520727', '3'], ['AB2134<<<', '5']] as const) assert.equal(mrzCheckDigit(text), digit);
});

test('no field is ever accepted: names, sex and nationality are covered by no digit', () => {
  const { fields } = read(specimens[0]![1]);
  assert.deepEqual(Object.entries(fields).filter(([, field]) => !field.checked).map(([name]) => name).sort(), ['code', 'issuer', 'name', 'nationality', 'sex']);
  assert.ok(Object.values(fields).every((field) => field.state === 'readable' || field.state === 'doubtful'));
});

test('the codes of 2026: refugee, alien, stateless, and whom they belong to', () => {
  const at = (code: string, nationality: string): MrzReading => read(passport({ code, nationality }));
  assert.deepEqual(['PR', 'PT', 'PS', 'PE', 'PD', 'PO'].map((code) => at(code, 'XXB').code), ['PR', 'PT', 'PS', 'PE', 'PD', 'PO']);
  assert.deepEqual(['XXA', 'XXB', 'XXC', 'XXX'].map((nationality) => at('P<', nationality).nationality), ['XXA', 'XXX', 'XXX', 'XXX']);
  assert.deepEqual(doubtful(at('P<', 'QQQ')), ['nationality: country']);
  assert.equal(at('P<', 'UNO').nationality, null);
  assert.deepEqual(doubtful(at('PR', 'XXB')), []);
});

test('a birth date of fillers is not filled in, and no century is guessed', () => {
  assert.deepEqual(read(passport({ birth: '<<<<<<' })).birthDate, { candidates: [] });
  assert.deepEqual(doubtful(read(passport({ birth: '<<<<<<' }))), []);
  assert.deepEqual(read(passport({ birth: '65<<<<' })).birthDate, { year: 65, candidates: [{ year: 1965, certainty: 'document' }] });
  assert.deepEqual(read(passport({ birth: '6507<<' })).birthDate, { year: 65, month: 7, candidates: [{ year: 1965, month: 7, certainty: 'document' }] });
  assert.deepEqual(read(passport({ birth: '200229' })).birthDate.candidates, ['1920-02-29', '2020-02-29']);
  assert.deepEqual(read(passport({ birth: '261123' })).birthDate.candidates, ['1926-11-23'], 'tomorrow nobody was born');
  assert.deepEqual(read(passport({ birth: '261122' })).birthDate.candidates, ['1926-11-22', '2026-11-22']);
  assert.deepEqual(doubtful(read(passport({ birth: '900230' }))), ['birthDate: date']);
  assert.deepEqual(read(passport({ expiry: '310201' })).validTo.candidates, ['2031-02-01']);
  assert.deepEqual(read(passport({ expiry: '760101' })).validTo.candidates, ['1976-01-01', '2076-01-01']);
  assert.deepEqual(doubtful(read(passport({ expiry: '311301' }))), ['validTo: date']);
});

test('as people and scanners give it: small letters, spaces, other angles, no line break, fillers miscounted', () => {
  const [first, second] = specimens[0]![1].split('\n') as [string, string];
  for (const text of [
    `${first}${second}`, `${first}\r\n${second}\r\n`, ` ${first.toLowerCase()} \n\n ${second.toLowerCase()}`, `${first.replaceAll('<', '&lt;')}\n${second}`, `${first.replaceAll('<<', '«')}\n${second}`,
    `${first.replace(/<+$/, '')}\n${second}`, `${first}<<<\n${second}`, `${first.slice(0, 20)} ${first.slice(20)}\n${second}`, `${first}\n${second.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))}`,
  ]) assert.deepEqual(read(text).lines, [first, second], text);
});

test('what is no machine-readable zone says why', () => {
  assert.deepEqual(readMrz(' \n', today), { unreadable: 'empty', lengths: [] });
  assert.deepEqual(readMrz('L898902C36UTO7408122F1204159ZE184226B<<<<<10', today), { unreadable: 'length', lengths: [44] });
  assert.deepEqual(readMrz('PÅUTO*', today), { unreadable: 'characters', lengths: [6], characters: 'Å*' });
});

test('two characters that changed places are named, so are look-alikes', () => {
  const right = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';
  const first = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n';
  const swapped = read(`${first}L899802C36${right.slice(10)}`);
  assert.deepEqual(doubtful(swapped), ['number: check-digit']);
  assert.deepEqual(swapped.fields.number.place, { line: 2, from: 1, to: 9 });
  assert.deepEqual(swapped.guesses, [{ field: 'number', kind: 'swapped', line: 2, at: 4, read: '98', perhaps: '89' }]);
  const alike = read(`${first}L8989O2C36${right.slice(10)}`);
  assert.deepEqual(alike.guesses.filter((guess) => guess.kind === 'look-alike'), [{ field: 'number', kind: 'look-alike', line: 2, at: 6, read: 'O', perhaps: '0' }]);
  const born = read(`${first}${right.replace('7408122', '4708122')}`);
  assert.deepEqual(doubtful(born), ['birthDate: check-digit']);
  assert.ok(born.guesses.some((guess) => guess.kind === 'swapped' && guess.at === 14 && guess.perhaps === '74'));
});

// An encoder of its own, so that the reader is not tried by its own arithmetic.
function digit(text: string): string {
  const order = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return String([...text].reduce((sum, character, i) => sum + (character === '<' ? 0 : order.indexOf(character)) * [7, 3, 1][i % 3]!, 0) % 10);
}
function passport({ code = 'P<', number = 'AB1234567', nationality = 'BRA', birth = '930514', sex = 'M', expiry = '310201', optional = '<'.repeat(14), name = 'SILVA<<CHRISTOPHER' } = {}): string {
  const body = `${number}${digit(number)}${nationality}${birth}${digit(birth)}${sex}${expiry}${digit(expiry)}${optional}${digit(optional)}`;
  return `${`${code}BRA${name}`.padEnd(44, '<')}\n${body}${digit(body.slice(0, 10) + body.slice(13, 20) + body.slice(21))}`;
}
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const yymmdd = fc.date({ min: new Date('1935-01-01'), max: new Date('2026-11-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(2, 10).replaceAll('-', ''));
const any = fc.record({
  number: fc.stringMatching(/^[A-Z0-9]{9}$/), nationality: fc.constantFrom(...isoCountries.keys()), birth: yymmdd, sex: fc.constantFrom('M', 'F', '<'),
  expiry: fc.date({ min: new Date('2026-01-01'), max: new Date('2046-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(2, 10).replaceAll('-', '')),
  optional: fc.stringMatching(/^[A-Z0-9]{0,14}$/).map((text) => text.padEnd(14, '<')), name: fc.constantFrom('SILVA<<CHRISTOPHER', 'O', 'GARCIA<MARQUEZ<<MARIA<DEL<CARMEN'),
});

test('any passport is read without doubt, and back as it was written', () => {
  fc.assert(fc.property(any, (person) => {
    const text = passport(person);
    const reading = read(text);
    assert.deepEqual(doubtful(reading), []);
    assert.equal(reading.lines.join('\n'), text);
    assert.equal(reading.number, person.number);
    assert.ok(reading.birthDate.candidates.some((born) => typeof born === 'string' && born.slice(2).replaceAll('-', '') === person.birth));
  }), { numRuns: 200 });
});

test('one wrong character is found, unless no digit covers it or it is a twin modulo 10', () => {
  const worth = (character: string): number => (character === '<' ? 0 : '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(character));
  fc.assert(fc.property(any, fc.integer({ min: 0, max: 43 }), fc.constantFrom(...letters, ...'0123456789<'), (person, at, put) => {
    const [first, second] = passport(person).split('\n') as [string, string];
    fc.pre(second[at] !== put);
    const found = doubtful(read(`${first}\n${second.slice(0, at)}${put}${second.slice(at + 1)}`)).length > 0;
    const uncovered = (at >= 10 && at < 13) || at === 20;
    const twin = worth(second[at]!) % 10 === worth(put) % 10;
    assert.ok(found || uncovered || twin, `${second[at]} -> ${put} at ${at + 1}`);
  }), { numRuns: 2000 });
});

test('two neighbours that changed places are found, unless they differ by five or are of an uncovered place', () => {
  const worth = (character: string): number => (character === '<' ? 0 : '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(character));
  fc.assert(fc.property(any, fc.integer({ min: 0, max: 7 }), (person, at) => {
    const [first, second] = passport(person).split('\n') as [string, string];
    const [a, b] = [second[at]!, second[at + 1]!];
    fc.pre(a !== b);
    const reading = read(`${first}\n${second.slice(0, at)}${b}${a}${second.slice(at + 2)}`);
    const blind = (worth(a) - worth(b)) % 5 === 0;
    assert.ok(blind || reading.guesses.some((guess) => guess.kind === 'swapped' && guess.at === at + 1 && guess.perhaps === a + b), `${a}${b} at ${at + 1}: ${JSON.stringify(reading.guesses)}`);
  }), { numRuns: 500 });
});

test('whatever is typed, reading never fails and says what it read', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.stringMatching(/^[A-Z0-9<]{44}\n[A-Z0-9<]{44}$/), fc.stringMatching(/^[A-Z0-9<]{90}$/), fc.stringMatching(/^[A-Z0-9<]{72}$/)), (text) => {
    const result = readMrz(text, today);
    if (isMrzReading(result)) assert.ok(result.lines.join('').length >= 72);
  }), { numRuns: 500 });
});

test('countries: all of ISO 3166-1, each once', () => {
  assert.equal(isoCountries.size, 249);
  assert.equal(new Set(isoCountries.values()).size, 249);
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  for (const [three, two] of isoCountries) assert.ok(names.of(two), `${three} ${two}`);
  assert.deepEqual(['SWE', 'BRA', 'D<<', 'GBN', 'RKS', 'UNO', 'ZZZ'].map(countryOfMrz), ['SE', 'BR', 'DE', 'GB', 'XK', null, undefined]);
});
