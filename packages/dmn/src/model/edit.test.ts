import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addRow, annotationOf, compile, hasRow, moveRow, readModel, removeRow, setAnnotation, setCell, setExpression, setHitPolicy, writeModel, type DmnModel } from '../index.ts';
import { MODEL, NOW } from '../model.testing.ts';

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<!-- The law of things, as its author laid it out. -->
<definitions xmlns="${MODEL}" namespace="urn:t" name="t">
  <inputData id="i" name="age"><variable name="age" typeRef="number"/></inputData>

  <decision id="d" name="Fee">
    <variable name="Fee" typeRef="number"/>
    <informationRequirement><requiredInput href="#i"/></informationRequirement>
    <decisionTable id="t" hitPolicy="FIRST">
      <input><inputExpression typeRef="number"><text>age</text></inputExpression></input>
      <output typeRef="number"/>
      <annotation name="Legal basis"/>
      <!-- children pay nothing -->
      <rule id="child">
        <inputEntry><text>&lt; 18</text></inputEntry>
        <outputEntry><text>0</text></outputEntry>
        <annotationEntry><text>Act 1</text></annotationEntry>
      </rule>
      <rule id="old">
        <inputEntry><text>&gt; 64</text></inputEntry>
        <outputEntry><text>50</text></outputEntry>
        <annotationEntry><text>Act 2</text></annotationEntry>
      </rule>
      <rule id="other">
        <inputEntry><text>-</text></inputEntry>
        <outputEntry><text>100</text></outputEntry>
        <annotationEntry><text/></annotationEntry>
      </rule>
    </decisionTable>
  </decision>
  <decision id="e" name="Twice"><variable name="Twice" typeRef="number"/><informationRequirement><requiredDecision href="#d"/></informationRequirement><literalExpression><text>Fee * 2</text></literalExpression></decision>
</definitions>
`;

const kept = (model: DmnModel): string => writeModel(model, { layout: 'kept' });
const edited = (change: (model: DmnModel) => void): DmnModel => {
  const model = readModel(xml);
  change(model);
  return readModel(kept(model));
};
const rows = (model: DmnModel): string[] => {
  const { expression } = model.decisions[0]!;
  return expression?.kind === 'table' ? expression.rules.map((rule) => rule.id) : [];
};
const fee = (model: DmnModel, age: number): unknown => compile(model).evaluate('Fee', { age }, { now: NOW }).value;

test('what is read is written with its own layout', () => {
  assert.equal(kept(readModel(xml)), xml);
});

test('a change of one place is a change of its lines alone', () => {
  const changed = (change: (model: DmnModel) => void): { less: string[]; more: string[] } => {
    const before = xml.split('\n'), after = kept(edited(change)).split('\n');
    return { less: before.filter((line) => !after.includes(line)), more: after.filter((line) => !before.includes(line)) };
  };
  assert.deepEqual(changed((m) => setCell(m, { decision: 'Fee', row: 'old', part: 'input', column: 0 }, '>= 65')), { less: ['        <inputEntry><text>&gt; 64</text></inputEntry>'], more: ['        <inputEntry><text>&gt;= 65</text></inputEntry>'] });
  assert.deepEqual(changed((m) => setHitPolicy(m, 'Fee', 'UNIQUE')).more, ['    <decisionTable id="t" hitPolicy="UNIQUE">']);
  assert.deepEqual(changed((m) => addRow(m, 'Fee', { id: 'youth', after: 'child', like: 'old' })), { less: [], more: ['      <rule id="youth">'] });
  assert.equal(changed((m) => removeRow(m, { decision: 'Fee', row: 'old' })).more.length, 0);
});

test('rows are added, copied, moved and removed, and the order decides where it should', () => {
  const added = edited((m) => { addRow(m, 'Fee', { id: 'youth', after: 'child', like: 'child' }); setCell(m, { decision: 'Fee', row: 'youth', part: 'input', column: 0 }, '< 25'); setCell(m, { decision: 'Fee', row: 'youth', part: 'output', column: 0 }, '25'); });
  assert.deepEqual(rows(added), ['child', 'youth', 'old', 'other']);
  assert.deepEqual([fee(added, 10), fee(added, 20), fee(added, 70)], [0, 25, 50]);
  assert.equal(annotationOf(added, { decision: 'Fee', row: 'youth' }, 'Legal basis'), 'Act 1');
  const empty = edited((m) => { addRow(m, 'Fee', { id: 'new', after: null }); setCell(m, { decision: 'Fee', row: 'new', part: 'output', column: 0 }, '1'); });
  assert.deepEqual([rows(empty)[0], fee(empty, 10), annotationOf(empty, { decision: 'Fee', row: 'new' }, 'Legal basis')], ['new', 1, '']);
  const moved = edited((m) => moveRow(m, { decision: 'Fee', row: 'other' }, null));
  assert.deepEqual([rows(moved), fee(moved, 10)], [['other', 'child', 'old'], 100]);
  assert.equal(fee(edited((m) => removeRow(m, { decision: 'Fee', row: 'child' })), 10), 100);
});

test('a column of annotations comes with its first text, for every row', () => {
  const told = edited((m) => setAnnotation(m, { decision: 'Fee', row: 'old' }, 'Told', 'fee: Twice'));
  assert.equal(annotationOf(told, { decision: 'Fee', row: 'old' }, 'Told'), 'fee: Twice');
  assert.equal(annotationOf(told, { decision: 'Fee', row: 'child' }, 'Told'), '');
  assert.equal(annotationOf(told, { decision: 'Fee', row: 'child' }, 'Legal basis'), 'Act 1');
  assert.equal(kept(told), kept(readModel(kept(told))));
});

test('what is not there is refused', () => {
  const model = readModel(xml);
  for (const change of [
    () => setCell(model, { decision: 'Fee', row: 'none', part: 'input', column: 0 }, '-'), () => setCell(model, { decision: 'Fee', row: 'old', part: 'input', column: 3 }, '-'),
    () => setExpression(model, 'Fee', '1'), () => setHitPolicy(model, 'Twice', 'ANY'), () => addRow(model, 'Fee', { id: 'old', after: null }),
    () => moveRow(model, { decision: 'Fee', row: 'old' }, 'old'), () => moveRow(model, { decision: 'Fee', row: 'old' }, 'none'), () => removeRow(model, { decision: 'None', row: 'old' }),
  ]) assert.throws(change, RangeError);
  assert.equal(kept(model), xml, 'and nothing was changed');
  removeRow(model, { decision: 'Fee', row: 'old' });
  removeRow(model, { decision: 'Fee', row: 'child' });
  assert.throws(() => removeRow(model, { decision: 'Fee', row: 'other' }), RangeError, 'the last row stays');
  assert.equal(hasRow(model, 'old'), false);
});

test('any moves give the order they say; adding and taking away again leaves the bytes', () => {
  const ids = ['child', 'old', 'other'];
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...ids), fc.option(fc.constantFrom(...ids))), { maxLength: 8 }), (moves) => {
    const model = readModel(xml);
    let order = [...ids];
    for (const [row, after] of moves) {
      if (row === after) continue;
      moveRow(model, { decision: 'Fee', row }, after);
      order = order.filter((one) => one !== row);
      order.splice(after === null ? 0 : order.indexOf(after) + 1, 0, row);
    }
    const before = kept(model);
    assert.deepEqual(rows(readModel(before)), order);
    addRow(model, 'Fee', { id: 'guest', after: moves[0]?.[1] ?? null });
    removeRow(model, { decision: 'Fee', row: 'guest' });
    assert.equal(kept(model), before);
  }), { numRuns: 60 });
});
