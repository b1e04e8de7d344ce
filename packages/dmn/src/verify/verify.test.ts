import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readModel } from '../model/read.ts';
import { compile } from '../compile.ts';
import type { HitPolicy } from '../model/types.ts';
import { fromJs } from '../values/number.ts';
import { FeelDate } from '../values/temporal.ts';
import { boundaryTests } from './boundary.ts';
import { cellHolds, readCell } from './cells.ts';
import type { Cell, Literal } from './cells.ts';
import { checkModel, checkTable } from './check.ts';
import { tablesOf } from './columns.ts';
import { counterfactual } from './counterfactual.ts';
import { diffModels, diffTables } from './diff.ts';
import { analyseTable } from './table.ts';
import { answer, matching, modelOf, points, randomTable } from './random-table.testing.ts';
import type { RandomTable, Scalar } from './random-table.testing.ts';

const ALL: HitPolicy[] = ['UNIQUE', 'FIRST', 'PRIORITY', 'ANY', 'COLLECT', 'RULE ORDER'];

const literal = (t: RandomTable, k: number, v: Scalar): Literal => {
  if (v === null) return null;
  const json = t.worlds[k]!.json(v);
  return typeof json === 'number' ? fromJs(json) : t.worlds[k]!.kind === 'date' ? FeelDate.parse(json as string) : (json as Literal);
};
const show = (t: RandomTable, p: Scalar[]): string => JSON.stringify(p.map((v, k) => (v === null ? null : t.worlds[k]!.json(v))));

/** Whether a point lies in a box told as FEEL texts. */
function inside(t: RandomTable, when: Record<string, string>, p: Scalar[]): boolean {
  return Object.entries(when).every(([name, text]) => {
    const k = Number(name.slice(1));
    return text.split(' or ').some((part) => (part === '-' ? p[k] !== null : cellHolds(cellNamed(part), literal(t, k, p[k]!)) === true));
  });
}
/** Cells read once: the same few texts are asked for at every point. */
const CELLS = new Map<string, Cell>();
function cellNamed(text: string): Cell {
  let cell = CELLS.get(text);
  if (!cell) CELLS.set(text, (cell = readCell(text)));
  return cell;
}
const tableOf = (t: RandomTable) => {
  const model = modelOf(t);
  return { model, owned: tablesOf(model)[0]! };
};

describe('checking a table, against trying every input', () => {
  it('tells exactly the gaps', () => {
    fc.assert(fc.property(randomTable(['UNIQUE', 'FIRST', 'PRIORITY', 'ANY']), fc.boolean(), (t, unknown) => {
      const { model, owned } = tableOf(t);
      const findings = checkTable(model, owned, { limit: 1000, unknown });
      const gaps = findings.filter((f) => f.code === 'gap');
      for (const p of points(t, unknown)) {
        const open = matching(t, p).length === 0;
        assert.equal(gaps.some((g) => inside(t, g.when!, p)), open, `${show(t, p)} ${JSON.stringify(gaps.map((g) => g.when))}`);
      }
      for (const g of gaps) assert.deepEqual(rowsFor(t, g.example!), [], JSON.stringify(g));
    }), { numRuns: 400 });
  });

  it('tells exactly the overlaps that the hit policy forbids', () => {
    fc.assert(fc.property(randomTable(['UNIQUE', 'ANY']), (t) => {
      const { model, owned } = tableOf(t);
      const told = checkTable(model, owned, { limit: 1000 }).filter((f) => f.code === 'overlap' || f.code === 'conflict');
      const expected = new Set<string>();
      for (const p of points(t, false)) {
        const rows = matching(t, p);
        for (const i of rows) for (const j of rows) {
          if (i < j && (t.hitPolicy === 'UNIQUE' || t.rows[i]!.output !== t.rows[j]!.output)) expected.add(`r${i} r${j}`);
        }
      }
      assert.deepEqual(new Set(told.map((f) => f.rows.join(' '))), expected);
      for (const f of told) {
        const rows = rowsFor(t, f.example!).map((r) => `r${r}`);
        assert.ok(f.rows.every((r) => rows.includes(r)));
      }
    }), { numRuns: 400 });
  });

  it('tells exactly the rows that never decide', () => {
    fc.assert(fc.property(randomTable(ALL), (t) => {
      const { model, owned } = tableOf(t);
      const told = checkTable(model, owned).filter((f) => f.code === 'unreachable-row').map((f) => f.rows[0]);
      const decides = new Set<number>();
      for (const p of points(t, true)) {
        for (const r of p.includes(null) || t.hitPolicy === 'UNIQUE' || t.hitPolicy === 'ANY' ? matching(t, p) : answer(t, p).rows) decides.add(r);
      }
      // Rows that only unknown facts reach are no finding; rows that others take everywhere are.
      const never = t.rows.map((_, i) => i).filter((i) => !decides.has(i) || (isTaken(t, i) && !onlyUnknown(t, i)));
      assert.deepEqual(told, never.map((i) => `r${i}`));
    }), { numRuns: 400 });
  });
});

/** Whether a row matches known facts but never decides for them. */
function isTaken(t: RandomTable, row: number): boolean {
  if (t.hitPolicy !== 'FIRST' && t.hitPolicy !== 'PRIORITY') return false;
  return !points(t, false).some((p) => answer(t, p).rows.includes(row));
}
function onlyUnknown(t: RandomTable, row: number): boolean {
  return !points(t, false).some((p) => matching(t, p).includes(row)) && points(t, true).some((p) => matching(t, p).includes(row));
}
/** The rows that match an example told by column. */
function rowsFor(t: RandomTable, example: Record<string, unknown>): number[] {
  return matching(t, t.worlds.map((w, k) => {
    const json = example[`c${k}`];
    if (json === null || json === undefined) return null;
    switch (w.kind) {
      case 'number': return json as number;
      case 'date': return FeelDate.parse(json as string)!.epochDay - FeelDate.parse('2025-12-31')!.epochDay;
      case 'boolean': return Number(json);
      case 'string': return ['A', 'B', 'C', json].indexOf(json);
    }
  }));
}

describe('comparing two versions, against trying every input', () => {
  it('tells exactly where the outcome changes', () => {
    const pair = randomTable(ALL).chain((t) => fc.tuple(fc.constant(t), randomTable(ALL, t.worlds)));
    fc.assert(fc.property(pair, fc.boolean(), ([a, b], unknown) => {
      const [x, y] = [tableOf(a), tableOf(b)];
      const { regions, complete } = diffTables({ model: x.model, table: x.owned.table }, { model: y.model, table: y.owned.table }, { limit: 1000, unknown });
      assert.ok(complete);
      for (const p of points(a.enumerated && b.enumerated ? a : { ...a, enumerated: false }, unknown)) {
        const [before, after] = [answer(a, p), answer(b, p)];
        const found = regions.filter((r) => inside(a, r.when, p));
        assert.equal(found.length, before.text === after.text ? 0 : 1, `${show(a, p)} ${before.text} -> ${after.text} ${JSON.stringify(regions)}`);
        const [region] = found;
        if (!region) continue;
        assert.deepEqual(region.before.rows, before.rows.map((r) => `r${r}`));
        assert.deepEqual(region.after.rows, after.rows.map((r) => `r${r}`));
        if (before.text !== 'conflict') assert.equal(region.before.outcome, before.text);
      }
      for (const r of regions) assert.notDeepEqual(r.before, r.after);
    }), { numRuns: 400 });
  });

  it('finds nothing between a table and itself', () => {
    fc.assert(fc.property(randomTable(ALL), (t) => {
      const { model, owned } = tableOf(t);
      return diffTables({ model, table: owned.table }, { model: modelOf(t), table: tablesOf(modelOf(t))[0]!.table }).regions.length === 0;
    }), { numRuns: 100 });
  });
});

describe('counterfactuals, against trying every input', () => {
  it('change the fewest facts, and do change the outcome', () => {
    const withPoint = randomTable(['UNIQUE', 'FIRST', 'PRIORITY']).chain((t) => fc.tuple(fc.constant(t), fc.constantFrom(...points(t, true))));
    fc.assert(fc.property(withPoint, ([t, p]) => {
      const { model, owned } = tableOf(t);
      const facts = Object.fromEntries(p.map((v, k) => [`in${k}`, v === null ? null : (t.worlds[k]!.json(v) as string)]));
      const result = counterfactual(model, owned.table, facts);
      const now = answer(t, p);
      let fewest = Infinity;
      for (const q of points(t, true)) {
        if (q.some((v, k) => v === null && p[k] !== null)) continue; // Nothing is forgotten.
        if (answer(t, q).text !== now.text) fewest = Math.min(fewest, q.filter((v, k) => v !== p[k]).length);
      }
      assert.equal(result.nearest.length === 0, fewest === Infinity);
      for (const way of result.nearest) {
        assert.equal(way.changes.length, fewest);
        const changed = { ...Object.fromEntries(p.map((v, k) => [`c${k}`, v === null ? null : t.worlds[k]!.json(v)])), ...Object.fromEntries(way.changes.map((c) => [c.column, c.to])) };
        const rows = rowsFor(t, changed);
        const expected = t.hitPolicy === 'UNIQUE' ? rows : rows.length > 0 && t.hitPolicy === 'FIRST' ? [rows[0]!] : rows;
        if (t.hitPolicy !== 'PRIORITY') assert.deepEqual(way.rows, expected.map((r) => `r${r}`), JSON.stringify([way, changed]));
      }
    }), { numRuns: 400 });
  });
});

describe('boundary tests', () => {
  it('hold what the table answers, and reach every row that can decide', () => {
    fc.assert(fc.property(randomTable(ALL), (t) => {
      const { model, owned } = tableOf(t);
      const { tests, notAnalysable } = boundaryTests(model, owned.table);
      assert.deepEqual(notAnalysable, []);
      const reached = new Set(tests.flatMap((x) => x.rows));
      for (const p of points(t, false)) for (const r of answer(t, p).rows) assert.ok(reached.has(`r${r}`));
      for (const test of tests) {
        assert.deepEqual(test.rows.length === 0, rowsFor(t, test.facts).length === 0);
        assert.ok(test.input !== undefined);
      }
    }), { numRuns: 200 });
  });
});

describe('cells outside S-FEEL', () => {
  const xml = (cell: string) => `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="m" namespace="urn:m">
<inputData id="i" name="Age"><variable name="Age" typeRef="number"/></inputData>
<decision id="D" name="D"><variable name="D"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
<decisionTable hitPolicy="FIRST"><input><inputExpression typeRef="number"><text>Age</text></inputExpression></input><output/>
<rule id="a"><inputEntry><text>${cell}</text></inputEntry><outputEntry><text>"x"</text></outputEntry></rule>
<rule id="b"><inputEntry><text>&gt;= 18</text></inputEntry><outputEntry><text>"y"</text></outputEntry></rule>
</decisionTable></decision></definitions>`;
  const check = (cell: string) => {
    const model = readFor(xml(cell));
    return { model, findings: checkTable(model, tablesOf(model)[0]!) };
  };
  it('are named, and the rest is still told, as a possibility', () => {
    const { findings } = check('some rule(Age)');
    const cell = findings.find((f) => f.code === 'not-analysable')!;
    assert.deepEqual(cell.rows, ['a']);
    assert.equal(cell.line, 5);
    assert.match(cell.message, /some rule\(Age\)/);
    assert.match(findings.find((f) => f.code === 'gap')!.message, /may match for Age: < 18/);
    assert.ok(!findings.some((f) => f.code === 'unreachable-row'));
  });
  it('take no part in a difference where they are the same', () => {
    const [a, b] = [readFor(xml('? * 2 &lt; Age')), readFor(xml('? * 2 &lt; Age').replace('18', '21'))];
    const diff = diffTables({ model: a, table: tablesOf(a)[0]!.table }, { model: b, table: tablesOf(b)[0]!.table }, { unknown: false });
    assert.equal(diff.notAnalysable.length, 2);
    assert.deepEqual(diff.regions.map((r) => [r.when['Age'], r.certain]), [['[18..21)', false]]);
  });
  it('of the wrong type or value are errors with a place', () => {
    assert.match(check('"old"').findings.find((f) => f.code === 'type-error')!.message, /"old" is a string, but the column holds a number/);
    assert.match(check('[5..1]').findings.find((f) => f.code === 'type-error')!.message, /ends \(1\) before it begins \(5\)/);
  });
  it('leave the table analysed as a whole', () => {
    const { model } = check('&lt; 18');
    const t = analyseTable(model, tablesOf(model)[0]!.table);
    assert.deepEqual([t.notAnalysable, t.problems], [[], []]);
  });
});

function readFor(xml: string) {
  return readModel(xml, { file: 'm.dmn' });
}

describe('a graph of decisions', () => {
  const graph = (security: string, cell: string) => readFor(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="m" namespace="urn:m">
<inputData id="s" name="Score"><variable name="Score" typeRef="number"/></inputData><inputData id="o" name="Other"><variable name="Other" typeRef="number"/></inputData>
<decision id="A" name="Security"><variable name="Security"/><informationRequirement><requiredInput href="#s"/></informationRequirement>${security}</decision>
<decision id="D" name="D"><variable name="D"/><informationRequirement><requiredDecision href="#A"/></informationRequirement><informationRequirement><requiredInput href="#o"/></informationRequirement>
<decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>Security</text></inputExpression></input><output/>
<rule id="a"><inputEntry><text>"clear"</text></inputEntry><outputEntry><text>"x"</text></outputEntry></rule>
<rule id="b"><inputEntry><text>${cell}</text></inputEntry><outputEntry><text>"y"</text></outputEntry></rule></decisionTable></decision></definitions>`);
  const codes = (security: string, cell = '"hit"') => checkModel(graph(security, cell)).filter((f) => f.decision === 'D').map((f) => f.code);
  const literalExpression = (text: string) => `<literalExpression><text>${text}</text></literalExpression>`;
  const table = (policy: string) => `<decisionTable hitPolicy="${policy}"><input><inputExpression><text>Score</text></inputExpression></input><output/>
<rule><inputEntry><text>&gt;= 80</text></inputEntry><outputEntry><text>"hit"</text></outputEntry></rule><rule><inputEntry><text>&lt; 80</text></inputEntry><outputEntry><text>"clear"</text></outputEntry></rule></decisionTable>`;

  it('does not blame a table for values that the decision before it never has', () => {
    assert.deepEqual(codes(literalExpression('if Score >= 80 then "hit" else "clear"')), ['unused-requirement']);
    assert.deepEqual(codes(table('UNIQUE')), ['unused-requirement']);
    assert.deepEqual(codes(literalExpression('if Score >= 80 then "hit" else if Score > 40 then "possible" else "clear"')), ['unused-requirement', 'gap']);
  });
  it('tells cells that wait for such a value', () => {
    assert.deepEqual(codes(table('FIRST'), '"maybe"'), ['unused-requirement', 'value-never-comes', 'gap']);
  });
  it('takes any value for possible where the logic is more than constants', () => {
    for (const logic of [table('COLLECT'), literalExpression('string(Score)'), literalExpression('if Score > 1 then "hit" else string(Score)')]) assert.deepEqual(codes(logic), ['unused-requirement', 'gap']);
  });
});

describe('a table inside a function', () => {
  it('knows its parameters, which may have the name of something else', () => {
    const model = readFor(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="m" namespace="urn:m">
<inputData id="i" name="Age"><variable name="Age" typeRef="string"/></inputData>
<businessKnowledgeModel id="b" name="Fee"><variable name="Fee"/><encapsulatedLogic><formalParameter name="Age" typeRef="number"/>
<decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>Age</text></inputExpression></input><output/>
<rule id="r1"><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>0</text></outputEntry></rule><rule id="r2"><inputEntry><text>&gt; 18</text></inputEntry><outputEntry><text>10</text></outputEntry></rule>
</decisionTable></encapsulatedLogic></businessKnowledgeModel></definitions>`);
    assert.deepEqual(checkModel(model).filter((f) => f.decision === 'Fee').map((f) => [f.code, f.when]), [['gap', { Age: '18' }]]);
  });
});

describe('two versions of a model', () => {
  const model = (more: string) => readFor(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="m" namespace="urn:m">
<inputData id="i" name="Age"><variable name="Age" typeRef="number"/></inputData>${more}</definitions>`);
  const literalDecision = (name: string, text: string) => `<decision id="${name}" name="${name}"><variable name="${name}"/><literalExpression><text>${text}</text></literalExpression></decision>`;
  const tableDecision = (cell: string, column = 'Age') => `<decision id="T" name="T"><variable name="T"/><decisionTable hitPolicy="FIRST"><input><inputExpression typeRef="number"><text>${column}</text></inputExpression></input><output/>
<rule id="a"><inputEntry><text>${cell}</text></inputEntry><outputEntry><text>1</text></outputEntry></rule><rule id="b"><inputEntry><text>-</text></inputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable></decision>`;

  it('are compared decision by decision, and what cannot be compared is said', () => {
    const before = model(literalDecision('A', 'Age + 1') + literalDecision('B', 'Age') + literalDecision('Old', '1') + tableDecision('&lt; 18'));
    const after = model(literalDecision('A', 'Age  + 2') + literalDecision('B', ' Age ') + literalDecision('New', '1') + tableDecision('&lt;= 18'));
    assert.deepEqual(diffModels(before, after).map((d) => `${d.decision}: ${d.change}`), ['A: logic', 'B: same', 'Old: removed', 'T: table', 'New: added']);
    const fed = (text: string) => model(`<decision id="Low" name="Low"><variable name="Low"/><literalExpression><text>${text}</text></literalExpression></decision>
<decision id="Mid" name="Mid"><variable name="Mid"/><informationRequirement><requiredDecision href="#Low"/></informationRequirement><literalExpression><text>Low + 1</text></literalExpression></decision>
<decision id="Top" name="Top"><variable name="Top"/><informationRequirement><requiredDecision href="#Mid"/></informationRequirement><literalExpression><text>Mid + 1</text></literalExpression></decision>`);
    assert.deepEqual(diffModels(fed('1'), fed('2')).map((d) => [d.decision, d.change, d.through]), [['Low', 'logic', []], ['Mid', 'same', ['Low']], ['Top', 'same', ['Low']]]);
    const table = diffModels(before, after).find((d) => d.change === 'table')!;
    assert.deepEqual(table.diff.regions.map((r) => [r.when, r.example, r.before, r.after]), [[{ Age: '18' }, { Age: 18 }, { outcome: '2', rows: ['b'] }, { outcome: '1', rows: ['a'] }]]);
  });

  it('of a table may have different columns', () => {
    const [a, b] = [model(tableDecision('&lt; 18')), model(tableDecision('&lt; 18', 'Age + 1'))];
    const [diff] = diffModels(a, b).flatMap((d) => (d.change === 'table' ? [d.diff] : []));
    assert.deepEqual([diff!.columnsAdded, diff!.columnsRemoved], [['Age + 1'], ['Age']]);
    assert.deepEqual(diff!.regions.map((r) => r.after.outcome).sort(), ['1', '2']);
  });
});

describe('facts inside structures', () => {
  const nested = readFor(`<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="m" namespace="urn:m">
<itemDefinition name="tChild"><itemComponent name="birth date"><typeRef>date</typeRef></itemComponent><itemComponent name="status"><typeRef>string</typeRef><allowedValues><text>"registered", "unregistered"</text></allowedValues></itemComponent></itemDefinition>
<inputData id="i" name="Child"><variable name="Child" typeRef="tChild"/></inputData>
<decision id="D" name="D"><variable name="D"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
<decisionTable hitPolicy="FIRST"><input label="born"><inputExpression><text>Child.birth date</text></inputExpression></input><input label="born too"><inputExpression><text>Child.birth date</text></inputExpression></input><input label="status"><inputExpression><text>Child.status</text></inputExpression></input><output/>
<rule id="a"><inputEntry><text>&gt;= date("2026-01-01")</text></inputEntry><inputEntry><text>&lt; date("2026-07-01")</text></inputEntry><inputEntry><text>"registered"</text></inputEntry><outputEntry><text>"GRANT"</text></outputEntry></rule>
<rule id="b"><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>"MANUAL"</text></outputEntry></rule></decisionTable></decision></definitions>`);
  const { table } = tablesOf(nested)[0]!;

  it('are found along their path, and two columns over one fact are one', () => {
    const t = analyseTable(nested, table);
    assert.deepEqual(t.columns.map((c) => [c.name, c.kind, c.path]), [['born', 'date', ['Child', 'birth date']], ['status', 'string', ['Child', 'status']]]);
    const near = counterfactual(nested, table, { Child: { 'birth date': '2025-12-30', status: 'registered' } });
    assert.equal(near.outcome, '"MANUAL"');
    assert.deepEqual(near.nearest.map((n) => [n.value, n.changes]), [['GRANT', [{ column: 'born', from: '2025-12-30', to: '2026-01-01', any: '[@"2026-01-01"..@"2026-07-01")' }]]]);
    assert.deepEqual(counterfactual(nested, table, { Child: { 'birth date': '2025-12-30', status: 'registered' } }, { fixed: ['born'] }).nearest, []);
    const unknown = counterfactual(nested, table, { Child: { 'birth date': '2026-02-01' } });
    assert.deepEqual(unknown.nearest[0]!.changes.map((c) => [c.column, c.from, c.to]), [['status', null, 'registered']]);
  });

  it('stand in boundary tests where the input has them', () => {
    const { tests } = boundaryTests(nested, table);
    const compiled = compile(nested);
    for (const test of tests) assert.deepEqual(compiled.evaluate('D', test.input!, { now: '2026-03-01T10:00:00Z' }).value, test.value, test.name);
    const born = tests.map((x) => (x.input!['Child'] as Record<string, string>)['birth date']);
    for (const day of ['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01']) assert.ok(born.includes(day), day);
  });
});

describe('the engine', () => {
  it('answers every input of a random table as the brute force does', () => {
    fc.assert(fc.property(randomTable(ALL), (t) => {
      const compiled = compile(modelOf(t));
      for (const p of points(t, true)) {
        const input = Object.fromEntries(p.map((v, k) => [`in${k}`, v === null ? null : t.worlds[k]!.json(v)]));
        const { value, trace } = compiled.evaluate('D', input, { now: '2026-03-01T10:00:00Z' });
        const expected = answer(t, p).text;
        assert.equal(JSON.stringify(value).replace(/,/g, ', '), expected === 'conflict' ? 'null' : expected, `${show(t, p)} ${JSON.stringify(trace)}`);
      }
    }), { numRuns: 200 });
  });
});
