import type { CertificateSet, ContainerInfo, TokenStatus } from '@yinxin/token';
import { factsOf } from './certificate.ts';
import type { KeyContainer, MediumAnswer } from './client.ts';

/** What the page shows of the plugged-in medium; nothing of it needs a PIN. */
export interface Card {
  readonly serial: string;
  readonly label: string;
  readonly model: string;
  readonly state: TokenStatus['state'];
  readonly personalised: boolean;
  readonly open: boolean;
  readonly passwordCard: string | null;
  readonly spoiledReason: string | null;
  readonly pin: TokenStatus['pin'];
  readonly pinInitial: boolean;
  readonly pinChange: TokenStatus['pinChange'];
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
  const { serial, label, model, state, personalised, open, passwordCard, spoiledReason, pin } = status;
  const { pinInitial, pinChange } = status;
  const containers = status.containers.map((info) => containerOf(info, now));
  return {
    serial,
    label,
    model,
    state,
    personalised,
    open,
    passwordCard,
    spoiledReason,
    pin,
    pinInitial,
    pinChange,
    containers,
  };
}

/** What a page hears of a medium without reading its certificates. */
export function faceOf(status: TokenStatus, open: boolean): Omit<MediumAnswer, 'containers'> {
  const { serial, label, model, state, personalised, passwordCard, transportPublicKey } = status;
  return {
    serial,
    label,
    model,
    state,
    personalised,
    open,
    passwordCard,
    transportPublicKey: Buffer.from(transportPublicKey).toString('base64'),
    pinInitial: status.pinInitial,
    pinChange: status.pinChange,
    pin: status.pin,
  };
}
