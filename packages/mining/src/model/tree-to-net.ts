import type { PetriNet } from './petri-net.ts';
import type { ProcessTree } from './process-tree.ts';

/**
 * The net of a process tree: a sound, safe, free-choice workflow net from `source` to `sink`
 * with the tree's language (van der Aalst, Process Mining, 2016, fig. 7.20).
 */
export function treeToNet(tree: ProcessTree): PetriNet {
  const net: PetriNet = { places: [], transitions: [], initial: [], final: [] };
  const place = (name = `p${net.places.length}`): number => net.places.push(name) - 1;
  const transition = (inputs: number[], outputs: number[], label: string | null = null): void => {
    net.transitions.push({ name: `t${net.transitions.length}`, label, inputs, outputs });
  };

  /** `own`: nothing else takes from the place `from`. A loop may then begin there; else a way back would open what it must not. */
  const build = (node: ProcessTree, from: number, to: number, own: boolean): void => {
    switch (node.kind) {
      case 'activity': return transition([from], [to], node.label);
      case 'silent': return transition([from], [to]);
      case 'sequence': {
        let at = from;
        node.children.forEach((child, i) => {
          const next = i === node.children.length - 1 ? to : place();
          build(child, at, next, own || i > 0);
          at = next;
        });
        return;
      }
      case 'choice': return node.children.forEach((child) => build(child, from, to, false));
      case 'parallel': {
        const starts = node.children.map(() => place()), ends = node.children.map(() => place());
        transition([from], starts);
        node.children.forEach((child, i) => build(child, starts[i]!, ends[i]!, true));
        return transition(ends, [to]);
      }
      case 'inclusive': {
        // one branch decides that the block is entered; each other one is then taken or passed by
        const starts = node.children.map(() => place()), ends = node.children.map(() => place());
        const open = node.children.map(() => place());
        node.children.forEach((_, i) => transition([from], [starts[i]!, ...open.filter((_place, j) => j !== i)]));
        node.children.forEach((child, i) => {
          transition([open[i]!], [starts[i]!]);
          transition([open[i]!], [ends[i]!]);
          build(child, starts[i]!, ends[i]!, true);
        });
        return transition(ends, [to]);
      }
      case 'loop': {
        // an own place at the end: what follows must not be left by the way back
        const start = own ? from : place(), end = place();
        if (!own) transition([from], [start]);
        build(node.children[0]!, start, end, true);
        build(node.children[1]!, end, start, false);
        return transition([end], [to]);
      }
    }
  };

  const source = place('source');
  const sink = place('sink');
  build(tree, source, sink, false);
  net.initial = net.places.map((_, i) => (i === source ? 1 : 0));
  net.final = net.places.map((_, i) => (i === sink ? 1 : 0));
  return net;
}
