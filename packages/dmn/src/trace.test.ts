import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NOW, decision, inputData, literal, model, table } from './model.testing.ts';
import type { TableSpec } from './model.testing.ts';

const evaluate = (spec: TableSpec, input: Record<string, unknown>, types: Record<string, string>): ReturnType<ReturnType<typeof model>['evaluate']> =>
  model(Object.entries(types).map(([n, t]) => inputData(n, t)).join('') + decision('D', table(spec), { inputs: Object.keys(types) })).evaluate('D', input, { now: NOW });

const numbers = (policy: string, extra: Partial<TableSpec> = {}): TableSpec => ({
  policy, inputs: [['n', 'number']], outputs: [{ type: 'string', values: '"best", "good", "poor"' }],
  rows: [{ in: ['> 0'], out: ['"good"'] }, { in: ['> 10'], out: ['"best"'] }, { in: ['> 5'], out: ['"good"'] }, { in: ['< -5'], out: ['"poor"'] }], ...extra,
});
const n = { n: 'number' };
const value = (spec: TableSpec, of: number): unknown => evaluate(spec, { n: of }, n).value;

test('hit policies', () => {
  assert.equal(value(numbers('UNIQUE'), 1), 'good');
  assert.equal(value(numbers('UNIQUE'), 7), null);
  assert.match(evaluate(numbers('UNIQUE'), { n: 7 }, n).trace[0]!.nulls[0]!.detail!, /t-r1, t-r3/);
  assert.equal(value(numbers('ANY'), 7), 'good');
  assert.equal(evaluate(numbers('ANY'), { n: 11 }, n).trace[0]!.nulls[0]!.cause, 'conflict');
  assert.equal(value(numbers('FIRST'), 11), 'good');
  assert.equal(value(numbers('PRIORITY'), 11), 'best');
  assert.deepEqual(value(numbers('COLLECT'), 11), ['good', 'best', 'good']);
  assert.deepEqual(value(numbers('RULE ORDER'), 11), ['good', 'best', 'good']);
  assert.deepEqual(value(numbers('OUTPUT ORDER'), 11), ['best', 'good', 'good']);
  assert.equal(value(numbers('UNIQUE'), -1), null);
  assert.equal(evaluate(numbers('UNIQUE'), { n: -1 }, n).trace[0]!.nulls[0]!.cause, 'no-match');
  assert.equal(value(numbers('UNIQUE', { outputs: [{ type: 'string', default: '"none"' }] }), -1), 'none');
});

test('aggregation', () => {
  const spec = (aggregation: string): TableSpec => ({ policy: 'COLLECT', aggregation, inputs: [['n', 'number']], outputs: [{ type: 'number' }], rows: [{ in: ['> 0'], out: ['0.1'] }, { in: ['> 1'], out: ['0.2'] }] });
  assert.deepEqual(['SUM', 'MIN', 'MAX', 'COUNT'].map((a) => value(spec(a), 5)), [0.3, 0.1, 0.2, 2]);
  assert.equal(value(spec('COUNT'), -1), 0);
  assert.equal(value(spec('SUM'), -1), null);
});

const protection = (): ReturnType<typeof model> => model(`
  <itemDefinition name="tChild"><itemComponent name="birth date"><typeRef>date</typeRef></itemComponent><itemComponent name="birth country"><typeRef>string</typeRef></itemComponent></itemDefinition>
  ${inputData('Child', 'tChild')}${inputData('Parent has permit', 'boolean')}
  ${decision('Age', literal('years and months duration(Child.birth date, today()).years'), { inputs: ['Child'], type: 'number' })}
  ${decision('Outcome', table({
    policy: 'FIRST', inputs: [['Age', 'number'], ['Child.birth country', 'string'], ['Parent has permit', 'boolean']], outputs: [{ name: 'outcome', type: 'string' }, { name: 'years', type: 'number' }],
    annotations: ['Legal basis', 'Reason'],
    rows: [
      { id: 'old', in: ['>= 1', '-', '-'], out: ['"MANUAL"', '0'], notes: ['UtlL 5:3 a', 'not newborn'] },
      { id: 'here', in: ['-', '"SE"', 'true'], out: ['"GRANT"', '2'], notes: ['UtlL 5:3', 'born here'] },
      { id: 'rest', in: ['-', '-', '-'], out: ['"MANUAL"', '0'], notes: ['UtlL 5:3', 'otherwise'] },
    ],
  }), { inputs: ['Child', 'Parent has permit'], decisions: ['Age'] })}`);

test('the trace says which rows held, why others did not, and on which facts', () => {
  const { value, trace } = protection().evaluate('Outcome', { Child: { 'birth date': '2026-02-01', 'birth country': 'SE' }, 'Parent has permit': true, unused: 1 }, { now: NOW });
  assert.deepEqual(value, { outcome: 'GRANT', years: 2 });
  assert.deepEqual(trace.map((t) => t.decision), ['Age', 'Outcome']);
  assert.deepEqual(trace[0]!.facts, [{ path: 'Child.birth date', value: '2026-02-01' }]);
  const own = trace[1]!;
  assert.deepEqual(own.hits, [{ row: 'here', index: 2, outputs: { outcome: 'GRANT', years: 2 }, annotations: { 'Legal basis': 'UtlL 5:3', Reason: 'born here' } }]);
  assert.deepEqual(own.rejected, [{ row: 'old', column: 'Age', unknown: false }]);
  assert.deepEqual(own.facts, [{ path: 'Child.birth country', value: 'SE' }, { path: 'Parent has permit', value: true }]);
  assert.deepEqual([own.children, own.nulls, own.kind, own.id], [['Age'], [], 'table', 'd-Outcome']);
});

test('a missing fact is unknown, a false one or a null on file is not', () => {
  const m = protection();
  const outcome = (input: Record<string, unknown>) => m.evaluate('Outcome', input, { now: NOW }).trace.at(-1)!;
  const child = { 'birth date': '2026-02-01', 'birth country': 'SE' };
  assert.deepEqual(outcome({ Child: child }).rejected[1], { row: 'here', column: 'Parent has permit', unknown: true });
  assert.deepEqual(outcome({ Child: child, 'Parent has permit': false }).rejected[1], { row: 'here', column: 'Parent has permit', unknown: false });
  assert.deepEqual(outcome({ Child: child, 'Parent has permit': null }).rejected[1], { row: 'here', column: 'Parent has permit', unknown: false });
  assert.deepEqual(outcome({ Child: child, 'Parent has permit': null }).nulls, [{ path: 'Parent has permit', cause: 'null-on-file' }]);
  // Unknown through another decision, and by an entry that is not there.
  const unborn = m.evaluate('Outcome', { Child: {}, 'Parent has permit': true }, { now: NOW }).trace;
  assert.deepEqual(unborn[0]!.nulls[0], { path: 'Child.birth date', cause: 'missing-fact' });
  assert.deepEqual(unborn[1]!.rejected, [{ row: 'old', column: 'Age', unknown: true }, { row: 'here', column: 'Child.birth country', unknown: true }]);
  assert.deepEqual(unborn[1]!.nulls.map((x) => [x.path, x.cause]), [['Age', 'missing-fact'], ['Child.birth country', 'missing-fact']]);
  // A fact no row asked for is not missed.
  assert.deepEqual(outcome({ Child: { 'birth date': '2020-01-01' } }).nulls, []);
});

test('facts are told as narrowly as they were read', () => {
  const types = '<itemDefinition name="tHit"><itemComponent name="source"><typeRef>string</typeRef></itemComponent><itemComponent name="score"><typeRef>number</typeRef></itemComponent></itemDefinition><itemDefinition name="tHits" isCollection="true"><typeRef>tHit</typeRef></itemDefinition>';
  const hits = [{ source: 'a', score: 1 }, { source: 'b', score: 9 }, { source: 'c', score: 5 }];
  const facts = (text: string, Hits: unknown = hits): unknown => {
    const m = model(`${types}${inputData('Hits', 'tHits')}${decision('D', literal(text), { inputs: ['Hits'] })}`);
    return m.evaluate('D', { Hits }, { now: NOW }).trace[0]!.facts.map((f) => [f.path, f.value]);
  };
  assert.deepEqual(facts('some h in Hits satisfies h.score > 8'), [['Hits[1].score', 1], ['Hits[2].score', 9]]);
  assert.deepEqual(facts('Hits[score > 4][1].source'), [['Hits[1].score', 1], ['Hits[2].score', 9], ['Hits[2].source', 'b'], ['Hits[3].score', 5]]);
  assert.deepEqual(facts('count(Hits)'), [['Hits', hits]]);
  assert.deepEqual(facts('Hits[1] = {source: "a", score: 1}'), [['Hits[1]', hits[0]]]);
  assert.deepEqual(facts('(function(h) h.source)(Hits[2])'), [['Hits[2].source', 'b']]);
  assert.deepEqual(facts('get value(Hits[1], "score")'), [['Hits[1].score', 1]]);
  assert.deepEqual(facts('sum(Hits.score)', Array.from({ length: 300 }, () => ({ score: 2 }))), [['Hits.score', Array.from({ length: 300 }, () => 2)]]);
  // Handed on by another decision, the facts are still the input's.
  const m = model(`${types}${inputData('Hits', 'tHits')}${decision('High', literal('Hits[score > 4]'), { inputs: ['Hits'] })}${decision('D', literal('High.source'), { decisions: ['High'] })}`);
  assert.deepEqual(m.evaluate('D', { Hits: hits }, { now: NOW }).trace[1]!.facts, [{ path: 'Hits[2].source', value: 'b' }, { path: 'Hits[3].source', value: 'c' }]);
});

test('a fact that does not fit its type is reported, and unknown', () => {
  const e = protection().evaluate('Outcome', { Child: { 'birth date': '2026-02-31', 'birth country': 'SE' }, 'Parent has permit': 'yes' }, { now: NOW });
  assert.deepEqual(e.issues.map((i) => i.path), ['Child.birth date', 'Parent has permit']);
  assert.equal(e.trace[1]!.rejected[1]!.unknown, true);
});

test('a full trace has every cell looked at', () => {
  const { trace } = protection().evaluate('Outcome', { Child: { 'birth date': '2026-02-01', 'birth country': 'SE' }, 'Parent has permit': true }, { now: NOW, trace: 'full' });
  assert.deepEqual(trace[1]!.cells, [
    { row: 'old', column: 'Age', input: 0, test: '>= 1', result: false },
    { row: 'here', column: 'Child.birth country', input: 'SE', test: '"SE"', result: true },
    { row: 'here', column: 'Parent has permit', input: true, test: 'true', result: true },
  ]);
});

test('the same input gives the same bytes, whatever ran before', () => {
  const input = fc.record({ Child: fc.record({ 'birth date': fc.constantFrom('2026-02-01', '2020-01-01', 'x', null), 'birth country': fc.constantFrom('SE', 'NO', null) }, { requiredKeys: [] }), 'Parent has permit': fc.constantFrom(true, false, null, 'x') }, { requiredKeys: [] });
  const shared = protection();
  fc.assert(fc.property(input, (i) => {
    const once = JSON.stringify(shared.evaluate('Outcome', i, { now: NOW }));
    assert.equal(JSON.stringify(protection().evaluate('Outcome', JSON.parse(JSON.stringify(i)), { now: NOW })), once);
  }), { numRuns: 100 });
});

test('input is never changed, and keys of any name are kept', () => {
  const m = model(inputData('x', 'Any') + decision('D', literal('x'), { inputs: ['x'] }));
  const input = Object.freeze({ x: Object.freeze(JSON.parse('{"__proto__": {"a": [1, "2"]}, "toString": null, "1": 2}')) });
  assert.equal(JSON.stringify(m.evaluate('D', input, { now: NOW }).value), JSON.stringify(input.x));
  assert.equal(m.evaluate('D', Object.create({ x: 5 }), { now: NOW }).trace[0]!.nulls[0]!.cause, 'missing-fact');
});

test('a decision service is evaluated by name, and used as a function', () => {
  const m = model(`${inputData('n', 'number')}${decision('In', literal('n + 1'), { inputs: ['n'], type: 'number' })}${decision('Out', literal('In * 2'), { decisions: ['In'] })}
    <decisionService id="k-S" name="S"><variable name="S"/><outputDecision href="#d-Out"/><inputDecision href="#d-In"/></decisionService>
    ${decision('Use', literal('S(10) + In'), { knowledge: ['S'], decisions: ['In'] })}`);
  assert.equal(m.evaluate('S', { In: 4 }, { now: NOW }).value, 8);
  assert.equal(m.evaluate('Use', { n: 1 }, { now: NOW }).value, 22);
  assert.deepEqual(m.services, [{ id: 'k-S', name: 'S', inputs: ['In'] }]);
});

test('only what JSON can hold is taken as input; exact integers may be BigInt', () => {
  const m = model(inputData('x', 'Any') + decision('D', literal('x'), { inputs: ['x'] }));
  assert.equal(m.evaluate('D', { x: new Date(0) }, { now: NOW }).issues[0]!.code, 'input');
  assert.equal(m.evaluate('D', { x: NaN }, { now: NOW }).issues[0]!.code, 'input');
  assert.equal(m.evaluate('D', { x: 9007199254740993n }, { now: NOW }).value, '9007199254740993');
  const circle: Record<string, unknown> = {};
  circle['x'] = circle;
  assert.equal(m.evaluate('D', circle, { now: NOW }).issues[0]!.code, 'limit');
});
