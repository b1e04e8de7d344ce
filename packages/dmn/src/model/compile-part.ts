import type { DmnIssue } from '../errors.ts';
import { Builder } from '../boxed/builder.ts';
import { compileExpression, compileFunctionBody, fitted } from '../boxed/expression.ts';
import type { Binding } from '../feel/ast.ts';
import { builtinResult, builtinScope } from '../feel/builtins/index.ts';
import { closure } from '../feel/compile.ts';
import type { Declarations } from '../feel/parser.ts';
import { NameIndex, Scope } from '../feel/scope.ts';
import { ANY, ANY_FUNCTION } from '../feel/types.ts';
import type { FeelType } from '../feel/types.ts';
import type { Limits } from '../run/limits.ts';
import { Unit } from '../run/run.ts';
import type { Global, GlobalDecision, GlobalFunction } from '../run/run.ts';
import { FeelFunction } from '../run/values.ts';
import type { XmlElement } from '../xml/tree.ts';
import { ItemTypes } from './item-types.ts';
import { compileService } from './service.ts';
import type { Service } from './service.ts';
import type { BusinessKnowledgeModel, Decision, DecisionService, DmnModel, InputData, ItemDefinition, Named } from './types.ts';

/** Shared by a model and its imports. */
export interface Program {
  globals: Global[];
  issues: DmnIssue[];
  limits: Limits;
  /** By namespace: each model is compiled once, however often it is imported. */
  parts: Map<string, Part>;
}

/** One model of a program, compiled. */
export interface Part {
  model: DmnModel;
  types: ReadonlyMap<string, FeelType>;
  /** Everything that can be required of this model, by id and by name. */
  byId: ReadonlyMap<string, Binding>;
  byName: ReadonlyMap<string, Binding>;
  services: readonly Service[];
  indexOf(element: Named): number;
  inputsOf(decision: Decision): string[];
}

/** Compiles one model after those it imports. Problems are added to `program.issues`. */
export function compileModelPart(model: DmnModel, program: Program): Part {
  const known = program.parts.get(model.namespace);
  if (known) return known;
  const part = new PartCompiler(model, program);
  program.parts.set(model.namespace, part);
  part.compile();
  return part;
}

type Element = { kind: 'input'; of: InputData } | { kind: 'decision'; of: Decision } | { kind: 'bkm'; of: BusinessKnowledgeModel } | { kind: 'service'; of: DecisionService };

class PartCompiler implements Part {
  readonly model: DmnModel;
  readonly program: Program;
  readonly byId = new Map<string, Binding>();
  readonly byName = new Map<string, Binding>();
  readonly services: Service[] = [];
  readonly imports = new Map<string, Part>();
  private readonly indexes = new Map<Named, number>();
  private readonly elements = new Map<Binding, Element>();
  private readonly state = new Map<Binding, 'busy' | 'done'>();
  private readonly itemTypes: ItemTypes;
  readonly builder: Builder;

  constructor(model: DmnModel, program: Program) {
    this.model = model;
    this.program = program;
    const imported = new Map<string, FeelType>();
    for (const i of model.imports) {
      if (!i.model) continue;
      const part = compileModelPart(i.model, program);
      this.imports.set(i.namespace, part);
      for (const [name, type] of part.types) {
        imported.set(i.name === '' ? name : `${i.name}.${name}`, type);
        imported.set(`{${i.namespace}}${name}`, type);
      }
    }
    this.itemTypes = new ItemTypes(model.itemDefinitions, imported, (code, at, message, hint) => this.builder.issue(code, at, message, hint));
    const types = new NameIndex<FeelType>();
    const members = new NameIndex<string>();
    const declarations: Declarations = { types, members, limits: { nesting: program.limits.nesting, tokens: program.limits.tokens }, builtinResult };
    this.builder = new Builder(model.file, declarations, program.globals, program.issues, (ref, at) => this.itemTypes.resolve(ref, at));
    for (const [name, type] of imported) if (!name.startsWith('{')) types.set(name, type);
    for (const [name, type] of this.itemTypes.all()) types.set(name, type);
    collectMembers(model.itemDefinitions, members);
    for (const part of this.imports.values()) collectMembers(part.model.itemDefinitions, members);
    this.itemTypes.finish(this.builder);
  }

  get types(): ReadonlyMap<string, FeelType> {
    return this.itemTypes.all();
  }

  indexOf(element: Named): number {
    return this.indexes.get(element)!;
  }

  compile(): void {
    const { model } = this;
    for (const of of model.inputData) {
      const type = this.builder.typeOf(of.variable.typeRef, of.element);
      this.reserve({ kind: 'input', of }, type, {
        kind: 'input', name: of.name, id: of.id, type, origin: { parent: undefined, key: of.name }, keys: [of.name, `{${model.namespace}}${of.name}`],
      });
    }
    for (const of of model.decisions) {
      const unit = new Unit(of.name, of.id, of.expression?.kind ?? 'none');
      this.reserve({ kind: 'decision', of }, this.builder.typeOf(of.variable.typeRef, of.element), {
        kind: 'decision', name: of.name, id: of.id, type: ANY, unit, frameSize: () => 0, body: () => null,
      });
    }
    const later = new FeelFunction('', [], ANY_FUNCTION, () => null);
    for (const of of model.bkms) this.reserve({ kind: 'bkm', of }, ANY_FUNCTION, { kind: 'function', name: of.name, id: of.id, value: later });
    for (const of of model.services) this.reserve({ kind: 'service', of }, ANY_FUNCTION, { kind: 'function', name: of.name, id: of.id, value: later });
    for (const binding of this.elements.keys()) this.ready(binding);
  }

  private reserve(element: Element, type: FeelType, global: Global): void {
    const index = this.program.globals.push(global) - 1;
    const { of } = element;
    const name = element.kind === 'bkm' || element.kind === 'service' ? of.name : of.name;
    const binding: Binding = { name, type, ref: { kind: 'global', index } };
    this.indexes.set(of, index);
    this.elements.set(binding, element);
    if (of.id !== '') this.byId.set(of.id, binding);
    this.byName.set(name, binding);
  }

  /** Compiles what a binding stands for, if that has not been done; what it needs comes first, for the types. */
  private ready(binding: Binding): void {
    const element = this.elements.get(binding);
    if (!element || element.kind === 'input') return;
    const state = this.state.get(binding);
    if (state === 'done') return;
    if (state === 'busy') {
      if (element.kind === 'decision') {
        this.builder.issue('cycle', element.of.element, `the decision "${element.of.name}" needs itself`, 'remove one of the information requirements');
      }
      return;
    }
    this.state.set(binding, 'busy');
    if (element.kind === 'decision') this.decision(element.of, binding);
    else if (element.kind === 'bkm') this.bkm(element.of, binding);
    else this.service(element.of, binding);
    this.state.set(binding, 'done');
  }

  private decision(of: Decision, binding: Binding): void {
    const global = this.program.globals[this.indexOf(of)] as GlobalDecision;
    const scope = this.scope([...of.requiredInputs, ...of.requiredDecisions, ...of.requiredKnowledge], of.element);
    const compiled = compileExpression(of.expression, scope, global.unit, this.builder, of.name);
    const declared = this.builder.typeOf(of.variable.typeRef, of.element);
    global.type = declared;
    global.body = compiled.run;
    global.frameSize = () => scope.frame.size;
    if (declared.kind === 'any') binding.type = compiled.type;
  }

  private bkm(of: BusinessKnowledgeModel, binding: Binding): void {
    const global = this.program.globals[this.indexOf(of)] as GlobalFunction;
    const outer = this.scope(of.requiredKnowledge, of.element);
    // A business knowledge model may call itself.
    outer.add(binding);
    if (!of.logic) {
      global.value = new FeelFunction(of.name, [], ANY_FUNCTION, (run) => run.nothing(of.name, 'function-error', 'it has no logic'));
      return;
    }
    const unit = new Unit(of.name, of.id, 'bkm');
    const own = compileFunctionBody(of.logic, outer, unit, this.builder, of.name);
    let { body } = own;
    const declared = this.builder.typeOf(of.variable.typeRef, of.element);
    const result = declared.kind === 'function' ? declared.result : declared;
    body = fitted(body, result, of.name);
    const type: FeelType = { kind: 'function', parameters: own.parameters.map((p) => p.type), result: body.type };
    binding.type = type;
    global.value = closure(of.name, own.parameters, type, own.scope.frame, body.run, null);
  }

  private service(of: DecisionService, binding: Binding): void {
    const global = this.program.globals[this.indexOf(of)] as GlobalFunction;
    const resolve = (hrefs: readonly string[]): Binding[] => hrefs.flatMap((h) => {
      const b = this.find(h, of.element);
      return b ? [b] : [];
    });
    const declared = this.builder.typeOf(of.variable.typeRef, of.element);
    const service = compileService(of, {
      inputs: resolve(of.inputData), decisions: resolve(of.inputDecisions), outputs: resolve(of.outputDecisions),
    }, declared.kind === 'function' ? declared.result : declared);
    this.services[this.model.services.indexOf(of)] = service;
    global.value = service.value;
    binding.type = service.value.type;
  }

  /** The names an element may use: the built-in functions and what it requires. */
  private scope(hrefs: readonly string[], at: XmlElement): Scope {
    const scope = Scope.root(builtinScope());
    const imported = new Map<string, Map<string, Binding>>();
    for (const href of hrefs) {
      const binding = this.find(href, at);
      if (!binding) continue;
      const prefix = this.prefixOf(href);
      if (prefix === undefined || prefix === '') scope.add(binding);
      else {
        let members = imported.get(prefix);
        if (!members) imported.set(prefix, (members = new Map()));
        members.set(binding.name, binding);
      }
    }
    for (const [prefix, members] of imported) scope.declare(prefix, { kind: 'context', members: new Map([...members].map(([n, b]) => [n, b.type])) }, { kind: 'import', members });
    return scope;
  }

  private prefixOf(href: string): string | undefined {
    const namespace = href.slice(0, Math.max(0, href.indexOf('#')));
    if (namespace === '' || namespace === this.model.namespace) return undefined;
    return this.model.imports.find((i) => i.namespace === namespace)?.name;
  }

  /** What `#id` or `namespace#id` refers to, compiled. */
  private find(href: string, at: XmlElement): Binding | undefined {
    const hash = href.indexOf('#');
    const namespace = href.slice(0, Math.max(0, hash));
    const id = hash < 0 ? href : href.slice(hash + 1);
    const part = namespace === '' || namespace === this.model.namespace ? this : this.imports.get(namespace);
    const binding = part?.byId.get(id);
    if (!binding) {
      this.builder.issue('unresolved', at, `the reference "${href}" leads nowhere`, part ? undefined : `import the model "${namespace}"`);
      return undefined;
    }
    if (part === this) this.ready(binding);
    return binding;
  }

  inputsOf(decision: Decision): string[] {
    const found = new Set<string>();
    const seen = new Set<Binding>();
    const visit = (part: PartCompiler, hrefs: readonly string[]): void => {
      for (const href of hrefs) {
        const hash = href.indexOf('#');
        const namespace = href.slice(0, Math.max(0, hash));
        const of = namespace === '' || namespace === part.model.namespace ? part : (part.imports.get(namespace) as PartCompiler | undefined);
        const binding = of?.byId.get(href.slice(hash + 1));
        if (!of || !binding || seen.has(binding)) continue;
        seen.add(binding);
        const element = of.elements.get(binding);
        if (element?.kind === 'input') found.add(element.of.name);
        else if (element?.kind === 'decision') visit(of, [...element.of.requiredInputs, ...element.of.requiredDecisions]);
      }
    };
    visit(this, [...decision.requiredInputs, ...decision.requiredDecisions]);
    return [...found].sort();
  }
}

function collectMembers(definitions: readonly ItemDefinition[], members: NameIndex<string>): void {
  const stack = [...definitions];
  for (let d = stack.pop(); d; d = stack.pop()) {
    for (const c of d.components) {
      members.set(c.name, c.name);
      stack.push(c);
    }
  }
}
