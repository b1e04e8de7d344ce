/** `@ankomst/dmn`: a DMN 1.5 decision engine, exact and explained. */
export { DmnError, FeelSyntaxError, LimitError } from './errors.ts';
export type { DmnIssue, Place } from './errors.ts';
export { DMN_NAMESPACES, readModel } from './model/read.ts';
export type { ReadOptions } from './model/read.ts';
export { writeModel } from './model/write.ts';
export { addRow, annotationOf, hasRow, moveRow, removeRow, setAnnotation, setCell, setExpression, setHitPolicy } from './model/edit.ts';
export type { CellPlace, RowPlace } from './model/edit.ts';
export type * from './model/types.ts';
export { compile } from './compile.ts';
export type { CompileOptions, CompiledModel, DecisionInfo, EvaluateOptions, Evaluation } from './compile.ts';
export { compileExpressionText } from './expression.ts';
export type { CompiledExpression, ExpressionOptions, ExpressionResult } from './expression.ts';
export { LIMITS } from './run/limits.ts';
export type { Limits } from './run/limits.ts';
export type { Cell, DecisionTrace, EvaluationIssue, Fact, Hit, NullNote, Rejected } from './run/trace.ts';
export { FeelContext, FeelFunction, FeelRange } from './run/values.ts';
export type { FeelValue, Json } from './run/values.ts';
export { toJson } from './run/json.ts';
export * from './verify/index.ts';

/** The version of the engine, to be kept with a decision that is to be replayed. */
export const VERSION = '0.1.0';
