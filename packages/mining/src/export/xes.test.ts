import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readXesFile } from '../import/node-files.ts';
import { parseXes } from '../import/xes.ts';
import { parseXml, type Element } from '../model/xml.ts';
import { eventAt, eventCount } from '../log/event-log.ts';
import { logOf } from '../testing/log-of.ts';
import { publicLog } from '../testing/public-logs.ts';
import { toXes } from './xes.ts';

const key = fc.constantFrom('a', 'org:resource', 'x/y', 'å<&>"', 'deep');
const text = fc.string({ unit: fc.constantFrom('a', '<', '&', '"', "'", '\n', '\t', 'å', '漢', '😀', ' ') });
interface Attribute { type: string; key: string; value: string; inside: Attribute[] }
const leaf = (inside: fc.Arbitrary<Attribute[]>): fc.Arbitrary<Attribute> => fc.oneof(...(['string', 'id', 'int', 'float', 'boolean', 'date'] as const).map((type) => fc.record({
  type: fc.constant(type), key, inside,
  value: type === 'string' || type === 'id' ? text : type === 'int' ? fc.bigInt(-(2n ** 63n), 2n ** 63n).map(String) : type === 'float' ? fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)
    : type === 'boolean' ? fc.boolean().map(String) : fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString()),
})));
// a key stands once in its element (IEEE 1849-2016, 4.1.5)
const some = (inner: fc.Arbitrary<Attribute>, least: number): fc.Arbitrary<Attribute[]> => fc.uniqueArray(inner, { minLength: least, maxLength: 3, selector: (one) => one.key });
const around = (inner: fc.Arbitrary<Attribute>): fc.Arbitrary<Attribute> => fc.oneof(
  leaf(some(inner, 0)),
  fc.record({ type: fc.constantFrom('list', 'container'), key, value: fc.constant(''), inside: some(inner, 1) }));
const attribute = around(around(leaf(fc.constant([]))));
const escape = (value: string): string => value.replace(/[<>&"'\n\t]/g, (char) => `&#${char.charCodeAt(0)};`);
const write = (one: Attribute): string => one.type === 'list' ? `<list key="${escape(one.key)}"><values>${one.inside.map(write).join('')}</values></list>`
  : `<${one.type} key="${escape(one.key)}"${one.type === 'container' ? '' : ` value="${escape(one.value)}"`}>${one.inside.map(write).join('')}</${one.type}>`;

/** A key stands once in its element (IEEE 1849-2016, 4.1.5); in the values of a list it may come again. */
function keysOnce(element: Element): void {
  const keys = element.name === 'values' ? [] : element.children.flatMap((one) => one.attributes['key'] ?? []);
  assert.equal(new Set(keys).size, keys.length, keys.join());
  element.children.forEach(keysOnce);
}

test('what stands inside the name of an event, its instant or the name of a case is written there; lists of globals are lists', () => {
  const xes = `<log xes.version="1849.2016"><global scope="event"><string key="concept:name" value="?"/><list key="papers"><values><string key="paper" value="x"/><string key="paper" value="y"/></values></list></global>
    <list key="loose"><string key="one" value="1"/></list><container key="meta"><container key="#0"><int key="n" value="3"/></container></container>
    <trace><string key="concept:name" value="1"><string key="lang" value="sv"/></string>
      <event><string key="concept:name" value="a"><string key="sv" value="sök"/></string><date key="time:timestamp" value="2026-01-01T00:00:00Z"><string key="to the" value="day"/></date></event>
      <event><string key="concept:name" value="b"/></event></trace></log>`;
  const log = parseXes(xes), written = toXes(log);
  assert.match(written, /<string key="concept:name" value="a">\s*<string key="sv" value="sök"\/>\s*<\/string>\s*<date key="time:timestamp" value="2026-01-01T00:00:00.000Z">\s*<string key="to the" value="day"\/>\s*<\/date>/);
  assert.match(written, /<string key="concept:name" value="1">\s*<string key="lang" value="sv"\/>/);
  assert.match(written, /<list key="papers">\s*<values>\s*<string key="paper" value="x"\/>\s*<string key="paper" value="y"\/>\s*<\/values>/);
  assert.match(written, /<list key="loose">\s*<string key="one" value="1"\/>/);
  assert.match(written, /<container key="meta">\s*<container key="#0">/);
  keysOnce(parseXml(written));
  assert.deepEqual(parseXes(written), log);
});

test('what is read from XES is written so that the same is read again', () => {
  const named = fc.tuple(text, some(leaf(fc.constant([])), 0));
  const traces = fc.array(fc.tuple(some(attribute, 0), fc.array(fc.tuple(named, some(attribute, 0)), { maxLength: 4 })), { maxLength: 4 });
  fc.assert(fc.property(some(attribute, 0), traces, (ofLog, list) => {
    const xes = `<log xes.version="1849.2016"><extension name="A &amp; B" prefix="ab" uri="urn:x"/><global scope="event"><string key="k" value="?"><int key="n" value="1"/></string></global>
      <classifier name="both" keys="concept:name 'a key'"/>${ofLog.map(write).join('')}${list.map(([attributes, events], i) =>
        `<trace><string key="concept:name" value="${i}"/>${attributes.map(write).join('')}${events.map(([[name, inside], own]) => `<event><string key="concept:name" value="${escape(name)}">${inside.map(write).join('')}</string>${own.map(write).join('')}</event>`).join('')}</trace>`).join('')}</log>`;
    const once = parseXes(xes), written = toXes(once), again = parseXes(written);
    keysOnce(parseXml(written));
    assert.deepEqual(again.caseIds, once.caseIds);
    assert.deepEqual(again.attributes, once.attributes);
    assert.deepEqual(again.xes!.globals, once.xes!.globals);
    assert.deepEqual(again.xes!.classifiers, once.xes!.classifiers);
    assert.deepEqual(again.xes!.extensions, once.xes!.extensions);
    for (let row = 0; row < eventCount(once); row++) assert.deepEqual(eventAt(again, row), eventAt(once, row));
  }), { numRuns: 60 });
});

test('a log made here says what it uses', () => {
  const log = logOf([['1', 'a', 0, { 'org:resource': 'ann', cost: 1.5 }], ['1', 'b', 1, { cost: 2, due: { instant: 60_000 } }]]);
  const xes = toXes(log);
  assert.match(xes, /prefix="org"/);
  assert.match(xes, /<float key="cost" value="2"\/>/);
  assert.match(xes, /<date key="due" value="1970-01-01T00:01:00.000Z"\/>/);
  assert.deepEqual(eventAt(parseXes(xes), 1), eventAt(log, 1));
});

for (const name of ['running-example.xes', '08_receipt.xes.gz', 'helpdesk.xes.gz']) {
  const { path, skip } = publicLog(name);
  test(`${name} written and read again is the same`, { skip }, async () => {
    const log = await readXesFile(path);
    assert.deepEqual(parseXes(toXes(log)), log);
  });
}
