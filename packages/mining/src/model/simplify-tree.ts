import { choice, loop, silent, skippable, type ProcessTree } from './process-tree.ts';

/**
 * A smaller tree with the same language (the reduction rules of Leemans, Robust Process Mining
 * with Guarantees, 2017, §5.2): nested blocks of one kind become one, silent steps go where they
 * say nothing, blocks of one child become the child, loops in loops become one.
 */
export function simplifyTree(tree: ProcessTree): ProcessTree {
  if (tree.kind === 'activity' || tree.kind === 'silent') return tree;
  const children = tree.children.map(simplifyTree);
  switch (tree.kind) {
    case 'sequence': case 'parallel': {
      const kept = children.flatMap((one) => (one.kind === tree.kind ? one.children : [one])).filter((one) => one.kind !== 'silent');
      return kept.length === 0 ? silent : kept.length === 1 ? kept[0]! : { kind: tree.kind, children: kept };
    }
    case 'choice': return choose(children);
    case 'inclusive': {
      // a silent branch may be the only one taken: the block may be passed by
      const kept = children.filter((one) => one.kind !== 'silent');
      const needed = kept.length < children.length && !kept.some(skippable);
      if (kept.length <= 1) return choose(needed ? [silent, ...kept] : kept);
      return { kind: 'inclusive', children: needed ? [silent, ...kept] : kept };
    }
    case 'loop': return again(children[0]!, children[1]!);
  }
}

function choose(branches: ProcessTree[]): ProcessTree {
  const flat = branches.flatMap((one) => (one.kind === 'choice' ? one.children : [one]));
  const visible = flat.filter((one) => one.kind !== 'silent');
  const needed = visible.length < flat.length && !visible.some(skippable) ? [silent, ...visible] : visible;
  // nothing, or once and again: any number of times
  const [, only] = needed;
  if (needed.length === 2 && needed[0] === silent && only!.kind === 'loop' && only!.children[1]!.kind === 'silent') return again(silent, only!.children[0]!);
  return needed.length === 0 ? silent : needed.length === 1 ? needed[0]! : choice(...needed);
}

function again(body: ProcessTree, redo: ProcessTree): ProcessTree {
  if (body.kind === 'silent' && redo.kind === 'silent') return silent;
  // doing a loop again is one more way of redoing: a(ba)* with c between is a((b|c)a)*
  if (body.kind === 'loop') return again(body.children[0]!, simplifyTree(choice(body.children[1]!, redo)));
  if (redo.kind === 'silent' && body.kind === 'choice' && body.children.some((one) => one.kind === 'silent')) {
    // an optional body, any number of times, is nothing, and the body as what comes between
    return again(silent, choose(body.children.filter((one) => one.kind !== 'silent')));
  }
  if (body.kind === 'silent') {
    // nothing, with (a(ba)*) between, any number of times: when b is nothing too, a alone says it
    if (redo.kind === 'loop' && redo.children[1]!.kind === 'silent') return again(silent, redo.children[0]!);
    if (redo.kind === 'choice' && redo.children.some((one) => one.kind === 'silent')) return again(silent, choose(redo.children.filter((one) => one.kind !== 'silent')));
  }
  return loop(body, redo);
}
