import type { CertificateSet, ContainerInfo, TokenStatus } from '@yinxin/token';
import { factsOf } from './certificate.ts';
import type { KeyContainer, MediumAnswer } from './client.ts';

/** What the page shows of the plugged-in medium; nothing of it needs a PIN. */
export interface Card extends Omit<TokenStatus, 'transportPublicKey' | 'admin' | 'containers'> {
  readonly containers: readonly KeyContainer[];
}

function containerOf(info: ContainerInfo, now: Date): KeyContainer {
  const facts = (set: CertificateSet | null, which: 'sign' | 'encrypt') => set && factsOf(set[which], now);
  const { name, certificates, next, activation, seal } = info;
  return {
    name,
    sign: facts(certificates, 'sign'),
    encrypt: facts(certificates, 'encrypt'),
    next: next && { sign: facts(next.certificates, 'sign'), proven: next.proven },
    former: info.former.map((one) => factsOf(one, now)),
    activation,
    seal,
  };
}

/** Reads the certificates of a medium for people. */
export function describeCard(status: TokenStatus, now: Date): Card {
  const { transportPublicKey: _key, admin: _admin, containers, ...card } = status;
  return { ...card, containers: containers.map((info) => containerOf(info, now)) };
}

/** What a page hears of a medium without reading its certificates. */
export function faceOf(status: TokenStatus, open: boolean): Omit<MediumAnswer, 'containers'> {
  const { transportPublicKey, admin: _admin, spoiledReason: _reason, containers: _containers, ...face } = status;
  return { ...face, open, transportPublicKey: Buffer.from(transportPublicKey).toString('base64') };
}
