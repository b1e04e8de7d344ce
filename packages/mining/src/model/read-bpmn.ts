import type { PetriNet } from './petri-net.ts';
import { parseXml, type Element } from './xml.ts';

/** What in a BPMN diagram cannot be read as a net, and which element it is. */
export class BpmnError extends Error {
  constructor(expected: string) { super(`BPMN: ${expected}`); this.name = 'BpmnError'; }
}

/** Told by their names; every kind of task is an activity, events that wait or send are when they have a name. */
const events = new Set(['intermediateCatchEvent', 'intermediateThrowEvent']);
const isTask = (name: string): boolean => name.toLowerCase().endsWith('task') || name === 'callActivity';
/** Steps of the flow; what else a process holds (lanes, data, notes) says nothing on the order. */
const isStep = (name: string): boolean => /(?:task|event|gateway|process|callActivity|transaction)$/i.test(name);

/**
 * The net of a BPMN process, so that a drawn model can be the norm a log is checked against. The
 * mapping of Dijkman, Dumas, Ouyang (Semantics and analysis of business process models in BPMN,
 * 2008): a place for each flow, a transition for each task; gateways are silent. Read are tasks, start, end
 * and intermediate events, exclusive, event-based and parallel gateways, and sub-processes drawn open. Every end event leads to
 * the one end: a process that ends in several places at once does not reach it.
 * @throws XmlError, BpmnError (inclusive and complex gateways, boundary events, several pools)
 */
export function readBpmn(text: string): PetriNet {
  const processes = parseXml(text).children.filter((one) => one.name === 'process' && one.children.some((child) => child.name === 'sequenceFlow'));
  if (processes.length !== 1) throw new BpmnError(`one process with flows is read, and here are ${processes.length}`);
  const net: PetriNet = { places: [], transitions: [], initial: [], final: [] };
  const place = (name: string): number => net.places.push(name) - 1;
  const transition = (name: string, label: string | null, inputs: number[], outputs: number[]): void => { net.transitions.push({ name, label, inputs, outputs }); };
  const source = place('source'), sink = place('sink');
  readFlow(processes[0]!, source, sink);
  net.initial = net.places.map((_, p) => (p === source ? 1 : 0));
  net.final = net.places.map((_, p) => (p === sink ? 1 : 0));
  return net;

  /** A process or sub-process that a token enters at `from` and leaves to `to`. */
  function readFlow(scope: Element, from: number, to: number): void {
    const into = new Map<string, number[]>(), outOf = new Map<string, number[]>();
    const nodes = scope.children.filter((one) => isStep(one.name));
    const ids = new Set(nodes.map(idOf));
    for (const flow of scope.children.filter((one) => one.name === 'sequenceFlow')) {
      const { sourceRef = '', targetRef = '' } = flow.attributes;
      for (const end of [sourceRef, targetRef]) if (!ids.has(end)) throw new BpmnError(`the flow ${idOf(flow)} is between ${sourceRef} and ${targetRef}, and there is no ${end} beside it`);
      const p = place(idOf(flow));
      outOf.set(sourceRef, [...(outOf.get(sourceRef) ?? []), p]);
      into.set(targetRef, [...(into.get(targetRef) ?? []), p]);
    }
    for (const node of nodes) {
      const id = idOf(node), ins = into.get(id) ?? [], outs = outOf.get(id) ?? [];
      const name = (node.attributes['name'] ?? '').replaceAll(/\s+/g, ' ').trim();
      // what nothing leads to begins, and what leads nowhere ends, as start and end events do
      const entries = ins.length > 0 ? ins : [from], exits = outs.length > 0 ? outs : [to];
      if (node.name === 'parallelGateway') transition(id, null, entries, exits);
      else if (node.name === 'exclusiveGateway' || node.name === 'eventBasedGateway') {
        const inside = place(id);
        for (const p of entries) transition(`${id} from ${net.places[p]!}`, null, [p], [inside]);
        for (const p of exits) transition(`${id} to ${net.places[p]!}`, null, [inside], [p]);
      } else if (node.name === 'startEvent' || node.name === 'endEvent') {
        for (const p of entries) transition(`${id} from ${net.places[p]!}`, null, [p], exits);
      } else if (node.name === 'subProcess' && node.children.some((one) => one.name === 'sequenceFlow')) {
        const begin = place(`${id} begins`), end = place(`${id} ends`);
        for (const p of entries) transition(`${id} from ${net.places[p]!}`, null, [p], [begin]);
        readFlow(node, begin, end);
        transition(`${id} to`, null, [end], exits);
      } else if (isTask(node.name) || events.has(node.name) || node.name === 'subProcess') {
        const label = events.has(node.name) && name === '' ? null : name === '' ? id : name;
        for (const p of entries) transition(entries.length === 1 ? id : `${id} from ${net.places[p]!}`, label, [p], exits);
      } else throw new BpmnError(`${id}: a step of the kind ${node.name} is not read as a net`);
    }
  }
}

function idOf(element: Element): string {
  const { id } = element.attributes;
  if (id === undefined) throw new BpmnError(`a ${element.name} without id`);
  return id;
}
