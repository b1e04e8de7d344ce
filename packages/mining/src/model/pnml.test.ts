import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyNet } from '../check/testing.ts';
import { tracesOfNet } from './playout.ts';
import { parseTree } from './process-tree.ts';
import { PnmlError, readPnml, writePnml } from './pnml.ts';
import { anyTree } from './testing.ts';
import { treeToNet } from './tree-to-net.ts';
import { escapeXml } from '../import/xml-text.ts';
import { parseXml, XmlError } from './xml.ts';

test('tree, net, PNML, and the same net again', () => {
  fc.assert(fc.property(anyTree(['a', 'b & "c"', '<d>', ' e\n']), (tree) => {
    const net = treeToNet(tree);
    const again = readPnml(writePnml(net));
    const sorted = (list: number[]): number[] => [...list].sort((a, b) => a - b);
    assert.deepEqual(again, { ...net, transitions: net.transitions.map((one) => ({ ...one, inputs: sorted(one.inputs), outputs: sorted(one.outputs) })) });
  }));
  fc.assert(fc.property(anyNet(), (net) => {
    // weights, shared places, markings of many tokens
    const again = readPnml(writePnml(net));
    assert.deepEqual([again.places, again.initial, again.final], [net.places, net.initial, net.final]);
    net.transitions.forEach((one, t) => {
      assert.deepEqual([...again.transitions[t]!.inputs].sort(), [...one.inputs].sort());
      assert.deepEqual([...again.transitions[t]!.outputs].sort(), [...one.outputs].sort());
      assert.equal(again.transitions[t]!.label, one.label);
    });
  }));
});

test('a file as other tools write it: pages, prefixes, no final marking', () => {
  const net = readPnml(`<?xml version="1.0"?><!DOCTYPE pnml><x:pnml xmlns:x="http://www.pnml.org/version-2009/grammar/pnml"><x:net id="n"><x:page id="1"><x:page id="2">
    <x:place id="from"><x:initialMarking><x:text> 1 </x:text></x:initialMarking></x:place><x:place id="to"/></x:page>
    <x:transition id="do"><x:name><x:text>Decide &#x26; serve</x:text></x:name></x:transition><x:transition id="pass"/>
    <x:arc id="1" source="from" target="do"/><x:arc source="do" target="to"/><x:arc source="from" target="pass"/><x:arc source="pass" target="to"/></x:page></x:net></x:pnml>`);
  assert.deepEqual(tracesOfNet(net, 2), [['Decide & serve'], []]);
});

test('broken files say what was expected', () => {
  const whole = writePnml(treeToNet(parseTree("+( 'a', *( 'b', 'c' ) )")));
  assert.throws(() => readPnml('<a/>'), PnmlError);
  assert.throws(() => readPnml(whole.replace('source="source"', 'source="nowhere"')), /an arc between a place and a transition, not from nowhere/);
  assert.throws(() => readPnml(whole.replace('<text>1</text>', '<text>many</text>')), /a number from 0 to 255 as initial marking of source, not many/);
  for (let cut = 1; cut < whole.length - 2; cut += 7) assert.throws(() => readPnml(whole.slice(0, cut)), (error: unknown) => error instanceof XmlError || error instanceof PnmlError, String(cut));
});

test('XML: what is escaped comes back; what is wrong has a line', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    // what XML cannot hold becomes the sign for a character that is lost
    const sound = Array.from(text.toWellFormed(), (one) => ((one >= ' ' || '\t\n\r'.includes(one)) && one !== '\uFFFE' && one !== '\uFFFF' ? one : '\uFFFD')).join('');
    assert.equal(parseXml(`<a b="${escapeXml(text)}"/>`).attributes['b'], sound);
    assert.equal(parseXml(`<a>${escapeXml(text)}</a>`).text, sound);
  }));
  assert.equal(parseXml('<!-- x --><a><![CDATA[<&]]>&lt;</a>').text, '<&<');
  for (const [text, line] of [['<a>\n<b></a>', 2], ['<a>\n\n&nbsp;</a>', 3], ['', 1], ['<a b=c/>', 1], ['<!DOCTYPE a [<!ENTITY b "c">]><a/>', 1]] as const) {
    assert.throws(() => parseXml(text), (error: unknown) => error instanceof XmlError && error.line === line, text);
  }
});
