/** The whole server under test: the tests across rooms live here, and the population that `npm run bench` loads. */

export { type Pattern, patterns, rowsOf } from './testing/archive.ts';
export { decisions } from './testing/decisions.ts';
export { addReady, type Loaded, load } from './testing/load.ts';
export { type Inhabitant, inbound, outbound } from './testing/population.ts';
