import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { attributes, escape, html, raw } from './html.ts';

test('whatever is put in stays text', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    const made = html`<p title="${text}">${text}</p>`.text;
    assert.equal(made.match(/</g)!.length, 2);
    assert.equal(made, `<p title="${escape(text)}">${escape(text)}</p>`);
    assert.doesNotMatch(escape(text), /[<>"']/);
  }));
});

test('nothing prints for null, undefined and false; zero prints; lists are joined', () => {
  assert.equal(html`${null}${undefined}${false}${0}${['a', html`<b>${'<'}</b>`]}`.text, '0a<b>&lt;</b>');
  assert.equal(html`${raw('<br>')}`.text, '<br>');
});

test('attributes: true is bare, absent is left out, values are escaped', () => {
  assert.equal(attributes({ id: 'a"b', checked: true, hidden: false, title: undefined, size: 0 }).text, ' id="a&quot;b" checked size="0"');
});
