import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { SelfServiceView } from '@yinxin/contract';
import { authenticationMessage, manufactureSoftToken, mediumSerial, openSoftToken, type Token } from '@yinxin/token';

/** A software key medium in a temporary folder, as if it had come new from the factory. */
export interface JourneyMedium {
  readonly token: Token;
  readonly serial: string;
  /** Public key that personalisation data is encrypted to, base64. */
  readonly transportKey: string;
  /** Signature that the signing key inside answered this origin and nonce, base64. */
  prove(origin: string, nonce: string, signCertificate: Uint8Array): Promise<string>;
  dispose(): Promise<void>;
}

/** The names of a certificate as a medium takes them for its request. */
export function subjectOf(names: NonNullable<SelfServiceView['install']>['subject']) {
  const { country: C, province, locality, organisation: O, organisationalUnit, commonName: CN } = names;
  return {
    C,
    ...(province === null ? {} : { ST: province }),
    ...(locality === null ? {} : { L: locality }),
    O,
    ...(organisationalUnit === null ? {} : { OU: organisationalUnit }),
    CN,
  };
}

/** What the assistant tells the hall of a medium before certificates are downloaded onto it. */
export function reportOf({ token, serial, transportKey }: JourneyMedium) {
  const { state, personalised } = token.status();
  return { serial, transportKey, state, personalised };
}

export async function newMedium(): Promise<JourneyMedium> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'yinxin-journey-'));
  const home = path.join(dir, 'medium');
  // A journey's medium is one of a kind: its number comes from a range that factories do not use.
  manufactureSoftToken(home, { serial: mediumSerial(new Date(), randomInt(900_000, 1_000_000)) });
  const token = openSoftToken(home);
  const { serial, transportPublicKey } = token.status();
  return {
    token,
    serial,
    transportKey: Buffer.from(transportPublicKey).toString('base64'),
    async prove(origin, nonce, certificate) {
      const claim = { origin, nonce: Buffer.from(nonce, 'base64'), certificate };
      return Buffer.from(await token.sign(authenticationMessage(claim), 'authenticate')).toString('base64');
    },
    async dispose() {
      await token.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
