import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DmnError } from '../errors.ts';
import { attribute, elements, textOf } from './tree.ts';
import type { XmlElement } from './tree.ts';
import { readXml } from './read.ts';
import { writeXml } from './write.ts';

const fails = (xml: string, message: RegExp, line?: number, column?: number): void => {
  assert.throws(() => readXml(xml, 'a.xml'), (e: unknown) => {
    assert.ok(e instanceof DmnError);
    assert.equal(e.code, 'xml');
    assert.match(e.message, message);
    if (line !== undefined) assert.equal(e.line, line);
    if (column !== undefined) assert.equal(e.column, column);
    return true;
  });
};

test('document types and unknown entities are refused: no entity bombs, no external entities', () => {
  fails('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /document type/, 1, 1);
  fails('<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', /document type/, 2, 1);
  fails('<a>\n&lol;</a>', /&lol; is not known/, 2, 1);
  fails('<a>&#0;</a>', /not a character/);
  fails('<a b="&unknown;"/>', /not known/);
});

test('what is not well-formed is said with its line and column', () => {
  fails('<a>\n  <b></c>\n</a>', /<\/c> closes <b>|closes/, 2);
  fails('<a><b></a>', /closes <b>/);
  fails('<a b="1" b="2"/>', /given twice/);
  fails('<x:a/>', /prefix "x" is not declared/);
  fails('<a/><b/>', /after the root/);
  fails('<a b=1/>', /not quoted/);
  fails('<a>', /not closed/);
  fails('', /root element/);
  fails(`${'<a>'.repeat(300)}${'</a>'.repeat(300)}`, /deeper than 256/);
});

test('namespaces, entities, CDATA, comments and instructions are read', () => {
  const { root, prolog } = readXml('\ufeff<?xml version="1.0"?><!-- c --><?p x?>\r\n<d xmlns="urn:a" xmlns:b="urn:b"><b:e f="1 &lt; &#x32;&#10;"/>a<![CDATA[<&]]>&amp;</d>');
  assert.equal(root.namespace, 'urn:a');
  const e = elements(root)[0]!;
  assert.deepEqual([e.prefix, e.local, e.namespace, attribute(e, 'f')], ['b', 'e', 'urn:b', '1 < 2\n']);
  assert.equal(textOf(root), 'a<&&');
  assert.equal(prolog.length, 2);
});

const escape = (s: string): string => s.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

test('writing what was read is stable, and keeps everything', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
  const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((s) => s.replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd]/g, ''));
  const node = fc.letrec<{ element: string; content: string }>((tie) => ({
    element: fc.tuple(name, fc.uniqueArray(fc.tuple(name, text), { selector: ([n]) => n, maxLength: 3 }), fc.array(tie('content'), { maxLength: 4 }))
      .map(([n, attributes, content]) => `<${n}${attributes.map(([k, v]) => ` ${k}="${escape(v)}"`).join('')}>${content.join('')}</${n}>`),
    content: fc.oneof({ depthSize: 'small' }, text.map(escape), fc.constant('<!-- note -->'), fc.constant('<![CDATA[a < b]]>'), tie('element')),
  })).element;
  const content = (e: XmlElement): unknown => [e.name, e.attributes, e.children
    .filter((c) => c.type !== 'text' || e.children.some((t) => t.type === 'text' && /\S/.test(t.text)))
    .map((c) => (c.type === 'element' ? content(c) : c.type === 'text' ? c.text : c.type))];
  fc.assert(fc.property(node, (xml) => {
    const first = readXml(xml);
    const written = writeXml(first);
    const second = readXml(written);
    assert.deepEqual(content(second.root), content(first.root));
    assert.equal(writeXml(second), written);
  }), { numRuns: 300 });
});

test('no text makes the reader hang or fail otherwise than by a DmnError', () => {
  const piece = fc.constantFrom('<', '>', '/', '=', '"', '&', ';', 'a', ' ', '\n', '<a>', '</a>', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', 'xmlns:b="c"', '&#x41;');
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
    try {
      readXml(pieces.join(''));
    } catch (e) {
      assert.ok(e instanceof DmnError, String(e));
      assert.ok(e.line >= 1 && e.column >= 1);
    }
  }), { numRuns: 3000 });
});
