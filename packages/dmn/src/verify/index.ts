/** Verification of decision tables: what is missing, what overlaps, what changed, what would change an answer, what is tested. */
export { checkModel, checkTable } from './check.ts';
export type { CheckOptions, Finding, FindingCode } from './check.ts';
export { domainsOf, tablesOf } from './columns.ts';
export type { ColumnDomain, OwnedTable } from './columns.ts';
export { diffModels, diffTables } from './diff.ts';
export type { ChangedRegion, DecisionDiff, DiffOptions, TableDiff, Version } from './diff.ts';
export { counterfactual } from './counterfactual.ts';
export type { Counterfactual, CounterfactualOptions, CounterfactualResult, FactChange } from './counterfactual.ts';
export { boundaryTests } from './boundary.ts';
export type { BoundaryTest } from './boundary.ts';
export { TooLarge } from './diagram.ts';
export { coverage } from './coverage.ts';
export type { Coverage, CoveredRow, RunCase } from './coverage.ts';
