import fc from 'fast-check';
import { activity, silent, type Operator, type ProcessTree } from './process-tree.ts';

/** Small process trees over a few labels, for properties. */
export function anyTree(labels: readonly string[] = ['a', 'b', 'c', "d'"], depth = 3): fc.Arbitrary<ProcessTree> {
  const { tree } = fc.letrec<{ tree: ProcessTree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: depth, depthSize: 'small' },
      { weight: 4, arbitrary: fc.constantFrom(...labels).map(activity) },
      { weight: 1, arbitrary: fc.constant(silent) },
      { weight: 4, arbitrary: fc.tuple(fc.constantFrom<Operator>('sequence', 'choice', 'parallel', 'inclusive'), fc.array(tie('tree'), { minLength: 1, maxLength: 3 })).map(([kind, children]) => ({ kind, children })) },
      { weight: 1, arbitrary: fc.tuple(tie('tree'), tie('tree')).map((children) => ({ kind: 'loop' as const, children })) },
    ),
  }));
  return tree;
}
