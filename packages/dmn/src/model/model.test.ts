import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DMN_NAMESPACES, DmnError, compile, readModel, writeModel } from '../index.ts';
import { MODEL, NOW, decision, definitions, inputData, literal, model, table } from '../model.testing.ts';

const findings = (run: () => unknown): readonly { code: string; line: number; element?: string | undefined; message: string; hint?: string | undefined }[] => {
  try {
    run();
  } catch (e) {
    assert.ok(e instanceof DmnError, String(e));
    return e.issues;
  }
  return assert.fail('no error');
};

test('DMN 1.1 to 1.6 are read', () => {
  for (const [namespace, version] of Object.entries(DMN_NAMESPACES)) {
    const m = readModel(`<definitions xmlns="${namespace}" xmlns:feel="http://www.omg.org/spec/FEEL/20140401" namespace="urn:x" name="x">
      <inputData id="i" name="a"><variable name="a" typeRef="feel:number"/></inputData>
      <decision id="d" name="twice"><variable name="twice"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
        <literalExpression><text>a * 2</text></literalExpression></decision></definitions>`);
    assert.equal(m.version, version);
    assert.equal(compile(m).evaluate('twice', { a: 21 }, { now: NOW }).value, 42);
  }
});

test('a round trip keeps what the engine does not use, and gives the same bytes each time', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<!-- about -->
<definitions xmlns="${MODEL}" xmlns:x="urn:other" namespace="urn:t" name="t">
  <extensionElements><x:layout zoom="2"><x:note>keep &amp; hold</x:note></x:layout></extensionElements>
  ${decision('D', table({ inputs: [], outputs: [{}], rows: [{ in: [], out: ['"a"'] }] }))}
  <x:unknown/>
</definitions>`;
  const once = writeModel(readModel(xml));
  assert.equal(writeModel(readModel(once)), once);
  for (const kept of ['<!-- about -->', '<x:note>keep &amp; hold</x:note>', '<x:layout zoom="2">', '<x:unknown/>']) assert.ok(once.includes(kept), kept);
});

test('rows without id get one from table and position, which is written', () => {
  const rows = [{ in: ['1'], out: ['"a"'] }, { id: 'mine', in: ['2'], out: ['"b"'] }, { in: ['-'], out: ['"c"'] }];
  const m = readModel(definitions(inputData('n', 'number') + decision('D', table({ policy: 'FIRST', inputs: [['n', 'number']], outputs: [{}], rows }), { inputs: ['n'] })));
  const t = m.decisions[0]!.expression;
  assert.ok(t?.kind === 'table');
  assert.deepEqual(t.rules.map((r) => r.id), ['t-r1', 'mine', 't-r3']);
  assert.ok(writeModel(m).includes('<rule id="t-r3">'));
});

test('errors name code, line and element, and all are collected', () => {
  assert.deepEqual(findings(() => readModel('<a xmlns="urn:x"/>')).map((i) => i.code), ['not-dmn']);
  const [policy] = findings(() => readModel(definitions('\n<decision name="D"><variable name="D"/><decisionTable hitPolicy="SOMETIMES"><output/></decisionTable></decision>')));
  assert.equal(policy!.line, 2);
  assert.match(policy!.message, /SOMETIMES/);
  const all = findings(() => compile(readModel(definitions(`
    ${decision('A', literal('1 +'))}
    ${decision('B', literal('unheard'))}
    ${decision('C', literal('1'), { type: 'tMissing' })}
    ${decision('D', literal('1'), { inputs: ['nowhere'] })}`), { file: 'rules.dmn' })));
  assert.deepEqual(all.map((i) => [i.code, i.line]), [['feel-syntax', 2], ['unknown-name', 3], ['unknown-type', 4], ['unresolved', 5]]);
  assert.match(all.find((i) => i.code === 'feel-syntax')!.element!, /decision "A"/);
});

test('a member a declared type does not have is an error; a misspelt name gets a hint', () => {
  const item = '<itemDefinition name="tPerson"><itemComponent name="birth date"><typeRef>date</typeRef></itemComponent></itemDefinition>';
  const [member] = findings(() => model(`${item}${inputData('Person', 'tPerson')}${decision('D', literal('Person.birthday'), { inputs: ['Person'] })}`));
  assert.equal(member!.code, 'unknown-member');
  const [name] = findings(() => model(`${inputData('Monthly income', 'number')}${decision('D', literal('monthly income * 2'), { inputs: ['Monthly income'] })}`));
  assert.match(name!.hint!, /Monthly income/);
});

test('circles of decisions and imports are errors', () => {
  assert.ok(findings(() => model(decision('A', literal('B'), { decisions: ['B'] }) + decision('B', literal('A'), { decisions: ['A'] }))).some((i) => i.code === 'cycle'));
  const imports = (of: string, from: string): string => `<definitions xmlns="${MODEL}" namespace="${of}" name="x"><import name="i" namespace="${from}" importType="${MODEL}"/></definitions>`;
  assert.ok(findings(() => readModel(imports('a', 'b'), { imports: () => imports('b', 'a') })).some((i) => i.code === 'import'));
  assert.ok(findings(() => readModel(imports('a', 'b'))).some((i) => i.code === 'import' && /not found/.test(i.message)));
});

test('imported types, decisions and knowledge are used by prefix', () => {
  const library = `<definitions xmlns="${MODEL}" namespace="urn:lib" name="lib">
    <itemDefinition name="tAge"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition>
    <inputData id="age" name="age"><variable name="age" typeRef="tAge"/></inputData>
    <decision id="adult" name="adult"><variable name="adult"/><informationRequirement><requiredInput href="#age"/></informationRequirement>${literal('age >= 18')}</decision>
    <businessKnowledgeModel id="k" name="twice"><variable name="twice"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/>${literal('n * 2')}</encapsulatedLogic></businessKnowledgeModel></definitions>`;
  const main = `<definitions xmlns="${MODEL}" namespace="urn:main" name="main"><import name="lib" namespace="urn:lib" importType="${MODEL}"/>
    <decision id="d" name="D"><variable name="D"/>
      <informationRequirement><requiredDecision href="urn:lib#adult"/></informationRequirement><informationRequirement><requiredInput href="urn:lib#age"/></informationRequirement>
      <knowledgeRequirement><requiredKnowledge href="urn:lib#k"/></knowledgeRequirement>
      ${literal('if lib.adult then lib.twice(lib.age) else 0')}</decision></definitions>`;
  const m = compile(readModel(main, { imports: (ns) => (ns === 'urn:lib' ? library : undefined) }));
  assert.equal(m.evaluate('D', { age: 20 }, { now: NOW }).value, 40);
  assert.deepEqual(m.decisions[0]!.inputs, ['age']);
  const bad = m.evaluate('D', { age: 200 }, { now: NOW });
  assert.deepEqual(bad.issues.map((i) => [i.code, i.path]), [['input', 'age']]);
});

test('external functions are refused by name', () => {
  const java = '<decision name="D"><variable name="D"/><functionDefinition kind="Java"><formalParameter name="a"/></functionDefinition></decision>';
  assert.ok(findings(() => model(java)).some((i) => i.code === 'external-function'));
});

test('comparisons that can never hold are found by the declared types', () => {
  const types = `<itemDefinition name="tPermit"><itemComponent name="kind"><typeRef>string</typeRef><allowedValues><text>"permanent", "temporary"</text></allowedValues></itemComponent><itemComponent name="from"><typeRef>date</typeRef></itemComponent></itemDefinition>
    <itemDefinition name="tPermits" isCollection="true"><typeRef>tPermit</typeRef></itemDefinition>`;
  const found = (text: string): string[] => {
    try {
      model(`${types}${inputData('Permits', 'tPermits')}${decision('D', literal(text), { inputs: ['Permits'] })}`);
    } catch (e) {
      assert.ok(e instanceof DmnError);
      return e.issues.map((i) => i.code);
    }
    return [];
  };
  assert.deepEqual(found('Permits[kind = "permanent" and from <= today()]'), []);
  assert.deepEqual(found('Permits[kind = "permanant"]'), ['impossible-value']);
  assert.deepEqual(found('Permits[kind in ("temporary", "permanent")]'), []);
  assert.deepEqual(found('Permits[kind in ["temporary", "perm"]]'), ['impossible-value']);
  assert.deepEqual(found('Permits[list contains(["temp"], kind)]'), ['impossible-value']);
  assert.deepEqual(found('Permits[from <= "2026-01-01"]'), ['type-mismatch']);
  assert.deepEqual(found('Permits[from between 1 and today()]'), ['type-mismatch']);
  assert.deepEqual(found('Permits[from + 1 > today()]'), ['type-mismatch']);
  assert.deepEqual(found('Permits[kind != null and from + @"P1Y" > today()]'), []);
});

test('outputs that their column does not allow are found', () => {
  const types = '<itemDefinition name="tStatus"><typeRef>string</typeRef><allowedValues><text>"met", "not met"</text></allowedValues></itemDefinition>';
  const found = (output: { type?: string; values?: string }, text: string): string[] => {
    const spec = { policy: 'FIRST', inputs: [['n', 'number']] as [string, string][], outputs: [output], rows: [{ in: ['> 1'], out: [text] }] };
    try {
      model(`${types}${inputData('n', 'number')}${decision('D', table(spec), { inputs: ['n'] })}`);
    } catch (e) {
      assert.ok(e instanceof DmnError);
      return e.issues.map((i) => i.code);
    }
    return [];
  };
  assert.deepEqual(found({ type: 'tStatus' }, '"met"'), []);
  assert.deepEqual(found({ type: 'tStatus' }, '"mett"'), ['impossible-value']);
  assert.deepEqual(found({ type: 'number' }, '"met"'), ['impossible-value']);
  assert.deepEqual(found({ values: '"met", "not met"' }, '"mett"'), ['impossible-value']);
  assert.deepEqual(found({ values: '"met", "not met"' }, '"met"'), []);
});
