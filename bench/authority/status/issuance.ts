import type { Platform } from '@yinxin/server';
import { type Issuance, issuanceRoom } from '../../../server/src/issuance/index.ts';

/** The issuance room of a house, whose audit entries nobody reads. */
export async function issuanceOf({ deps }: Platform): Promise<Issuance> {
  const issuance = issuanceRoom({ ports: () => ({ audit: async () => {} }) }).service(deps);
  await issuance.open();
  return issuance;
}
