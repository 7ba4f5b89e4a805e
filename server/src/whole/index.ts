/** The whole server under test: the tests across rooms live here, and the population that `npm run bench` loads. */

export { decisions } from './testing/decisions.ts';
export { type Loaded, load } from './testing/load.ts';
export { inbound, outbound } from './testing/population.ts';
