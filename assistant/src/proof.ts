import { authenticationMessage, type PairSlot, type Token } from '@yinxin/token';
import { refuseOutsideValidity } from './certificate.ts';
import type { ProveAnswer } from './client.ts';
import { AssistantRefusal } from './problems.ts';
import { VERSION } from './version.ts';

export const AGENT = `yinxin-assistant/${VERSION}`;
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The signing certificate in a slot of a container, DER. Throws `E_NO_CERTIFICATE`. */
export function signingCertificate(token: Token, container: string, slot: PairSlot = 'current'): Uint8Array {
  const info = token.status().containers.find((one) => one.name === container);
  const set = slot === 'current' ? info?.certificates : info?.next?.certificates;
  if (!set) throw new AssistantRefusal({ code: 'E_NO_CERTIFICATE' });
  return set.sign;
}

/** Signs this origin's nonce with an open medium. Throws outside the certificate's validity. */
export async function prove(
  token: Token,
  origin: string,
  nonce: Uint8Array,
  at: { readonly container: string; readonly slot: PairSlot; readonly now: Date },
): Promise<ProveAnswer> {
  const certificate = signingCertificate(token, at.container, at.slot);
  refuseOutsideValidity(certificate, at.now);
  const message = authenticationMessage({ origin, nonce, certificate });
  const signature = await token.sign(message, 'authenticate', at.container, at.slot);
  return {
    format: 'yinxin-auth:1',
    serial: token.status().serial,
    origin,
    certificate: base64(certificate),
    algorithm: 'SM2-SM3',
    signature: base64(signature),
    agent: AGENT,
  };
}
