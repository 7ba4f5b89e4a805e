import type { InstallAnswer } from './client.ts';
import type { Clock } from './clock.ts';
import type { Reader } from './reader.ts';
import type { Sessions } from './session.ts';

/** What every act on a medium works with. */
export interface Hands {
  readonly reader: Reader;
  readonly clock: Clock;
  readonly sessions: Sessions;
}

/** Where an act takes place: on this medium, in this container, for this origin. */
export interface Place {
  readonly origin: string;
  readonly serial: string;
  readonly container: string;
}

/** What an act that may be repeated answers. */
export const written = ({ serial, container }: Place, { repeated }: { readonly repeated: boolean }): InstallAnswer => ({
  serial,
  container,
  repeated,
});
