export * from './finding.ts';
export * from './files.ts';
export * from './load-authority.ts';
export * from './messages.ts';
export { readContent } from './read-content.ts';
export { compileRulebook } from './release.ts';
export { schemaNames, schemaText, type SchemaName } from './schemas.ts';
export { shapeOf, type MessageShape } from './icu.ts';
