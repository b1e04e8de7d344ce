import type { ProcessTree } from './process-tree.ts';

export type BpmnKind = 'startEvent' | 'endEvent' | 'task' | 'exclusiveGateway' | 'parallelGateway' | 'inclusiveGateway';
export interface Point { x: number; y: number }
/** A node of the diagram; x and y are its upper left corner. */
export interface BpmnNode extends Point { id: string; kind: BpmnKind; name: string; width: number; height: number }
export interface BpmnFlow { id: string; source: string; target: string; points: Point[] }
export interface BpmnDiagram { nodes: BpmnNode[]; flows: BpmnFlow[]; width: number; height: number }

const sizes: Record<BpmnKind, { width: number; height: number }> = {
  startEvent: { width: 36, height: 36 }, endEvent: { width: 36, height: 36 }, task: { width: 120, height: 80 },
  exclusiveGateway: { width: 50, height: 50 }, parallelGateway: { width: 50, height: 50 }, inclusiveGateway: { width: 50, height: 50 },
};
const gap = { x: 50, y: 30 };

/**
 * A part of the diagram, laid out from 0,0. The flow comes in at the left to `first` and goes out
 * at the right from `last`, both at the height `line`. A part without nodes is a flow going through.
 */
interface Part { nodes: BpmnNode[]; flows: BpmnFlow[]; width: number; height: number; line: number; first: BpmnNode | undefined; last: BpmnNode | undefined }

/** A process tree as a BPMN diagram: blocks side by side for what follows, one above the other for branches, ways back below. No two flows cross. */
export function layOutBpmn(tree: ProcessTree): BpmnDiagram {
  let nodeCount = 0, flowCount = 0;
  const node = (kind: BpmnKind, name = ''): BpmnNode => ({ id: `${kind}_${++nodeCount}`, kind, name, x: 0, y: 0, ...sizes[kind] });
  const flow = (source: BpmnNode, target: BpmnNode, points: Point[]): BpmnFlow => ({ id: `flow_${++flowCount}`, source: source.id, target: target.id, points });
  const single = (one: BpmnNode): Part => ({ nodes: [one], flows: [], width: one.width, height: one.height, line: one.height / 2, first: one, last: one });

  const layOut = (part: ProcessTree): Part => {
    switch (part.kind) {
      case 'activity': return single(node('task', part.label));
      case 'silent': return { nodes: [], flows: [], width: 0, height: 20, line: 10, first: undefined, last: undefined };
      case 'sequence': return inARow(part.children.map(layOut));
      case 'choice': return branches('exclusiveGateway', part.children.map(layOut));
      case 'parallel': return branches('parallelGateway', part.children.map(layOut));
      case 'inclusive': return branches('inclusiveGateway', part.children.map(layOut));
      case 'loop': return wayBack(layOut(part.children[0]!), layOut(part.children[1]!));
    }
  };

  const inARow = (parts: Part[]): Part => {
    const shown = parts.filter((one) => one.first);
    if (shown.length === 0) return parts[0] ?? layOut({ kind: 'silent' });
    const line = Math.max(...shown.map((one) => one.line));
    const row: Part = { nodes: [], flows: [], width: -gap.x, height: 0, line, first: shown[0]!.first, last: shown.at(-1)!.last };
    let before: Part | undefined;
    for (const part of shown) {
      const x = row.width + gap.x;
      move(part, x, line - part.line);
      if (before) row.flows.push(flow(before.last!, part.first!, [{ x: row.width, y: line }, { x, y: line }]));
      include(row, part);
      row.width = x + part.width;
      row.height = Math.max(row.height, line - part.line + part.height);
      before = part;
    }
    return row;
  };

  const branches = (kind: BpmnKind, parts: Part[]): Part => {
    const split = node(kind), join = node(kind);
    const inner = Math.max(...parts.map((one) => one.width));
    const width = split.width + gap.x + inner + gap.x + join.width;
    const height = parts.reduce((sum, one) => sum + one.height + gap.y, -gap.y);
    const block: Part = { nodes: [split, join], flows: [], width, height, line: 0, first: split, last: join };
    let y = 0;
    const lines = parts.map((part) => {
      move(part, split.width + gap.x + (inner - part.width) / 2, y);
      const line = y + part.line;
      y += part.height + gap.y;
      return line;
    });
    // the gateways stand at the height of the middle branch
    block.line = lines[Math.floor((lines.length - 1) / 2)]!;
    const top = block.line - split.height / 2;
    place(split, 0, top);
    place(join, width - join.width, top);
    parts.forEach((part, i) => {
      const line = lines[i]!, left = centre(split), right = centre(join);
      const out: Point[] = line === block.line ? [{ x: split.width, y: line }] : [{ x: left.x, y: line < left.y ? split.y : split.y + split.height }, { x: left.x, y: line }];
      const back: Point[] = line === block.line ? [{ x: join.x, y: line }] : [{ x: right.x, y: line }, { x: right.x, y: line < right.y ? join.y : join.y + join.height }];
      if (!part.first) return block.flows.push(flow(split, join, [...out, ...back]));
      const from = split.width + gap.x + (inner - part.width) / 2;
      block.flows.push(flow(split, part.first, [...out, { x: from, y: line }]));
      include(block, part);
      return block.flows.push(flow(part.last!, join, [{ x: from + part.width, y: line }, ...back]));
    });
    return keepInside(block);
  };

  const wayBack = (body: Part, redo: Part): Part => {
    const enter = node('exclusiveGateway'), leave = node('exclusiveGateway');
    const inner = Math.max(body.width, redo.width);
    const width = enter.width + gap.x + inner + gap.x + leave.width;
    const line = Math.max(body.line, enter.height / 2);
    const block: Part = { nodes: [enter, leave], flows: [], width, height: 0, line, first: enter, last: leave };
    place(enter, 0, line - enter.height / 2);
    place(leave, width - leave.width, line - leave.height / 2);
    const bodyX = enter.width + gap.x + (inner - body.width) / 2;
    move(body, bodyX, line - body.line);
    if (body.first) {
      block.flows.push(flow(enter, body.first, [{ x: enter.width, y: line }, { x: bodyX, y: line }]));
      include(block, body);
      block.flows.push(flow(body.last!, leave, [{ x: bodyX + body.width, y: line }, { x: leave.x, y: line }]));
    } else block.flows.push(flow(enter, leave, [{ x: enter.width, y: line }, { x: leave.x, y: line }]));
    const below = Math.max(line - body.line + body.height, enter.y + enter.height) + gap.y;
    const back = below + redo.line, redoX = enter.width + gap.x + (inner - redo.width) / 2;
    const from = centre(leave), to = centre(enter);
    const down: Point[] = [{ x: from.x, y: leave.y + leave.height }, { x: from.x, y: back }], up: Point[] = [{ x: to.x, y: back }, { x: to.x, y: enter.y + enter.height }];
    if (redo.first) {
      // what is done on the way back runs from right to left
      mirror(redo);
      move(redo, redoX, below);
      block.flows.push(flow(leave, redo.first, [...down, { x: redoX + redo.width, y: back }]));
      include(block, redo);
      block.flows.push(flow(redo.last!, enter, [{ x: redoX, y: back }, ...up]));
    } else block.flows.push(flow(leave, enter, [...down, ...up]));
    block.height = below + redo.height;
    return keepInside(block);
  };

  const start = node('startEvent'), whole = layOut(tree), end = node('endEvent');
  const all = inARow([single(start), whole, single(end)]);
  return { nodes: all.nodes, flows: all.flows, width: all.width, height: all.height };
}

const centre = (one: BpmnNode): Point => ({ x: one.x + one.width / 2, y: one.y + one.height / 2 });
function place(one: BpmnNode, x: number, y: number): void { one.x = x; one.y = y; }
function include(into: Part, part: Part): void { into.nodes.push(...part.nodes); into.flows.push(...part.flows); }

function move(part: Part, x: number, y: number): void {
  for (const one of part.nodes) { one.x += x; one.y += y; }
  for (const { points } of part.flows) for (const point of points) { point.x += x; point.y += y; }
}

function mirror(part: Part): void {
  for (const one of part.nodes) one.x = part.width - one.x - one.width;
  for (const { points } of part.flows) for (const point of points) point.x = part.width - point.x;
}

/** A gateway beside a flat branch may stand out above or below: the part grows to hold it. */
function keepInside(part: Part): Part {
  const top = Math.min(...part.nodes.map((one) => one.y), 0);
  if (top < 0) { move(part, 0, -top); part.line -= top; part.height -= top; }
  part.height = Math.max(part.height, ...part.nodes.map((one) => one.y + one.height));
  return part;
}
