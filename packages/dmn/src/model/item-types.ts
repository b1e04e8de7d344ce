import type { ItemDefinition } from './types.ts';
import type { Builder } from '../boxed/builder.ts';
import { compileUnaryTests } from '../feel/tests.ts';
import { builtinScope } from '../feel/builtins/index.ts';
import { Scope } from '../feel/scope.ts';
import { ANY, BUILT_IN_TYPES } from '../feel/types.ts';
import type { FeelType } from '../feel/types.ts';
import { LIMITS } from '../run/limits.ts';
import { Env, Run, Unit } from '../run/run.ts';
import type { FeelValue } from '../run/values.ts';
import { FeelDate, FeelDateTime } from '../values/temporal.ts';
import type { FeelText } from './types.ts';
import type { XmlElement } from '../xml/tree.ts';

/** Resolves typeRefs of one model: FEEL's types, item definitions, and those of imports. */
export class ItemTypes {
  private readonly definitions = new Map<string, ItemDefinition>();
  private readonly built = new Map<string, FeelType>();
  private readonly imported: ReadonlyMap<string, FeelType>;
  private readonly issue: (code: string, at: XmlElement, message: string, hint?: string) => void;

  /** `imported`: types of imported models, by `prefix.name` and `{namespace}name`. */
  constructor(definitions: readonly ItemDefinition[], imported: ReadonlyMap<string, FeelType>, issue: (code: string, at: XmlElement, message: string, hint?: string) => void) {
    for (const d of definitions) this.definitions.set(d.name, d);
    this.imported = imported;
    this.issue = issue;
  }

  /** The type a typeRef names; Any for none, and with an issue for one that is not declared. */
  resolve(typeRef: string | undefined, at: XmlElement): FeelType {
    if (typeRef === undefined) return ANY;
    const own = this.built.get(typeRef);
    if (own) return own;
    const definition = this.definitions.get(typeRef);
    if (definition) return this.define(definition, typeRef);
    const known = this.imported.get(typeRef) ?? BUILT_IN_TYPES.get(typeRef);
    if (known) return known;
    this.issue('unknown-type', at, `the type "${typeRef}" is not declared`, 'declare it as an item definition, or use one of FEEL\'s own types');
    return ANY;
  }

  /** All item definitions as types, by name. */
  all(): ReadonlyMap<string, FeelType> {
    for (const d of this.definitions.values()) this.resolve(d.name, d.element);
    return this.built;
  }

  private define(definition: ItemDefinition, name: string): FeelType {
    // Registered before it is finished, so that a type may contain itself.
    const type = { kind: 'any' } as FeelType;
    this.built.set(name, type);
    Object.assign(type, this.make(definition), { name });
    return type;
  }

  private make(d: ItemDefinition): FeelType {
    let base: FeelType;
    if (d.functionItem) {
      base = {
        kind: 'function', parameters: d.functionItem.parameters.map((p) => this.resolve(p.typeRef, d.element)),
        result: this.resolve(d.functionItem.outputTypeRef, d.element),
      };
    } else if (d.components.length > 0) {
      const members = new Map<string, FeelType>();
      for (const c of d.components) members.set(c.name, this.component(c, d.name));
      base = { kind: 'context', members };
    } else base = this.resolve(d.typeRef, d.element);
    if (d.allowedValues) base = this.constrained(base, d.allowedValues, d.name);
    if (d.isCollection) base = { kind: 'list', item: base };
    if (d.typeConstraint) base = this.constrained(base, d.typeConstraint, d.name);
    return base;
  }

  /** Structures within structures are called by their path. */
  private component(d: ItemDefinition, owner: string): FeelType {
    const name = `${owner}.${d.name}`;
    const type = this.make({ ...d, name });
    return type.kind === 'context' && type.name === undefined ? { ...type, name } : type;
  }

  /** The constraint is parsed when the builder is there: it may use other types. */
  private constrained(base: FeelType, text: FeelText, name: string): FeelType {
    const inner = base.constraint as ((v: FeelValue) => boolean) | undefined;
    const type = { ...base, name } as FeelType;
    let test: ((v: FeelValue) => boolean) | undefined;
    this.pending.push((builder) => {
      test = compileConstraint(text, base, name, builder);
    });
    (type as { constraint?: (v: FeelValue) => boolean }).constraint = (v) => (inner === undefined || inner(v)) && (test === undefined || test(v));
    return type;
  }

  private readonly pending: ((builder: Builder) => void)[] = [];

  /** Compiles the constraints; called once, when all types are known. */
  finish(builder: Builder): void {
    this.all();
    for (const p of this.pending) p(builder);
  }
}

function compileConstraint(text: FeelText, type: FeelType, name: string, builder: Builder): ((v: FeelValue) => boolean) | undefined {
  const scope = Scope.root(builtinScope());
  const input = scope.local('?', type);
  const tests = builder.tests(text, scope);
  const unit = new Unit(name, '', 'constraint');
  const test = tests && compileUnaryTests(tests, builder.context(unit, scope, name));
  if (!test) return undefined;
  const slot = input.ref.kind === 'slot' ? input.ref.index : 0;
  const run = new Run([], LIMITS, FeelDateTime.ofDate(FeelDate.of(1970, 1, 1)!), false, {});
  return (value) => {
    const slots = new Array<FeelValue>(scope.frame.size);
    slots[slot] = value;
    run.reset();
    return test(value, new Env(run, null, slots)) === true;
  };
}
