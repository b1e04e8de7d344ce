import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { command } from './command.ts';

const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="Student" namespace="urn:student">
  <itemDefinition id="t" name="tStudies"><typeRef>string</typeRef><allowedValues><text>"full-time", "part-time"</text></allowedValues></itemDefinition>
  <inputData id="i1" name="Studies"><variable name="Studies" typeRef="tStudies"/></inputData>
  <inputData id="i2" name="Funds"><variable name="Funds" typeRef="number"/></inputData>
  <decision id="d" name="Permit"><variable name="Permit" typeRef="string"/>
    <informationRequirement id="r1"><requiredInput href="#i1"/></informationRequirement>
    <informationRequirement id="r2"><requiredInput href="#i2"/></informationRequirement>
    <decisionTable id="table" hitPolicy="UNIQUE">
      <input id="c1"><inputExpression id="e1" typeRef="tStudies"><text>Studies</text></inputExpression></input>
      <input id="c2"><inputExpression id="e2" typeRef="number"><text>Funds</text></inputExpression></input>
      <output id="o" typeRef="string"/>
      <annotation name="Legal basis"/>
      <rule id="grant"><inputEntry id="a1"><text>"full-time"</text></inputEntry><inputEntry id="a2"><text>&gt;= 10314</text></inputEntry><outputEntry id="a3"><text>"GRANT"</text></outputEntry><annotationEntry><text>example 1 §</text></annotationEntry></rule>
      <rule id="poor"><inputEntry id="b1"><text>"full-time"</text></inputEntry><inputEntry id="b2"><text>&lt; 10314</text></inputEntry><outputEntry id="b3"><text>"MANUAL"</text></outputEntry><annotationEntry><text/></annotationEntry></rule>
      <rule id="part"><inputEntry id="f1"><text>"part-time"</text></inputEntry><inputEntry id="f2"><text>-</text></inputEntry><outputEntry id="f3"><text>"MANUAL"</text></outputEntry><annotationEntry><text/></annotationEntry></rule>
    </decisionTable>
  </decision>
</definitions>
`;
const NEWER = MODEL.replace('&gt;= 10314', '&gt;= 10656').replace('&lt; 10314', '&lt; 10600');

let dir: string;
const file = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};
async function dmn(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await command(argv, { out: (l) => out.push(l), err: (l) => err.push(l), now: '2026-03-01T10:00:00+01:00', stdin: () => '{"Studies":"part-time"}' });
  return { code, out: out.join('\n').replaceAll(`${dir}/`, ''), err: err.join('\n').replaceAll(`${dir}/`, '') };
}

before(() => { dir = mkdtempSync(join(tmpdir(), 'dmn-')); });
after(() => { rmSync(dir, { recursive: true }); });

describe('dmn', () => {
  it('check finds nothing wrong with a whole table, and a gap with its place in one that is not', async () => {
    const good = await dmn('check', file('student.dmn', MODEL));
    assert.deepEqual([good.code, good.out], [0, '1 file: 0 errors, 0 warnings']);
    const gap = await dmn('check', file('newer.dmn', NEWER));
    assert.equal(gap.code, 0);
    assert.match(gap.out, /^newer\.dmn:9:\d+ {2}warning gap {2}no row matches for Studies: "full-time", Funds: \[10600\.\.10656\)/);
    assert.match(gap.out, /for example \{"Studies":"full-time","Funds":10600\}/);
    const overlap = await dmn('check', '--json', file('overlap.dmn', MODEL.replace('&lt; 10314', '&lt;= 10314').replace('"full-time"</text>', '"fulltime"</text>')));
    assert.equal(overlap.code, 1);
    const { findings } = JSON.parse(overlap.out) as { findings: { code: string; line: number; rows: string[] }[] };
    assert.deepEqual(findings.filter((f) => f.code === 'value-not-allowed').map((f) => [f.rows[0], f.line]), [['grant', 14]]);
  });

  it('check tells errors of the model itself', async () => {
    const broken = await dmn('check', file('broken.dmn', MODEL.replace('&gt;= 10314', '&gt;= (')));
    assert.equal(broken.code, 1);
    assert.match(broken.out, /broken\.dmn:14:\d+ {2}error feel-syntax/);
    const none = await dmn('check', join(dir, 'none.dmn'));
    assert.deepEqual([none.code, none.err], [2, 'dmn: none.dmn: there is no such file']);
  });

  it('run evaluates, and explains on request', async () => {
    const model = file('student.dmn', MODEL);
    assert.deepEqual(await dmn('run', model, '--input', '{"Studies":"full-time","Funds":10314}'), { code: 0, out: 'Permit = "GRANT"', err: '' });
    assert.equal((await dmn('run', model, '--input', '-')).out, 'Permit = "MANUAL"');
    assert.equal((await dmn('run', model, '--input', `@${file('in.json', '{"Studies":"part-time"}')}`)).out, 'Permit = "MANUAL"');
    const traced = await dmn('run', model, '--trace', '--input', '{"Studies":"full-time","Funds":10314}');
    assert.match(traced.out, /row 1 \(grant\) matched: "GRANT"\n {4}Legal basis: example 1 §/);
    const unknown = await dmn('run', model, '--trace', '--input', '{"Studies":"full-time"}');
    assert.match(unknown.out, /row grant did not: Funds is not known/);
    assert.equal((await dmn('run', model, '--input', '[1]')).code, 2);
    const json = JSON.parse((await dmn('run', model, '--json', '--decision', 'Permit', '--input', '{"Studies":"part-time"}')).out) as { value: unknown }[];
    assert.equal(json[0]!.value, 'MANUAL');
  });

  it('diff tells exactly which inputs are answered differently', async () => {
    const [old, newer] = [file('student.dmn', MODEL), file('newer.dmn', NEWER)];
    assert.deepEqual(await dmn('diff', old, old), { code: 0, out: 'no input is answered differently (1 decision compared)', err: '' });
    const { code, out } = await dmn('diff', old, newer);
    assert.equal(code, 1);
    assert.match(out, /Studies: "full-time", Funds: \[10314\.\.10600\)\n {4}"GRANT" \(grant\) -> "MANUAL" \(poor\)/);
    assert.match(out, /Studies: "full-time", Funds: \[10600\.\.10656\)\n {4}"GRANT" \(grant\) -> null \(no row\)/);
  });

  it('test runs cases in JSON, YAML and the kit\'s XML, and cover tells the rows none of them hits', async () => {
    const model = file('covered.dmn', MODEL);
    file('covered.test.json', JSON.stringify({ cases: [{ name: 'enough', input: { Studies: 'full-time', Funds: 10314.5 }, expect: { Permit: 'GRANT' }, rows: { Permit: ['grant'] } }] }));
    file('covered.test.yaml', 'cases:\n  - name: little\n    input: { Studies: full-time, Funds: 1 }\n    expect: { Permit: GRANT }\n');
    file('covered-test-01.xml', `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><testCase id="part">
      <inputNode name="Studies"><value xsi:type="xsd:string">part-time</value></inputNode><resultNode name="Permit"><expected><value xsi:type="xsd:string">MANUAL</value></expected></resultNode></testCase></testCases>`);
    const all = await dmn('test', model);
    assert.equal(all.code, 1);
    assert.match(all.out, /covered\.test\.yaml: little failed\n {4}Permit: "MANUAL" instead of "GRANT" \(rows poor\)\n2 cases passed, 1 failed/);
    const two = await dmn('cover', model, join(dir, 'covered.test.json'), join(dir, 'covered-test-01.xml'));
    assert.equal(two.code, 1);
    assert.match(two.out, /covered\.dmn:15 {2}row poor is hit by no case\n2 of 3 rows covered \(66\.6 %\)/);
    assert.equal((await dmn('cover', model)).code, 0);
  });

  it('test --boundaries writes cases at every limit, which then pass and cover every row', async () => {
    const model = file('limits.dmn', MODEL);
    const { out, code, err } = await dmn('test', '--boundaries', model);
    assert.deepEqual([code, err], [0, '']);
    const cases = file('limits.test.json', out);
    const inputs = (JSON.parse(out) as { cases: { input: { Funds?: number } }[] }).cases.map((c) => c.input.Funds);
    assert.ok(inputs.includes(10313) && inputs.includes(10314));
    assert.equal((await dmn('test', model, cases)).code, 0);
    assert.equal((await dmn('cover', model, cases)).code, 0);
  });

  it('says how it is used', async () => {
    assert.equal((await dmn()).code, 2);
    assert.equal((await dmn('--help')).code, 0);
    assert.match((await dmn('explode')).err, /there is no command "explode"/);
    assert.match((await dmn('check', '--loud', 'x')).err, /loud/);
  });
});
