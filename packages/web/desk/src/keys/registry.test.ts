import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRegistry, isSingle, nameOf, type Press, type Shortcut } from './registry.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({ key, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, at: 'elsewhere', time: 0, ...more });
const shortcut = (keys: string, more: Partial<Shortcut> = {}): Shortcut => ({ keys, word: keys, group: 'g', run: () => {}, ...more });

test('names of keys, as shortcuts write them', () => {
  assert.deepEqual([press('j'), press('?', { shiftKey: true }), press('K', { ctrlKey: true }), press('k', { metaKey: true }), press('Enter', { shiftKey: true }), press('F1'), press('K', { ctrlKey: true, shiftKey: true })].map(nameOf),
    ['j', '?', 'Ctrl+k', 'Ctrl+k', 'Shift+Enter', 'F1', 'Ctrl+Shift+k']);
});

test('a letter after g leads on, within its time and not after another key', () => {
  const registry = createRegistry();
  registry.add([shortcut('g q'), shortcut('q'), shortcut('j')]);
  assert.equal(registry.press(press('g')), undefined);
  assert.equal(registry.press(press('q', { time: 900 }))?.keys, 'g q');
  assert.equal(registry.press(press('q', { time: 1000 }))?.keys, 'q');
  registry.press(press('g', { time: 2000 }));
  assert.equal(registry.press(press('q', { time: 9000 }))?.keys, 'q', 'too late');
  registry.press(press('g', { time: 10_000 }));
  assert.equal(registry.press(press('j', { time: 10_100 }))?.keys, 'j');
  assert.equal(registry.press(press('q', { time: 10_200 }))?.keys, 'q');
});

test('in a field only keys with Ctrl and function keys; on a button Enter is the button’s', () => {
  const registry = createRegistry();
  registry.add(['j', '?', '/', 'Enter', 'Ctrl+k', 'F1', 'Escape'].map((keys) => shortcut(keys)));
  const works = (at: Press['at']): string[] => ['j', '?', '/', 'Enter', 'F1', 'Escape'].filter((key) => registry.press(press(key, { at })));
  assert.deepEqual(works('field'), ['F1', 'Escape']);
  assert.deepEqual(works('control'), ['j', '?', '/', 'F1', 'Escape']);
  assert.ok(registry.press(press('k', { ctrlKey: true, at: 'field' })));
});

test('single characters can be switched off, sequences of them too; the others stay', () => {
  const registry = createRegistry();
  registry.add(['j', '?', 'g q', 'Ctrl+k', 'F1', 'Enter'].map((keys) => shortcut(keys)));
  registry.setSingle(false);
  assert.deepEqual(['j', '?', 'g', 'q'].map((key) => registry.press(press(key))), [undefined, undefined, undefined, undefined]);
  assert.ok(registry.press(press('F1')) && registry.press(press('k', { ctrlKey: true })) && registry.press(press('Enter')));
  assert.deepEqual(['j', '?', 'g q', 'Enter', 'F1', 'Ctrl+k'].map(isSingle), [true, true, true, false, false, false]);
});

test('a view’s own goes before the frame’s while it is shown, and the list names each key once', () => {
  const registry = createRegistry();
  registry.add([shortcut('j', { word: 'frame' }), shortcut('k')]);
  const leave = registry.add([shortcut('j', { word: 'view' }), shortcut('x', { when: () => false })]);
  assert.equal(registry.press(press('j'))?.word, 'view');
  assert.deepEqual(registry.list().map(({ keys, word }) => `${keys} ${word}`), ['k k', 'j view']);
  leave();
  assert.equal(registry.press(press('j'))?.word, 'frame');
});
