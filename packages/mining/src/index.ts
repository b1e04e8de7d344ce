export * from './log/column.ts';
export * from './log/event-log.ts';
export { LogBuilder } from './log/builder.ts';
export * from './import/xes.ts';
export * from './discover/overview.ts';
