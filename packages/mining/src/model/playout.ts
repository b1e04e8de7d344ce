import { fire, isEnabled, sameMarking, type Marking, type PetriNet } from './petri-net.ts';
import type { ProcessTree } from './process-tree.ts';

/**
 * One random run of a tree, as labels. `random` gives numbers in [0, 1); a loop is redone with
 * chance `redo` (given), so that runs end.
 */
export function playTree(tree: ProcessTree, random: () => number, redo = 0.3): string[] {
  switch (tree.kind) {
    case 'activity': return [tree.label];
    case 'silent': return [];
    case 'sequence': return tree.children.flatMap((child) => playTree(child, random, redo));
    case 'choice': return playTree(tree.children[Math.floor(random() * tree.children.length)]!, random, redo);
    case 'parallel': return interleave(tree.children.map((child) => playTree(child, random, redo)), random);
    case 'inclusive': {
      const always = Math.floor(random() * tree.children.length);
      return interleave(tree.children.filter((_, i) => i === always || random() < 0.5).map((child) => playTree(child, random, redo)), random);
    }
    case 'loop': {
      const run = playTree(tree.children[0]!, random, redo);
      while (random() < redo) run.push(...playTree(tree.children[1]!, random, redo), ...playTree(tree.children[0]!, random, redo));
      return run;
    }
  }
}

/** Takes from each with a chance that grows with what it still has, so that every interleaving is equally likely. */
function interleave(parts: string[][], random: () => number): string[] {
  const merged: string[] = [];
  const at = parts.map(() => 0);
  for (let left = parts.reduce((sum, part) => sum + part.length, 0); left > 0; left--) {
    let pick = Math.floor(random() * left);
    for (let i = 0; i < parts.length; i++) {
      const rest = parts[i]!.length - at[i]!;
      if (pick < rest) { merged.push(parts[i]![at[i]!++]!); break; }
      pick -= rest;
    }
  }
  return merged;
}

/**
 * Every trace of at most `longest` events that leads from the initial to the final marking, each
 * once, sorted. Breadth over markings: meant for small models.
 * @throws RangeError when more than `limit` situations were met (the net may not be bounded)
 */
export function tracesOfNet(net: PetriNet, longest: number, limit = 100_000): string[][] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const todo: { marking: Marking; trace: string[] }[] = [{ marking: net.initial, trace: [] }];
  for (let next = todo.pop(); next; next = todo.pop()) {
    const key = JSON.stringify([next.marking, next.trace]);
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > limit) throw new RangeError(`more than ${limit} situations`);
    if (sameMarking(next.marking, net.final)) found.add(JSON.stringify(next.trace));
    for (let t = 0; t < net.transitions.length; t++) {
      const { label } = net.transitions[t]!;
      if ((label !== null && next.trace.length === longest) || !isEnabled(net, next.marking, t)) continue;
      todo.push({ marking: fire(net, next.marking, t), trace: label === null ? next.trace : [...next.trace, label] });
    }
  }
  return [...found].sort().map((text) => JSON.parse(text) as string[]);
}
