import { type Sm3, sm3Over } from './algorithms.ts';
import { PortableSm3 } from './portable.ts';

/** SM3 in TypeScript only, free of platform imports. */
export const portableSm3: Sm3 = sm3Over('portable', () => new PortableSm3());
