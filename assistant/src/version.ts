import manifest from '../package.json' with { type: 'json' };

/** The assistant's own version, as its pages and proofs name it. */
export const VERSION: string = manifest.version;

/** Versions of the protocol of `client.ts` that this assistant speaks. */
export const PROTOCOLS: readonly string[] = ['1'];
