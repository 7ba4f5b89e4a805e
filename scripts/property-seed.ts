import fc from 'fast-check';

/**
 * Properties are tried with the same cases in every run, so that a red run means a changed program. New cases:
 * PROPERTY_SEED=random npm run test:unit, or a number to repeat what such a run printed.
 */
const asked = process.env.PROPERTY_SEED;
if (asked !== 'random') fc.configureGlobal({ seed: asked === undefined ? 20_268_918 : Number(asked) });
