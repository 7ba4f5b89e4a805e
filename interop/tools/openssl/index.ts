import type { Case } from '../../case.ts';
import type { World } from '../../world.ts';
import { algorithmCases } from './algorithms.ts';
import { certificateCases } from './certificates.ts';
import { containerCases } from './containers.ts';
import { messageCases } from './messages.ts';
import { statusCases } from './status.ts';

export { opensslVersion } from './command.ts';

/** Everything the openssl command is asked about one kind of key. */
export const opensslCases = (world: World): Case[] => [
  ...certificateCases(world),
  ...statusCases(world),
  ...messageCases(world),
  ...containerCases(world),
  ...(world.kind === 'sm2' ? algorithmCases(world) : []),
];
