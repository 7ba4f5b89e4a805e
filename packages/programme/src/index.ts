/** The type Programme: what a CA offers to a group of users, as data (架构: a programme is data). */
export * from './advise.ts';
export * from './ask.ts';
export * from './check.ts';
export * from './condition.ts';
export * from './duration.ts';
export * from './field.ts';
export * from './guide.ts';
export * from './help.ts';
export * from './material.ts';
export * from './mistake.ts';
export * from './price.ts';
export * from './programme.ts';
export * from './service.ts';
export { valueAt } from './shape.ts';
export * from './source.ts';
export * from './stage.ts';
export * from './text.ts';
export * from './working-time.ts';
