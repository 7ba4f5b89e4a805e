import { randomBytes } from 'node:crypto';
import type { Mover } from '@yinxin/life';
import { parseCertificate } from '@yinxin/pki';
import { verifyAuthentication } from '@yinxin/token';
import type { Tx } from '../platform/index.ts';
import { type SealTools, sealInstalled } from './moves.ts';
import { refuse } from './problems.ts';
import { servesSeal } from './rules.ts';
import { sealById, writeNonce } from './store.ts';
import type { SealRow } from './tables.ts';

/* Installing a seal outside an order's own stage: made with a new certificate, kept through a renewal, or lost with what was
 * written. The medium proves that it holds the certificate; to any other the seal is not handed out (PA-45). */

export interface InstallTools extends SealTools {
  /** Origins of our own pages, one of which the medium signed for. */
  origins(): readonly string[];
}

/** What a medium shows: its serial, and a nonce of ours signed with the key of its certificate. */
export interface SealProof {
  readonly mediumSerial: string;
  /** Base64. */
  readonly nonce: string;
  readonly signature: string;
}

export const NONCE_SECONDS = 300;

/** A nonce for the medium to sign, good once. Throws SEAL_NOT_NOW, SEAL_IN_ORDER. */
export async function challenge(tools: InstallTools, tx: Tx, seal: SealRow): Promise<string> {
  await installable(tools, tx, seal);
  const nonce = randomBytes(32);
  await writeNonce(tx, seal.id, { nonce, until: new Date(tools.clock.now().getTime() + NONCE_SECONDS * 1000) });
  return nonce.toString('base64');
}

/** Whether the medium of the seal's certificate asks; the nonce is used up. Throws SEAL_*. */
export async function proven(tools: InstallTools, tx: Tx, seal: SealRow, proof: SealProof): Promise<void> {
  const holding = await installable(tools, tx, seal);
  if (holding.mediumSerial !== proof.mediumSerial) {
    throw refuse('SEAL_MEDIUM_OTHER', { field: 'body.mediumSerial', params: { serial: holding.mediumSerial ?? '' } });
  }
  const nonce = Buffer.from(proof.nonce, 'base64');
  const isOurs =
    seal.nonce?.equals(nonce) === true && seal.nonce_until !== null && seal.nonce_until > tools.clock.now();
  if (!isOurs) throw refuse('SEAL_NONCE_WRONG', { field: 'body.nonce' });
  const certificate = await tools.ports.certificate(tx, holding);
  const { publicKey } = parseCertificate(certificate);
  const signature = new Uint8Array(Buffer.from(proof.signature, 'base64'));
  const signed = tools
    .origins()
    .some((origin) =>
      verifyAuthentication({ origin, nonce: new Uint8Array(nonce), certificate }, publicKey, signature),
    );
  if (!signed) throw refuse('SEAL_SIGNATURE_WRONG', { field: 'body.signature' });
  await writeNonce(tx, seal.id, null);
}

/** The seal is in the medium that proved itself. Safe to repeat. */
export async function confirmInstalled(
  tools: InstallTools,
  tx: Tx,
  seal: SealRow,
  proof: SealProof,
  by: Mover,
): Promise<SealRow> {
  await proven(tools, tx, seal, proof);
  await sealInstalled(tools, tx, seal.id, seal.application_number, by);
  return (await sealById(tx, seal.id)) ?? seal;
}

async function installable({ ports }: InstallTools, tx: Tx, seal: SealRow) {
  const holding = await ports.holding(tx, seal.holding_id);
  const inLife = seal.status === 'made' || seal.status === 'installed';
  if (!inLife || !holding || !servesSeal(holding.status)) throw refuse('SEAL_NOT_NOW');
  const order = await ports.order(tx, seal.application_id);
  if (order?.without.includes('install')) throw refuse('SEAL_MOVE_NOT_OFFERED', { params: { name: seal.name } });
  // There the order must hear of it; its own page does that.
  if (order?.stage === 'seal') throw refuse('SEAL_IN_ORDER', { params: { number: order.number } });
  return holding;
}
