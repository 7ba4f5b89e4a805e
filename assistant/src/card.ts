import type { TokenStatus } from '@yinxin/token';
import { type CertificateFacts, factsOf } from './certificate.ts';

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
  readonly containers: readonly {
    readonly name: string;
    readonly sign: CertificateFacts | null;
    readonly encrypt: CertificateFacts | null;
  }[];
}

/** Reads the certificates of a medium for people. */
export function describeCard(status: TokenStatus, now: Date): Card {
  const { serial, label, model, state, personalised, open, passwordCard, spoiledReason, pin } = status;
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
    containers: status.containers.map(({ name, certificates }) => ({
      name,
      sign: certificates ? factsOf(certificates.sign, now) : null,
      encrypt: certificates ? factsOf(certificates.encrypt, now) : null,
    })),
  };
}
