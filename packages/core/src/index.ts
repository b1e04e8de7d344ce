export * from './json.ts';
export * from './time.ts';
export * from './fact.ts';
export * from './rulebook.ts';
export * from './case.ts';
export * from './change.ts';
export * from './decide.ts';
