import { DmnError } from '../errors.ts';
import type { DmnIssue } from '../errors.ts';
import { attribute, elements, resolvePrefix, setAttribute, textOf } from '../xml/tree.ts';
import type { XmlElement } from '../xml/tree.ts';
import { readXml } from '../xml/read.ts';
import type {
  Aggregation, BusinessKnowledgeModel, Decision, DecisionService, DecisionTable, DmnModel, Expression, FeelText,
  FunctionExpression, HitPolicy, Import, InputData, ItemDefinition, TableInput, TableOutput, TableRule, Variable,
} from './types.ts';

/** The DMN namespaces by version (OMG formal documents 1.1 to 1.6). */
const VERSIONS: Record<string, string> = {
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd': '1.1',
  'http://www.omg.org/spec/DMN/20180521/MODEL/': '1.2',
  'https://www.omg.org/spec/DMN/20191111/MODEL/': '1.3',
  'https://www.omg.org/spec/DMN/20211108/MODEL/': '1.4',
  'https://www.omg.org/spec/DMN/20230324/MODEL/': '1.5',
  'https://www.omg.org/spec/DMN/20240513/MODEL/': '1.6',
};

/** The versions that can be read, by namespace. */
export const DMN_NAMESPACES: Readonly<Record<string, string>> = VERSIONS;

const FEEL_NAMESPACE = /^https?:\/\/www\.omg\.org\/spec\/(FEEL|DMN)\/\d+\/FEEL\/?$|^http:\/\/www\.omg\.org\/spec\/FEEL\/\d+$/;
const HIT_POLICIES: Record<string, HitPolicy> = {
  UNIQUE: 'UNIQUE', FIRST: 'FIRST', PRIORITY: 'PRIORITY', ANY: 'ANY', COLLECT: 'COLLECT',
  'RULE ORDER': 'RULE ORDER', 'OUTPUT ORDER': 'OUTPUT ORDER',
};
const AGGREGATIONS = new Set(['SUM', 'COUNT', 'MIN', 'MAX']);

export interface ReadOptions {
  /** Named in errors. */
  file?: string;
  /** Gives the text of an imported model, by its namespace and the place the import names. */
  imports?: (namespace: string, locationURI?: string) => string | undefined;
}

/**
 * Reads a DMN 1.1 to 1.6 model from XML.
 *
 * Rows of decision tables without an id get one derived from table and position, which writeModel writes.
 * @throws DmnError with code, line, column and element: `xml` (not well-formed, DOCTYPE, unknown entity),
 *   `not-dmn`, `model` (something the standard requires is missing), `import` (not found or circular)
 */
export function readModel(xml: string, options: ReadOptions = {}): DmnModel {
  return new ModelReader(xml, options, []).model();
}

class ModelReader {
  readonly options: ReadOptions;
  readonly file: string | undefined;
  readonly root: XmlElement;
  readonly document;
  readonly issues: DmnIssue[] = [];
  readonly ids = new Set<string>();
  readonly chain: readonly string[];
  version = '';
  /** Elements are asked for their children once for each kind of child. */
  private readonly childrenOf = new Map<XmlElement, XmlElement[]>();

  constructor(xml: string, options: ReadOptions, chain: readonly string[]) {
    this.options = options;
    this.file = options.file;
    this.document = readXml(xml, options.file);
    this.root = this.document.root;
    this.chain = chain;
  }

  model(): DmnModel {
    const root = this.root;
    const version = VERSIONS[root.namespace];
    if (root.local !== 'definitions' || version === undefined) {
      this.issue('not-dmn', root, `the root is <${root.name}> in namespace "${root.namespace}", not DMN definitions`,
        'DMN 1.1 to 1.6 are read; look at the xmlns attribute');
      throw new DmnError(this.issues);
    }
    this.version = version;
    this.collectIds(root);
    const namespace = attribute(root, 'namespace') ?? '';
    const model: DmnModel = {
      file: this.file, version, id: attribute(root, 'id') ?? '', name: attribute(root, 'name') ?? '', namespace,
      document: this.document, imports: [], itemDefinitions: [], inputData: [], decisions: [], bkms: [], services: [],
      knowledgeSources: [],
    };
    for (const e of this.children(root)) {
      switch (e.local) {
        case 'import': model.imports.push(this.import(e, namespace)); break;
        case 'itemDefinition': model.itemDefinitions.push(this.itemDefinition(e)); break;
        case 'inputData': model.inputData.push(this.inputData(e)); break;
        case 'decision': model.decisions.push(this.decision(e)); break;
        case 'businessKnowledgeModel': model.bkms.push(this.bkm(e)); break;
        case 'decisionService': model.services.push(this.service(e)); break;
        case 'knowledgeSource':
          model.knowledgeSources.push({ ...this.named(e), locationURI: attribute(e, 'locationURI') });
          break;
        default: break;
      }
    }
    this.uniqueNames(model);
    if (this.issues.length > 0) throw new DmnError(this.issues);
    return model;
  }

  private collectIds(root: XmlElement): void {
    const stack = [root];
    for (let e = stack.pop(); e; e = stack.pop()) {
      const id = attribute(e, 'id');
      if (id !== undefined) this.ids.add(id);
      for (const c of e.children) if (c.type === 'element') stack.push(c);
    }
  }

  private uniqueNames(model: DmnModel): void {
    const seen = new Map<string, string>();
    for (const [kind, parts] of [['input data', model.inputData], ['decision', model.decisions], ['business knowledge model', model.bkms], ['decision service', model.services]] as const) {
      for (const p of parts) {
        const other = seen.get(p.name);
        if (other === kind) this.issue('model', p.element, `two ${kind} elements are called "${p.name}"`, 'give each its own name');
        seen.set(p.name, kind);
      }
    }
  }

  private import(e: XmlElement, importer: string): Import {
    const namespace = attribute(e, 'namespace') ?? '';
    const locationURI = attribute(e, 'locationURI');
    const importType = attribute(e, 'importType') ?? '';
    let model: DmnModel | undefined;
    if (VERSIONS[importType] !== undefined || /\/spec\/DMN\//.test(importType)) {
      if (this.chain.includes(namespace) || namespace === importer) {
        this.issue('import', e, `the import of "${namespace}" is circular`);
      } else {
        const text = this.options.imports?.(namespace, locationURI);
        if (text === undefined) {
          this.issue('import', e, `the imported model "${namespace}" was not found`, 'pass its text through the option `imports`');
        } else {
          model = new ModelReader(text, { ...this.options, file: locationURI ?? namespace }, [...this.chain, importer, namespace]).model();
        }
      }
    }
    return { element: e, name: attribute(e, 'name') ?? '', namespace, locationURI, importType, model };
  }

  private itemDefinition(e: XmlElement): ItemDefinition {
    const functionItem = this.child(e, 'functionItem');
    return {
      element: e, id: attribute(e, 'id') ?? '', name: attribute(e, 'name') ?? '', label: attribute(e, 'label'),
      typeRef: this.typeRef(e), isCollection: attribute(e, 'isCollection') === 'true',
      components: this.children(e).filter((c) => c.local === 'itemComponent').map((c) => this.itemDefinition(c)),
      allowedValues: this.textChild(e, 'allowedValues'),
      typeConstraint: this.textChild(e, 'typeConstraint'),
      functionItem: functionItem && {
        parameters: this.children(functionItem).filter((p) => p.local === 'parameters').map((p) => this.variable(p, '')),
        outputTypeRef: attribute(functionItem, 'outputTypeRef') === undefined ? undefined : this.qname(functionItem, attribute(functionItem, 'outputTypeRef')!),
      },
    };
  }

  private inputData(e: XmlElement): InputData {
    const named = this.named(e);
    return { ...named, variable: this.ownVariable(e, named.name) };
  }

  private decision(e: XmlElement): Decision {
    const named = this.named(e);
    const refs = (requirement: string, required: string): string[] =>
      this.children(e).filter((c) => c.local === requirement)
        .flatMap((c) => this.children(c).filter((r) => r.local === required).map((r) => this.href(r)));
    const question = this.child(e, 'question');
    const description = this.child(e, 'description');
    return {
      ...named,
      variable: this.ownVariable(e, named.name),
      question: question && textOf(question).trim(),
      description: description && textOf(description).trim(),
      requiredDecisions: refs('informationRequirement', 'requiredDecision'),
      requiredInputs: refs('informationRequirement', 'requiredInput'),
      requiredKnowledge: refs('knowledgeRequirement', 'requiredKnowledge'),
      requiredAuthorities: refs('authorityRequirement', 'requiredAuthority'),
      expression: this.firstExpression(e, named.id || named.name),
    };
  }

  private bkm(e: XmlElement): BusinessKnowledgeModel {
    const named = this.named(e);
    const logic = this.child(e, 'encapsulatedLogic');
    return {
      ...named,
      variable: this.ownVariable(e, named.name),
      requiredKnowledge: this.children(e).filter((c) => c.local === 'knowledgeRequirement')
        .flatMap((c) => this.children(c).filter((r) => r.local === 'requiredKnowledge').map((r) => this.href(r))),
      logic: logic && this.functionExpression(logic, named.id || named.name),
    };
  }

  private service(e: XmlElement): DecisionService {
    const named = this.named(e);
    const refs = (local: string): string[] => this.children(e).filter((c) => c.local === local).map((c) => this.href(c));
    return {
      ...named,
      variable: this.ownVariable(e, named.name),
      outputDecisions: refs('outputDecision'),
      encapsulatedDecisions: refs('encapsulatedDecision'),
      inputDecisions: refs('inputDecision'),
      inputData: refs('inputData'),
    };
  }

  private firstExpression(parent: XmlElement, owner: string): Expression | undefined {
    for (const c of this.children(parent)) {
      const found = this.expression(c, owner);
      if (found) return found;
    }
    return undefined;
  }

  private expression(e: XmlElement, owner: string): Expression | undefined {
    const id = attribute(e, 'id');
    const base = { element: e, id, typeRef: this.typeRef(e), label: attribute(e, 'label') };
    const name = id ?? owner;
    const part = (local: string): Expression | undefined => {
      const c = this.child(e, local);
      return c && this.firstExpression(c, `${name}-${local}`);
    };
    switch (e.local) {
      case 'literalExpression': {
        const imported = this.child(e, 'importedValues');
        if (imported) this.issue('model', imported, 'imported values are not supported', 'write the values into the model');
        return { kind: 'literal', ...base, text: this.textChild(e) ?? this.emptyText(e), language: attribute(e, 'expressionLanguage') };
      }
      case 'decisionTable': return this.table(e, owner);
      case 'context':
        return {
          kind: 'context', ...base,
          entries: this.children(e).filter((c) => c.local === 'contextEntry').map((entry, i) => {
            const variable = this.child(entry, 'variable');
            return {
              name: variable && attribute(variable, 'name'), typeRef: variable && this.typeRef(variable), element: entry,
              expression: this.firstExpression(entry, `${name}-e${i + 1}`),
            };
          }),
        };
      case 'invocation':
        return {
          kind: 'invocation', ...base,
          called: this.firstExpression(e, name),
          bindings: this.children(e).filter((c) => c.local === 'binding').map((b, i) => ({
            name: attribute(this.child(b, 'parameter') ?? b, 'name') ?? '',
            expression: this.firstExpression(b, `${name}-b${i + 1}`),
          })),
        };
      case 'functionDefinition': return this.functionExpression(e, owner);
      case 'relation':
        return {
          kind: 'relation', ...base,
          columns: this.children(e).filter((c) => c.local === 'column').map((c) => this.variable(c, '')),
          rows: this.children(e).filter((c) => c.local === 'row').map((r, i) =>
            this.children(r).map((c, j) => this.expression(c, `${name}-${i + 1}-${j + 1}`))),
        };
      case 'list':
        return { kind: 'list', ...base, items: this.children(e).map((c, i) => this.expression(c, `${name}-${i + 1}`)) };
      case 'conditional': return { kind: 'conditional', ...base, if: part('if'), then: part('then'), else: part('else') };
      case 'filter': return { kind: 'filter', ...base, in: part('in'), match: part('match') };
      case 'for': case 'some': case 'every': {
        const within = this.child(e, 'in');
        return {
          kind: e.local, ...base, variable: attribute(e, 'iteratorVariable') ?? '',
          variableTypeRef: within && this.typeRef(within), in: part('in'),
          body: part(e.local === 'for' ? 'return' : 'satisfies'),
        };
      }
      default: return undefined;
    }
  }

  private functionExpression(e: XmlElement, owner: string): FunctionExpression {
    const kind = attribute(e, 'kind') ?? 'FEEL';
    return {
      kind: 'function', element: e, id: attribute(e, 'id'), typeRef: this.typeRef(e), label: attribute(e, 'label'),
      functionKind: kind === 'Java' || kind === 'PMML' ? kind : 'FEEL',
      parameters: this.children(e).filter((c) => c.local === 'formalParameter').map((c) => this.variable(c, '')),
      body: this.firstExpression(e, owner),
    };
  }

  private table(e: XmlElement, owner: string): DecisionTable {
    const policy = attribute(e, 'hitPolicy') ?? 'UNIQUE';
    const hitPolicy = HIT_POLICIES[policy];
    if (!hitPolicy) this.issue('model', e, `"${policy}" is not a hit policy`, `one of ${Object.keys(HIT_POLICIES).join(', ')}`);
    const aggregation = attribute(e, 'aggregation');
    if (aggregation !== undefined && !AGGREGATIONS.has(aggregation)) this.issue('model', e, `"${aggregation}" is not an aggregation`, 'one of SUM, COUNT, MIN, MAX');
    const tableId = attribute(e, 'id') ?? owner;
    const of = (local: string): XmlElement[] => this.children(e).filter((c) => c.local === local);
    const inputs = of('input').map((c): TableInput => {
      const expression = this.child(c, 'inputExpression');
      if (!expression) this.issue('model', c, 'the input column has no input expression');
      const text = (expression && this.textChild(expression)) ?? this.emptyText(c);
      return {
        element: c, id: attribute(c, 'id'), name: attribute(c, 'label') ?? text.text.trim(), expression: text,
        typeRef: expression && this.typeRef(expression), inputValues: this.textChild(c, 'inputValues'),
      };
    });
    const outputs = of('output').map((c): TableOutput => {
      const fallback = this.child(c, 'defaultOutputEntry');
      return {
        element: c, id: attribute(c, 'id'), name: attribute(c, 'name'), label: attribute(c, 'label'), typeRef: this.typeRef(c),
        outputValues: this.textChild(c, 'outputValues'), defaultOutput: fallback && (this.textChild(fallback) ?? undefined),
      };
    });
    if (outputs.length === 0) this.issue('model', e, 'the decision table has no output column');
    const annotations = of('annotation').map((c) => attribute(c, 'name') ?? '');
    const rules = of('rule').map((c, i): TableRule => {
      let id = attribute(c, 'id');
      if (id === undefined) {
        const derived = `${tableId}-r${i + 1}`.replace(/[^\p{L}\p{N}_.-]+/gu, '_');
        id = derived;
        for (let n = 2; this.ids.has(id); n++) id = `${derived}-${n}`;
        this.ids.add(id);
        setAttribute(c, 'id', id);
      }
      const texts = (local: string): FeelText[] => this.children(c).filter((x) => x.local === local).map((x) => this.textChild(x) ?? this.emptyText(x));
      const rule = { element: c, id, inputs: texts('inputEntry'), outputs: texts('outputEntry'), annotations: texts('annotationEntry').map((t) => t.text.trim()) };
      if (rule.inputs.length !== inputs.length) this.issue('model', c, `row ${id} has ${rule.inputs.length} input entries for ${inputs.length} input columns`);
      if (rule.outputs.length !== outputs.length) this.issue('model', c, `row ${id} has ${rule.outputs.length} output entries for ${outputs.length} output columns`);
      return rule;
    });
    return {
      kind: 'table', element: e, id: attribute(e, 'id'), typeRef: this.typeRef(e), label: attribute(e, 'label'), tableId,
      hitPolicy: hitPolicy ?? 'UNIQUE', aggregation: aggregation as Aggregation | undefined, outputLabel: attribute(e, 'outputLabel'),
      inputs, outputs, annotations, rules,
    };
  }

  private named(e: XmlElement): { element: XmlElement; id: string; name: string } {
    const name = attribute(e, 'name');
    if (name === undefined || name.trim() === '') this.issue('model', e, `<${e.name}> has no name`);
    return { element: e, id: attribute(e, 'id') ?? '', name: (name ?? '').trim().replace(/\s+/g, ' ') };
  }

  private ownVariable(e: XmlElement, name: string): Variable {
    const variable = this.child(e, 'variable');
    return variable ? this.variable(variable, name) : { name, typeRef: undefined };
  }

  private variable(e: XmlElement, fallback: string): Variable {
    const name = attribute(e, 'name')?.trim().replace(/\s+/g, ' ');
    return { name: name || fallback, typeRef: this.typeRef(e) };
  }

  /** A typeRef as attribute or (DMN 1.1) child element; the prefix of FEEL's own types is dropped. */
  private typeRef(e: XmlElement): string | undefined {
    const written = attribute(e, 'typeRef') ?? (() => {
      const c = this.child(e, 'typeRef');
      return c && textOf(c);
    })();
    return written === undefined || written.trim() === '' ? undefined : this.qname(e, written.trim());
  }

  private qname(e: XmlElement, name: string): string {
    const colon = name.indexOf(':');
    if (colon <= 0) return name;
    const prefix = name.slice(0, colon);
    const namespace = resolvePrefix(e, prefix);
    if (prefix === 'feel' || (namespace !== undefined && FEEL_NAMESPACE.test(namespace))) return name.slice(colon + 1);
    if (namespace !== undefined && namespace === attribute(this.root, 'namespace')) return name.slice(colon + 1);
    if (namespace !== undefined) return `{${namespace}}${name.slice(colon + 1)}`;
    return name;
  }

  private href(e: XmlElement): string {
    const href = attribute(e, 'href');
    if (href === undefined) this.issue('model', e, `<${e.name}> has no href`);
    return href ?? '';
  }

  /** The text of an element's <text> child; `local` names an element between. */
  private textChild(e: XmlElement, local?: string): FeelText | undefined {
    const holder = local === undefined ? e : this.child(e, local);
    const text = holder && this.child(holder, 'text');
    if (!text) return undefined;
    const first = text.children.find((c) => c.type === 'text');
    return { element: text, text: textOf(text), line: first?.line ?? text.line, column: first?.column ?? text.column };
  }

  private emptyText(e: XmlElement): FeelText {
    return { element: e, text: '', line: e.line, column: e.column };
  }

  private children(e: XmlElement): XmlElement[] {
    let own = this.childrenOf.get(e);
    if (!own) {
      own = elements(e).filter((c) => c.namespace === this.root.namespace);
      this.childrenOf.set(e, own);
    }
    return own;
  }

  private child(e: XmlElement, local: string): XmlElement | undefined {
    for (const c of e.children) if (c.type === 'element' && c.local === local && c.namespace === this.root.namespace) return c;
    return undefined;
  }

  private issue(code: string, e: XmlElement, message: string, hint?: string): void {
    this.issues.push({ code, severity: 'error', message, hint, file: this.file, line: e.line, column: e.column, element: describe(e) });
  }
}

/** How a person finds an element: its nearest named ancestor, and itself. */
export function describe(e: XmlElement): string {
  const own = attribute(e, 'name') ?? attribute(e, 'id');
  const self = own === undefined ? `<${e.name}>` : `${e.local} "${own}"`;
  for (let at = e.parent; at; at = at.parent) {
    const name = attribute(at, 'name');
    if (name !== undefined && at.parent) return `${at.local} "${name}" > ${self}`;
  }
  return self;
}
