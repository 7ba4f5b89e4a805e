import type { Case, Tool } from '../../case.ts';
import type { World } from '../../world.ts';
import { bouncyCastleVersion, Machine } from './machine.ts';
import { makeCases } from './makes.ts';
import { readCases } from './reads.ts';

/** BouncyCastle, asked through one small Java source file that Java itself compiles: everything SM2 as well. */
export const bouncyCastle = (worlds: readonly World[]): Tool => ({
  name: 'BouncyCastle',
  version: bouncyCastleVersion(),
  source: 'Debian packages default-jdk-headless, libbcprov-java and libbcpkix-java (INTEROP_JARS for another folder)',
  async cases() {
    const machine = new Machine();
    const cases: Case[] = [];
    for (const world of worlds) {
      cases.push(...(await readCases(world, machine)), ...makeCases(world, machine));
    }
    machine.run();
    return cases;
  },
});
