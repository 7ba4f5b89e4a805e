import type { Certificate } from '@yinxin/pki';
import type { Issuance } from '../issuance/index.ts';
import type { Trust } from './ports.ts';

/** A CA as far as trust goes. */
interface Known {
  readonly kind: string;
  readonly certificate: Certificate | null;
  /** Certificates above an issuer certified outside. */
  readonly chain: readonly Certificate[];
}

/** Roots of ours, and what stands above issuers that were certified outside, are anchors; other CAs lie between. */
export function trustOf(rows: readonly Known[]): Trust {
  const anchors = rows.flatMap(({ kind, certificate, chain }) => {
    const top = kind === 'root' ? certificate : chain.at(-1);
    return top ? [top] : [];
  });
  const intermediates = rows.flatMap(({ kind, certificate, chain }) => [
    ...(kind !== 'root' && certificate ? [certificate] : []),
    ...chain.slice(0, -1),
  ]);
  return { anchors, intermediates };
}

/** The CAs this house trusts now. */
export async function trustIn(issuance: Issuance): Promise<Trust> {
  const { authorities } = await issuance.open();
  return trustOf(authorities.rows());
}
