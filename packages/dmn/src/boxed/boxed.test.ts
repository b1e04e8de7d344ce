import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, decision, inputData, literal, model } from '../model.testing.ts';

const value = (logic: string, input: Record<string, unknown> = {}, more = '', knowledge: string[] = []): unknown => {
  const inputs = Object.keys(input);
  const m = model(more + inputs.map((n) => inputData(n, 'Any')).join('') + decision('D', logic, { inputs, knowledge }));
  return m.evaluate('D', input, { now: NOW }).value;
};
const entry = (name: string | undefined, logic: string): string => `<contextEntry>${name ? `<variable name="${name}"/>` : ''}${logic}</contextEntry>`;
const bkm = (name: string, parameters: [string, string?][], body: string, type?: string): string =>
  `<businessKnowledgeModel id="k-${name}" name="${name}"><variable name="${name}"${type ? ` typeRef="${type}"` : ''}/><encapsulatedLogic>${
    parameters.map(([n, t]) => `<formalParameter name="${n}"${t ? ` typeRef="${t}"` : ''}/>`).join('')}${body}</encapsulatedLogic></businessKnowledgeModel>`;

test('contexts: entries see those before them; a last entry without name is the result', () => {
  assert.deepEqual(value(`<context>${entry('a b', literal('1'))}${entry('c', literal('a b + 1'))}</context>`), { 'a b': 1, c: 2 });
  assert.equal(value(`<context>${entry('a b', literal('1'))}${entry(undefined, literal('a b + 1'))}</context>`), 2);
});

test('a function in a context may call itself', () => {
  const f = `<functionDefinition><formalParameter name="n" typeRef="number"/>${literal('if n = 0 then 1 else n * f(n - 1)')}</functionDefinition>`;
  assert.equal(value(`<context>${entry('f', f)}${entry(undefined, literal('f(5)'))}</context>`), 120);
});

test('invocations bind parameters by name, and fit their types', () => {
  const invocation = (binding: string): string => `<invocation>${literal('share of')}<binding><parameter name="part"/>${literal(binding)}</binding><binding><parameter name="whole"/>${literal('4')}</binding></invocation>`;
  const share = bkm('share of', [['whole', 'number'], ['part', 'number']], literal('part / whole'), 'number').replace('id="k-share of"', 'id="k-share"');
  assert.equal(value(invocation('1'), {}, share, ['share']), 0.25);
  assert.equal(value(invocation('[2]'), {}, share, ['share']), 0.5);
  assert.equal(value(invocation('"x"'), {}, share, ['share']), null);
});

test('relations and lists', () => {
  const row = (...cells: string[]): string => `<row>${cells.map(literal).join('')}</row>`;
  assert.deepEqual(value(`<relation><column name="n"/><column name="t"/>${row('1', '"a"')}${row('1 + 1', 'null')}</relation>`), [{ n: 1, t: 'a' }, { n: 2, t: null }]);
  assert.deepEqual(value(`<list>${literal('1')}<list>${literal('2')}</list></list>`), [1, [2]]);
});

test('conditional, filter, for, some, every', () => {
  const part = (tag: string, text: string): string => `<${tag}>${literal(text)}</${tag}>`;
  const conditional = `<conditional>${part('if', 'x > 1')}${part('then', '"more"')}${part('else', '"less"')}</conditional>`;
  assert.equal(value(conditional, { x: 2 }), 'more');
  assert.equal(value(conditional, { x: null }), 'less');
  assert.deepEqual(value(`<filter>${part('in', '[{age: 1}, {age: 20}]')}${part('match', 'age >= 18')}</filter>`), [{ age: 20 }]);
  assert.equal(value(`<filter>${part('in', '[5, 6]')}${part('match', '2')}</filter>`), 6);
  assert.deepEqual(value(`<for iteratorVariable="n">${part('in', '[1, 2]')}${part('return', 'n + count(partial)')}</for>`), [1, 3]);
  assert.equal(value(`<some iteratorVariable="n">${part('in', '[1, 2]')}${part('satisfies', 'n > 1')}</some>`), true);
  assert.equal(value(`<every iteratorVariable="n">${part('in', '[1, 2]')}${part('satisfies', 'n > 1')}</every>`), false);
});

test('declared types: constraints, lists of one, dates as moments', () => {
  const types = `<itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>
    <itemDefinition name="tGrades" isCollection="true"><typeRef>tGrade</typeRef></itemDefinition>
    <itemDefinition name="tPair" isCollection="true"><typeRef>number</typeRef><typeConstraint><text>count(?) = 2</text></typeConstraint></itemDefinition>`;
  const typed = (type: string, text: string): unknown => model(types + decision('D', literal(text), { type })).evaluate('D', {}, { now: NOW }).value;
  assert.equal(typed('tGrade', '"A"'), 'A');
  assert.equal(typed('tGrade', '"C"'), null);
  assert.deepEqual(typed('tGrades', '"A"'), ['A']);
  assert.equal(typed('tGrades', '["A", "C"]'), null);
  assert.equal(typed('string', '["A"]'), 'A');
  assert.deepEqual(typed('tPair', '[1, 2]'), [1, 2]);
  assert.equal(typed('tPair', '[1]'), null);
  assert.equal(typed('dateTime', 'date("2026-03-01")'), '2026-03-01T00:00:00Z');
  assert.equal(typed('number', '"1"'), null);
});

test('a table inside knowledge reports its rows to the decision that calls it', () => {
  const table = `<decisionTable id="size" hitPolicy="FIRST"><input><inputExpression typeRef="number"><text>n</text></inputExpression></input><output/>
    <rule id="big"><inputEntry><text>&gt; 10</text></inputEntry><outputEntry><text>"big"</text></outputEntry></rule>
    <rule id="small"><inputEntry><text>-</text></inputEntry><outputEntry><text>"small"</text></outputEntry></rule></decisionTable>`;
  const m = model(bkm('size', [['n', 'number']], table) + inputData('x', 'number') + decision('D', literal('size(x)'), { inputs: ['x'], knowledge: ['size'] }));
  const { value, trace } = m.evaluate('D', { x: 3 }, { now: NOW });
  assert.equal(value, 'small');
  assert.deepEqual(trace[0]!.hits.map((h) => h.row), ['small']);
  assert.deepEqual(trace[0]!.rejected, [{ row: 'big', column: 'n', unknown: false }]);
  assert.deepEqual(trace[0]!.facts, [{ path: 'x', value: 3 }]);
});
