import type { XmlDocument, XmlElement } from '../xml/tree.ts';

/** A DMN model as read: typed, over the full tree it came from (`document`), which the writer serialises. */
export interface DmnModel {
  file: string | undefined;
  /** '1.1' ... '1.6', from the namespace of the document. */
  version: string;
  id: string;
  name: string;
  namespace: string;
  document: XmlDocument;
  imports: Import[];
  itemDefinitions: ItemDefinition[];
  inputData: InputData[];
  decisions: Decision[];
  bkms: BusinessKnowledgeModel[];
  services: DecisionService[];
  knowledgeSources: KnowledgeSource[];
}

/** What every part of a model has: the element it was read from, which knows its line. */
export interface Part { element: XmlElement }
export interface Named extends Part { id: string; name: string }

/** FEEL text with the place where it starts. */
export interface FeelText extends Part { text: string; line: number; column: number }

export interface Import extends Part {
  /** The prefix under which imported names are used; '' for none (DMN 1.5: everything imported directly). */
  name: string;
  namespace: string;
  locationURI: string | undefined;
  importType: string;
  /** Present when the importing caller could provide the text and it is DMN. */
  model: DmnModel | undefined;
}

export interface ItemDefinition extends Named {
  label: string | undefined;
  typeRef: string | undefined;
  isCollection: boolean;
  components: ItemDefinition[];
  /** Constraint on each value (for a collection, on each item). */
  allowedValues: FeelText | undefined;
  /** Constraint on the value as a whole (DMN 1.5). */
  typeConstraint: FeelText | undefined;
  functionItem: { parameters: { name: string; typeRef: string | undefined }[]; outputTypeRef: string | undefined } | undefined;
}

export interface Variable { name: string; typeRef: string | undefined }

export interface InputData extends Named { variable: Variable }
export interface KnowledgeSource extends Named { locationURI: string | undefined }

/** References as written: `#id` or `namespace#id`. */
export interface Decision extends Named {
  variable: Variable;
  question: string | undefined;
  description: string | undefined;
  requiredDecisions: string[];
  requiredInputs: string[];
  requiredKnowledge: string[];
  requiredAuthorities: string[];
  expression: Expression | undefined;
}

export interface BusinessKnowledgeModel extends Named {
  variable: Variable;
  requiredKnowledge: string[];
  logic: FunctionExpression | undefined;
}

export interface DecisionService extends Named {
  variable: Variable;
  outputDecisions: string[];
  encapsulatedDecisions: string[];
  inputDecisions: string[];
  inputData: string[];
}

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

export type Expression =
  | LiteralExpression | DecisionTable | ContextExpression | InvocationExpression | FunctionExpression
  | RelationExpression | ListExpression | ConditionalExpression | FilterExpression | IteratorExpression;

interface ExpressionBase extends Part { id: string | undefined; typeRef: string | undefined; label: string | undefined }
export interface LiteralExpression extends ExpressionBase { kind: 'literal'; text: FeelText; language: string | undefined }
export interface ContextExpression extends ExpressionBase {
  kind: 'context';
  entries: { name: string | undefined; typeRef: string | undefined; expression: Expression | undefined; element: XmlElement }[];
}
export interface InvocationExpression extends ExpressionBase {
  kind: 'invocation';
  called: Expression | undefined;
  bindings: { name: string; expression: Expression | undefined }[];
}
export interface FunctionExpression extends ExpressionBase {
  kind: 'function';
  functionKind: 'FEEL' | 'Java' | 'PMML';
  parameters: Variable[];
  body: Expression | undefined;
}
export interface RelationExpression extends ExpressionBase { kind: 'relation'; columns: Variable[]; rows: (Expression | undefined)[][] }
export interface ListExpression extends ExpressionBase { kind: 'list'; items: (Expression | undefined)[] }
export interface ConditionalExpression extends ExpressionBase {
  kind: 'conditional'; if: Expression | undefined; then: Expression | undefined; else: Expression | undefined;
}
export interface FilterExpression extends ExpressionBase { kind: 'filter'; in: Expression | undefined; match: Expression | undefined }
export interface IteratorExpression extends ExpressionBase {
  kind: 'for' | 'some' | 'every';
  variable: string;
  variableTypeRef: string | undefined;
  in: Expression | undefined;
  /** `return` of for, `satisfies` of some and every. */
  body: Expression | undefined;
}

export interface DecisionTable extends ExpressionBase {
  kind: 'table';
  /** Always present: the one written, or one derived from the owner. */
  tableId: string;
  hitPolicy: HitPolicy;
  aggregation: Aggregation | undefined;
  outputLabel: string | undefined;
  inputs: TableInput[];
  outputs: TableOutput[];
  annotations: string[];
  rules: TableRule[];
}
export interface TableInput extends Part {
  id: string | undefined;
  /** Label, or the text of the expression: what a reader calls the column. */
  name: string;
  expression: FeelText;
  typeRef: string | undefined;
  inputValues: FeelText | undefined;
}
export interface TableOutput extends Part {
  id: string | undefined;
  /** Undefined for the single unnamed output. */
  name: string | undefined;
  label: string | undefined;
  typeRef: string | undefined;
  outputValues: FeelText | undefined;
  defaultOutput: FeelText | undefined;
}
export interface TableRule extends Part {
  /** Stable: written in the file, or derived from table and position on reading and then written. */
  id: string;
  inputs: FeelText[];
  outputs: FeelText[];
  /** Texts of the annotation columns, in their order. */
  annotations: string[];
}
