import { DmnError } from './errors.ts';
import type { DmnIssue } from './errors.ts';
import { Builder } from './boxed/builder.ts';
import { evaluateIn } from './evaluate.ts';
import type { EvaluateOptions } from './compile.ts';
import { builtinResult, builtinScope } from './feel/builtins/index.ts';
import { NameIndex, Scope } from './feel/scope.ts';
import { ANY, typeText } from './feel/types.ts';
import type { FeelType } from './feel/types.ts';
import { ItemTypes } from './model/item-types.ts';
import type { DmnModel, FeelText } from './model/types.ts';
import { LIMITS } from './run/limits.ts';
import type { Limits } from './run/limits.ts';
import { Unit } from './run/run.ts';
import type { Global } from './run/run.ts';
import type { EvaluationIssue, Fact, NullNote } from './run/trace.ts';
import type { FeelValue, Json } from './run/values.ts';

export interface ExpressionOptions {
  /** The names the expression may use, each with a type: one of FEEL's or an item definition of `model`. */
  names?: Readonly<Record<string, string>>;
  /** Whose item definitions `names` and `instance of` may use. */
  model?: DmnModel;
  limits?: Partial<Limits>;
  /** Names that are not declared and comparisons that cannot hold are null instead of errors; what is not FEEL stays one. */
  tolerant?: boolean;
}

export interface CompiledExpression {
  /** The type it has, as far as it can be told: `number`, `list<string>`, `Any`. */
  type: string;
  /** Evaluates it. Never throws for what is in the input. */
  evaluate(input: Record<string, unknown>, options: Pick<EvaluateOptions, 'now'>): ExpressionResult;
}

export interface ExpressionResult {
  value: Json;
  feel: FeelValue;
  facts: Fact[];
  nulls: NullNote[];
  issues: EvaluationIssue[];
}

/**
 * Compiles one FEEL expression that stands alone, e.g. a condition of a form.
 * @throws DmnError with line and column in the text: not FEEL, or a name that is not declared
 */
export function compileExpressionText(text: string, options: ExpressionOptions = {}): CompiledExpression {
  const limits: Limits = { ...LIMITS, ...options.limits };
  const globals: Global[] = [];
  const issues: DmnIssue[] = [];
  const element = { type: 'element' as const, name: 'expression', prefix: '', local: 'expression', namespace: '', attributes: [], children: [], parent: undefined, line: 1, column: 1 };
  const itemTypes: ItemTypes = new ItemTypes(options.model?.itemDefinitions ?? [], new Map(), (code, at, message, hint) => builder.issue(code, at, message, hint));
  const types = new NameIndex<FeelType>();
  for (const [name, type] of itemTypes.all()) types.set(name, type);
  const builder: Builder = new Builder(undefined, { types, members: new NameIndex(), limits, builtinResult }, globals, issues, (ref, at) => itemTypes.resolve(ref, at));
  itemTypes.finish(builder);
  const scope = Scope.root(builtinScope());
  for (const [name, typeRef] of Object.entries(options.names ?? {})) {
    const type = itemTypes.resolve(typeRef, element);
    const index = globals.push({ kind: 'input', name, id: '', type, origin: { parent: undefined, key: name }, keys: [name] }) - 1;
    scope.declare(name, type, { kind: 'global', index });
  }
  const unit = new Unit('expression', '', 'literal');
  const source: FeelText = { element, text, line: 1, column: 1 };
  const compiled = builder.feel(source, scope, unit, 'expression');
  const errors = issues.filter((i) => i.severity === 'error' && (!options.tolerant || i.code === 'feel-syntax'));
  if (errors.length > 0) throw new DmnError(errors);
  const index = globals.push({ kind: 'decision', name: 'expression', id: '', type: ANY, unit, frameSize: () => scope.frame.size, body: compiled.run }) - 1;
  return {
    type: typeText(compiled.type),
    evaluate(input, { now }) {
      const { value, feel, trace, issues: found } = evaluateIn(globals, limits, { now }, input, (run) => run.decision(index));
      const own = trace[trace.length - 1];
      return { value, feel, facts: own?.facts ?? [], nulls: own?.nulls ?? [], issues: found };
    },
  };
}
