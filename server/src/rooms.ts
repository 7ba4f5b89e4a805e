import type { Config, Room } from './platform/index.ts';

/** The rooms in the order they register and start; later rooms may use earlier ones. One line each. */
const all: readonly Room[] = [];

/** The rooms that exist in this mode: sandbox rooms are absent from production. */
export function roomsFor(mode: Config['mode']): readonly Room[] {
  return all.filter((room) => mode === 'sandbox' || !room.sandboxOnly);
}
