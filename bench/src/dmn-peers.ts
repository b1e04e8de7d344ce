/** The same decisions in the other engines, each used as its documentation shows. */
import { evaluate, unaryTest } from 'feelin';
import { ZenEngine } from '@gorules/zen-engine';
import { Engine } from 'json-rules-engine';
import { COLUMNS, DOCUMENT_ROWS, GRAPH_COLUMNS, SECURITY, feelCell, rows } from './dmn-model.ts';
import type { Cell, GraphFacts, GraphOutcome, TableFacts, TableOutcome } from './dmn-model.ts';

export interface Peer {
  name: string;
  table: (f: TableFacts) => TableOutcome | Promise<TableOutcome>;
  graph: ((f: GraphFacts) => GraphOutcome | Promise<GraphOutcome>) | undefined;
}

// --- feelin: FEEL expressions, parsed at every evaluation; the table around them is ours ---------

const TABLE = rows();
const CELLS = TABLE.map((r) => r.cells.map(feelCell));

function feelinTable(columns: unknown[], context: Record<string, unknown>): TableOutcome {
  const hit = CELLS.findIndex((cells) => cells.every((cell, c) => cell === '-' || unaryTest(cell, { ...context, '?': columns[c] }).value === true));
  return TABLE[hit]!.out;
}

const feelin: Peer = {
  name: 'feelin',
  table: (f) => {
    const context = f as unknown as Record<string, unknown>;
    return feelinTable(COLUMNS.map((c) => evaluate(c === 'arrival' ? 'date(arrival)' : c, context).value), context);
  },
  graph: (f) => {
    const context: Record<string, unknown> = { ...f };
    context['Age'] = evaluate('years and months duration(date(Applicant.birth), date(lodged)).years', context).value;
    const [type, expiry] = [evaluate('Applicant.documentType', context).value, evaluate('date(Applicant.documentExpiry)', context).value];
    context['Document'] = DOCUMENT_ROWS.find(([types, op]) => (types.length === 0 || unaryTest(types.map((t) => `"${t}"`).join(', '), { '?': type }).value === true)
      && (op === undefined || unaryTest(`${op} date(lodged)`, { ...context, '?': expiry }).value === true))![2];
    context['Security'] = evaluate(SECURITY, context).value;
    context['Protection'] = feelinTable(COLUMNS.map((c) => evaluate(c === 'arrival' ? 'date(Applicant.arrival)' : GRAPH_COLUMNS[c], context).value), context);
    return evaluate('{ outcome: Protection.outcome, months: Protection.months, reason: Protection.reason, adult: Age >= 18, fee: if adult then months * 10 else 0 }', context).value as GraphOutcome;
  },
};

// --- zen: its own JSON decision model, evaluated natively ---------------------------------------

function zenCell(cell: Cell): string {
  switch (cell.k) {
    case 'any': return '';
    case 'one of': return cell.values.map((v) => `'${v}'`).join(', ');
    case 'is': return String(cell.value);
    case 'compare': return `${cell.op} ${cell.value}`;
    case 'date': return `${cell.op} date('${cell.value}')`;
  }
}

interface ZenNode { id: string; type: string; name: string; position: { x: number; y: number }; content?: unknown }
function zenDecision(nodes: ZenNode[]): { nodes: ZenNode[]; edges: unknown[] } {
  const edges = nodes.slice(1).map((n, i) => ({ id: `e${i}`, type: 'edge', sourceId: nodes[i]!.id, targetId: n.id }));
  return { nodes, edges };
}
const zenNode = (id: string, type: string, content?: unknown): ZenNode => ({ id, type, name: id, position: { x: 0, y: 0 }, content: content ?? {} });

function zenTable(id: string, inputs: { name: string; field: string }[], outputs: string[], table: { cells: string[]; out: string[] }[], more: object = {}): ZenNode {
  return zenNode(id, 'decisionTableNode', {
    hitPolicy: 'first', inputs: inputs.map((i, n) => ({ id: `i${n}`, name: i.name, field: i.field })), outputs: outputs.map((o, n) => ({ id: `o${n}`, name: o, field: o })),
    rules: table.map((r, n) => ({ _id: `r${n}`, ...Object.fromEntries(r.cells.map((c, i) => [`i${i}`, c])), ...Object.fromEntries(r.out.map((o, i) => [`o${i}`, o])) })), ...more,
  });
}
const ZEN_ROWS = TABLE.map((r) => ({ cells: r.cells.map(zenCell), out: [`'${r.out.outcome}'`, String(r.out.months), `'${r.out.reason}'`] }));
const OUT = ['outcome', 'months', 'reason'];

export async function zen(): Promise<Peer & { dispose: () => void }> {
  const engine = new ZenEngine();
  const table = engine.createDecision(zenDecision([zenNode('in', 'inputNode'), zenTable('protection', COLUMNS.map((c) => ({ name: c, field: c === 'arrival' ? 'date(arrival)' : c })), OUT, ZEN_ROWS), zenNode('out', 'outputNode')]));
  const expressions = (id: string, list: [string, string][]): ZenNode => zenNode(id, 'expressionNode', { expressions: list.map(([key, value], i) => ({ id: `x${i}`, key, value })), passThrough: true });
  const graph = engine.createDecision(zenDecision([
    zenNode('in', 'inputNode'),
    expressions('first', [
      ['Age', "d(lodged).diff(d(Applicant.birth), 'year')"],
      ['Security', "some(Hits, #.score >= 80) ? 'hit' : some(Hits, #.score >= 40) ? 'possible' : 'clear'"],
    ]),
    zenTable('document', [{ name: 'type', field: 'Applicant.documentType' }, { name: 'expiry', field: 'date(Applicant.documentExpiry) - date(lodged)' }], ['Document'],
      DOCUMENT_ROWS.map(([types, op, result]) => ({ cells: [types.map((t) => `'${t}'`).join(', '), op === undefined ? '' : `${op} 0`], out: [`'${result}'`] })), { passThrough: true }),
    zenTable('protection', COLUMNS.map((c) => ({ name: c, field: c === 'arrival' ? 'date(Applicant.arrival)' : GRAPH_COLUMNS[c] })), OUT, ZEN_ROWS, { passThrough: true }),
    zenNode('permit', 'expressionNode', { expressions: [['outcome', 'outcome'], ['months', 'months'], ['reason', 'reason'], ['adult', 'Age >= 18'], ['fee', 'Age >= 18 ? months * 10 : 0']].map(([key, value], i) => ({ id: `p${i}`, key, value })), passThrough: false }),
    zenNode('out', 'outputNode'),
  ]));
  return {
    name: '@gorules/zen-engine',
    table: async (f) => (await table.evaluate(f)).result as TableOutcome,
    graph: async (f) => (await graph.evaluate(f)).result as GraphOutcome,
    dispose: () => engine.dispose(),
  };
}

// --- json-rules-engine: each row a rule, stopped at the first that holds; it has no graphs ------

function jsonRules(): Peer {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const compare: Record<string, (a: string, v: string) => boolean> = { '<': (a, v) => a < v, '<=': (a, v) => a <= v, '>': (a, v) => a > v, '>=': (a, v) => a >= v };
  for (const [op, test] of Object.entries(compare)) engine.addOperator(`date ${op}`, test as never);
  const NUMBERS = { '<': 'lessThan', '<=': 'lessThanInclusive', '>': 'greaterThan', '>=': 'greaterThanInclusive' };
  TABLE.forEach((r, i) => {
    const all = r.cells.flatMap((cell, c): { fact: string; operator: string; value: unknown }[] => {
      const fact = COLUMNS[c]!;
      switch (cell.k) {
        case 'any': return [];
        case 'one of': return [cell.values.length === 1 ? { fact, operator: 'equal', value: cell.values[0] } : { fact, operator: 'in', value: cell.values }];
        case 'is': return [{ fact, operator: 'equal', value: cell.value }];
        case 'compare': return [{ fact, operator: NUMBERS[cell.op], value: cell.value }];
        case 'date': return [{ fact, operator: `date ${cell.op}`, value: cell.value }];
      }
    });
    engine.addRule({ conditions: { all: all as never }, event: { type: 'row', params: r.out as never }, priority: TABLE.length - i, onSuccess: () => { engine.stop(); } });
  });
  return {
    name: 'json-rules-engine', graph: undefined,
    table: async (f) => (await engine.run(f as never)).events[0]!.params as unknown as TableOutcome,
  };
}

export async function peers(): Promise<{ list: Peer[]; dispose: () => void }> {
  const z = await zen();
  return { list: [feelin, z, jsonRules()], dispose: z.dispose };
}
