export * from './setting.ts';
export * from './parse.ts';
export * from './reachable.ts';
export * from './shown.ts';
export * from './render.ts';
export * from './texts.ts';
export * from './countries.ts';
export { kinds } from './kinds/index.ts';
