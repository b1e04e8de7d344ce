/** What a model declares of the values that reach a table's column. */
import type { Decision, DecisionTable, DmnModel, Expression, FeelText, ItemDefinition, TableInput, Variable } from '../model/types.ts';
import { BUILT_IN_TYPES, PROPERTIES } from '../feel/types.ts';
import type { ScalarKind } from '../feel/types.ts';

/** A declared type as far as a column needs it. */
export interface Declared {
  /** `undefined`: not declared, or Any. */
  kind: ScalarKind | 'other' | undefined;
  components: ItemDefinition[];
  /** Constraints met by every value: allowedValues and inputValues, outermost first. */
  allowed: FeelText[];
}

const UNDECLARED: Declared = { kind: undefined, components: [], allowed: [] };

/** Follows a typeRef through item definitions (imported ones too) to what it stands for. */
export function declaredType(model: DmnModel, typeRef: string | undefined, depth = 0): Declared {
  if (typeRef === undefined || depth > 32) return UNDECLARED;
  const own = itemDefinition(model, typeRef);
  if (own) return declaredItem(own.model, own.item, depth + 1);
  const type = BUILT_IN_TYPES.get(typeRef);
  if (!type || type.kind === 'any' || type.kind === 'null') return UNDECLARED;
  const scalar = PROPERTIES[type.kind] !== undefined && type.kind !== 'range' || ['number', 'string', 'boolean'].includes(type.kind);
  return { kind: scalar ? (type.kind as ScalarKind) : 'other', components: [], allowed: [] };
}

function declaredItem(model: DmnModel, item: ItemDefinition, depth: number): Declared {
  if (item.isCollection || item.functionItem) return { kind: 'other', components: [], allowed: [] };
  const constraints = [item.allowedValues, item.typeConstraint].filter((t): t is FeelText => t !== undefined);
  if (item.components.length > 0) return { kind: 'other', components: item.components, allowed: constraints };
  const base = declaredType(model, item.typeRef, depth + 1);
  return { ...base, allowed: [...constraints, ...base.allowed] };
}

function itemDefinition(model: DmnModel, typeRef: string): { model: DmnModel; item: ItemDefinition } | undefined {
  const foreign = /^\{([^}]*)\}(.*)$/.exec(typeRef);
  if (foreign) {
    const imported = model.imports.find((i) => i.namespace === foreign[1])?.model;
    return imported && itemDefinition(imported, foreign[2]!);
  }
  const item = model.itemDefinitions.find((d) => d.name === typeRef);
  if (item) return { model, item };
  const dot = typeRef.indexOf('.');
  const imported = dot > 0 ? model.imports.find((i) => i.name === typeRef.slice(0, dot))?.model : undefined;
  return imported && itemDefinition(imported, typeRef.slice(dot + 1));
}

const NAME = /^[\p{L}_?][\p{L}\p{N}_ '’]*$/u;

export interface Source {
  /** `['Child', 'birth country']`: the input data or decision and the way into it. Undefined where the column computes something. */
  path: string[] | undefined;
  fromInput: boolean;
  declared: Declared;
}

/** Where a column's values come from: the input data or decision its expression names, followed through its components. */
function sourceOf(model: DmnModel, expression: string, locals: readonly Variable[]): Source {
  const path = expression.split('.').map((part) => part.trim().replace(/\s+/g, ' '));
  const local = locals.findLast((v) => v.name === path[0]);
  const owner = [...model.inputData, ...model.decisions].find((p) => p.variable.name === path[0]);
  const variable = local ?? owner?.variable;
  if (!variable) return { path: undefined, fromInput: false, declared: UNDECLARED };
  let declared = declaredType(model, variable.typeRef);
  for (const part of path.slice(1)) {
    if (!NAME.test(part)) return { path: undefined, fromInput: false, declared: UNDECLARED };
    const component = declared.components.find((c) => c.name === part);
    if (component) declared = declaredItem(model, component, 0);
    else if (declared.kind === undefined) declared = UNDECLARED;
    else return { path: undefined, fromInput: false, declared: propertyType(declared, part) };
  }
  if (local) return { path: undefined, fromInput: false, declared };
  return { path, fromInput: model.inputData.some((i) => i === owner), declared };
}

/** `Birth date.year`: a property of a temporal value is a number (or a duration), not a fact of its own. */
function propertyType(declared: Declared, property: string): Declared {
  const type = declared.kind && PROPERTIES[declared.kind]?.get(property);
  return type ? { kind: type.kind as ScalarKind, components: [], allowed: [] } : UNDECLARED;
}

/** What the model says of a column: the type written at the column, then that of the fact it shows. */
export function columnSource(model: DmnModel, table: DecisionTable, input: TableInput): Source {
  const locals = tablesOf(model).find((t) => t.table === table)?.locals ?? [];
  const source = sourceOf(model, input.expression.text.trim(), locals);
  const written = declaredType(model, input.typeRef);
  const allowed = [...(input.inputValues ? [input.inputValues] : []), ...written.allowed, ...source.declared.allowed];
  return { path: source.path, fromInput: source.fromInput, declared: { kind: written.kind ?? source.declared.kind, components: [], allowed } };
}

/** A decision table and the decision (or knowledge model) it belongs to. */
export interface OwnedTable {
  /** Name of the decision or business knowledge model. */
  owner: string;
  /** Present when the table is a decision's own logic, and not part of a larger expression. */
  decision: Decision | undefined;
  table: DecisionTable;
  /** Parameters, context entries and iterator variables around the table: they hide the model's own names. */
  locals: readonly Variable[];
}

const TABLES = new WeakMap<DmnModel, OwnedTable[]>();

/** Every decision table of a model, those inside contexts, functions and lists too, in document order. */
export function tablesOf(model: DmnModel): OwnedTable[] {
  let found = TABLES.get(model);
  if (!found) TABLES.set(model, (found = findTables(model)));
  return found;
}

function findTables(model: DmnModel): OwnedTable[] {
  const found: OwnedTable[] = [];
  const walk = (owner: string, decision: Decision | undefined, e: Expression | undefined, locals: readonly Variable[]): void => {
    if (!e) return;
    const inner = (x: Expression | undefined, more: readonly Variable[] = []): void => walk(owner, undefined, x, [...locals, ...more]);
    switch (e.kind) {
      case 'table': found.push({ owner, decision, table: e, locals }); break;
      case 'context': {
        const before: Variable[] = [];
        for (const x of e.entries) {
          inner(x.expression, before);
          if (x.name !== undefined) before.push({ name: x.name, typeRef: x.typeRef });
        }
        break;
      }
      case 'invocation': inner(e.called); e.bindings.forEach((b) => inner(b.expression)); break;
      case 'function': inner(e.body, e.parameters); break;
      case 'relation': e.rows.forEach((r) => r.forEach((x) => inner(x))); break;
      case 'list': e.items.forEach((x) => inner(x)); break;
      case 'conditional': [e.if, e.then, e.else].forEach((x) => inner(x)); break;
      case 'filter': inner(e.in); inner(e.match); break;
      case 'for': case 'some': case 'every': inner(e.in); inner(e.body, [{ name: e.variable, typeRef: e.variableTypeRef }]); break;
      case 'literal': break;
    }
  };
  for (const d of model.decisions) walk(d.name, d, d.expression, []);
  for (const b of model.bkms) walk(b.name, undefined, b.logic, []);
  return found;
}

/** What may stand in a column, as far as the model says: the kind of value, and the constraint (FEEL unary tests) on it. */
export interface ColumnDomain { kind: string | undefined; allowed: string | undefined }

/** The columns of a decision's own table, inputs and outputs in their order; for whoever offers an author what can be written. */
export function domainsOf(model: DmnModel, decision: Decision): { inputs: ColumnDomain[]; outputs: ColumnDomain[] } {
  const table = decision.expression;
  if (table?.kind !== 'table') return { inputs: [], outputs: [] };
  const domain = ({ kind, allowed }: Pick<Declared, 'kind' | 'allowed'>): ColumnDomain => ({ kind: kind === 'other' ? undefined : kind, allowed: allowed[0]?.text });
  return {
    inputs: table.inputs.map((input) => domain(columnSource(model, table, input).declared)),
    outputs: table.outputs.map((output) => {
      // the only output of a table is the decision's own value
      const declared = declaredType(model, output.typeRef ?? (table.outputs.length === 1 ? table.typeRef ?? decision.variable.typeRef : undefined));
      return domain({ kind: declared.kind, allowed: [...(output.outputValues ? [output.outputValues] : []), ...declared.allowed] });
    }),
  };
}
