export { CHARSET, checkCharacter, isValid, LENGTH } from './check.ts';
export { type CreditCodeExplained, explain } from './explain.ts';
export { make, numbered } from './make.ts';
export { category, group, isIn, type Named, region } from './region.ts';
