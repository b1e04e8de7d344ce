import type { PetriNet } from './petri-net.ts';
import { escapeXml } from '../import/xml-text.ts';
import { parseXml, type Element } from './xml.ts';

/** Why a PNML file could not be read as a net. */
export class PnmlError extends Error {
  constructor(expected: string) { super(`PNML: expected ${expected}`); this.name = 'PnmlError'; }
}

/**
 * The net as PNML (ISO/IEC 15909-2, place/transition nets). Silent transitions and the final
 * marking are written the way ProM and pm4py do; the standard has no word for them.
 */
export function writePnml(net: PetriNet, name = 'net'): string {
  const placeIds = idsOf(net.places, 'p'), transitionIds = idsOf(net.transitions.map((one) => one.name), 't');
  // one space of names for both
  const clash = placeIds.some((id) => transitionIds.includes(id));
  const place = (p: number): string => escapeXml(clash ? `p${p}` : placeIds[p]!), transition = (t: number): string => escapeXml(clash ? `t${t}` : transitionIds[t]!);
  const text = (value: string): string => `<text>${escapeXml(value)}</text>`;
  const lines: string[] = [];
  net.places.forEach((placeName, p) => {
    const tokens = net.initial[p]!;
    lines.push(`<place id="${place(p)}"><name>${text(placeName)}</name>${tokens > 0 ? `<initialMarking>${text(String(tokens))}</initialMarking>` : ''}</place>`);
  });
  net.transitions.forEach(({ name: own, label }, t) => {
    lines.push(`<transition id="${transition(t)}"><name>${text(label ?? own)}</name>${label === null ? '<toolspecific tool="ProM" version="6.4" activity="$invisible$"/>' : ''}</transition>`);
  });
  let arcs = 0;
  const arc = (source: string, target: string, weight: number): void => {
    lines.push(`<arc id="arc${arcs++}" source="${source}" target="${target}">${weight > 1 ? `<inscription>${text(String(weight))}</inscription>` : ''}</arc>`);
  };
  net.transitions.forEach(({ inputs, outputs }, t) => {
    for (const [p, weight] of weights(inputs)) arc(place(p), transition(t), weight);
    for (const [p, weight] of weights(outputs)) arc(transition(t), place(p), weight);
  });
  const final = net.final.flatMap((tokens, p) => (tokens > 0 ? [`<place idref="${place(p)}">${text(String(tokens))}</place>`] : []));
  return `<?xml version="1.0" encoding="UTF-8"?>
<pnml>
<net id="net1" type="http://www.pnml.org/version-2009/grammar/ptnet">
<name>${text(name)}</name>
<page id="page1">
${lines.join('\n')}
</page>
<finalmarkings><marking>${final.join('')}</marking></finalmarkings>
</net>
</pnml>
`;
}

const idsOf = (names: string[], prefix: string): string[] => (new Set(names).size === names.length && names.every((name) => /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name)) ? names : names.map((_, i) => `${prefix}${i}`));

function weights(places: number[]): Map<number, number> {
  const by = new Map<number, number>();
  for (const place of places) by.set(place, (by.get(place) ?? 0) + 1);
  return by;
}

/**
 * Reads a PNML file: the first net in it, all its pages. Where no final marking is given it is one
 * token on the only place that nothing leaves.
 * @throws XmlError, PnmlError
 */
export function readPnml(text: string): PetriNet {
  const root = parseXml(text);
  const net = root.name === 'net' ? root : root.children.find((one) => one.name === 'net');
  if (!net) throw new PnmlError('a net');
  const parts = (name: string, within: Element = net): Element[] => within.children.flatMap((one) => (one.name === name ? [one] : one.name === 'page' ? parts(name, one) : []));
  const read: PetriNet = { places: [], transitions: [], initial: [], final: [] };
  const placeOf = new Map<string, number>(), transitionOf = new Map<string, number>();
  const idOf = (element: Element): string => {
    const { id } = element.attributes;
    if (id === undefined) throw new PnmlError(`an id at each ${element.name}`);
    if (placeOf.has(id) || transitionOf.has(id)) throw new PnmlError(`one element of id ${id}, not two`);
    return id;
  };
  for (const element of parts('place')) {
    const id = idOf(element);
    placeOf.set(id, read.places.push(id) - 1);
    read.initial.push(count(inner(element, 'initialMarking'), 0, `initial marking of ${id}`));
  }
  for (const element of parts('transition')) {
    const id = idOf(element);
    const silent = element.children.some((one) => one.name === 'toolspecific' && one.attributes['activity'] === '$invisible$');
    transitionOf.set(id, read.transitions.push({ name: id, label: silent ? null : inner(element, 'name') ?? null, inputs: [], outputs: [] }) - 1);
  }
  for (const element of parts('arc')) {
    const { source = '', target = '' } = element.attributes;
    const weight = count(inner(element, 'inscription'), 1, `weight of the arc from ${source} to ${target}`);
    const into = transitionOf.get(target), outOf = transitionOf.get(source), from = placeOf.get(source), to = placeOf.get(target);
    if (into !== undefined && from !== undefined) for (let i = 0; i < weight; i++) read.transitions[into]!.inputs.push(from);
    else if (outOf !== undefined && to !== undefined) for (let i = 0; i < weight; i++) read.transitions[outOf]!.outputs.push(to);
    else throw new PnmlError(`an arc between a place and a transition, not from ${source} to ${target}`);
  }
  read.final = finalMarking(net, root, placeOf, read);
  return read;
}

function finalMarking(net: Element, root: Element, placeOf: Map<string, number>, read: PetriNet): number[] {
  const markings = net.children.find((one) => one.name === 'finalmarkings') ?? root.children.find((one) => one.name === 'finalmarkings');
  const marking = markings?.children.find((one) => one.name === 'marking');
  const final = read.places.map(() => 0);
  if (marking) {
    for (const element of marking.children.filter((one) => one.name === 'place')) {
      const id = element.attributes['idref'] ?? '', place = placeOf.get(id);
      if (place === undefined) throw new PnmlError(`a place of the net in the final marking, not ${id}`);
      final[place] = count(element.children.find((one) => one.name === 'text')?.text, 1, `final marking of ${id}`);
    }
    return final;
  }
  const taken = new Set(read.transitions.flatMap((one) => one.inputs));
  const sinks = read.places.flatMap((_, place) => (taken.has(place) ? [] : [place]));
  if (sinks.length !== 1) throw new PnmlError(`a final marking, or one place that nothing leaves (there are ${sinks.length})`);
  final[sinks[0]!] = 1;
  return final;
}

/** The text of `<name><text>…</text></name>` and its like. */
const inner = (element: Element, name: string): string | undefined => element.children.find((one) => one.name === name)?.children.find((one) => one.name === 'text')?.text;

function count(text: string | undefined, otherwise: number, what: string): number {
  if (text === undefined) return otherwise;
  const value = Number(text.trim());
  if (!Number.isSafeInteger(value) || value < 0 || value > 255) throw new PnmlError(`a number from 0 to 255 as ${what}, not ${text.trim()}`);
  return value;
}
