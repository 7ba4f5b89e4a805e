import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { authenticationMessage, manufactureSoftToken, mediumSerial, openSoftToken, type Token } from '@yinxin/token';
import type { Person } from './person.ts';

const { production } = endpoints;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

/** A blank software key medium in a temporary folder. */
export interface Blank {
  readonly token: Token;
  readonly serial: string;
  dispose(): Promise<void>;
}

export function blank(number: number): Blank {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'yinxin-medium-'));
  const home = path.join(dir, 'medium');
  manufactureSoftToken(home, { serial: mediumSerial(new Date(), number) });
  const token = openSoftToken(home);
  return {
    token,
    serial: token.status().serial,
    dispose: async () => {
      await token.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export interface Issued {
  readonly sign: Uint8Array;
  readonly encrypt: Uint8Array;
  readonly chain: readonly Uint8Array[];
}

/** Pairs a blank medium with a fresh password card and has it make its request; answers the request. */
export async function pair(
  member: Person,
  id: string,
  { token, serial }: Blank,
): Promise<{ request: Uint8Array; passwordCard: string }> {
  const { transport } = member;
  const { numbers } = await call(transport, production.makePasswordCards, { body: { count: 1 } });
  const [passwordCard = ''] = numbers;
  await call(transport, production.registerMedia, { body: { kind: 'usb-key', model: 'Soft Key', serials: [serial] } });
  const transportKey = base64(token.status().transportPublicKey);
  const paired = await call(transport, production.personalise, {
    params: { id },
    body: { mediumSerial: serial, transportKey, passwordCard },
  });
  await token.personalise(Buffer.from(paired.envelope, 'base64'));
  const { country, province, locality, organisation, organisationalUnit, commonName } = paired.subject;
  const request = await token.createRequest({
    C: country,
    ...(province === null ? {} : { ST: province }),
    ...(locality === null ? {} : { L: locality }),
    O: organisation,
    ...(organisationalUnit === null ? {} : { OU: organisationalUnit }),
    CN: commonName,
  });
  return { request, passwordCard };
}

/** The whole of production: keys in the medium, both certificates, proof by signature. */
export async function produce(member: Person, id: string, medium: Blank): Promise<Issued> {
  const { transport } = member;
  const { request, passwordCard } = await pair(member, id, medium);
  const { token, serial } = medium;
  const body = { mediumSerial: serial, request: base64(request) };
  const answer = await call(transport, production.request, { params: { id }, body });
  const issued = { sign: bytes(answer.sign), encrypt: bytes(answer.encrypt), chain: answer.chain.map(bytes) };
  await token.installCertificates({ ...issued, envelopedKey: bytes(answer.envelopedKey), passwordCard });
  const { nonce } = await call(transport, production.nonce, { params: { id } });
  const { origin } = new URL(transport.baseUrl);
  const claim = { origin, nonce: bytes(nonce), certificate: issued.sign };
  const signature = base64(await token.sign(authenticationMessage(claim), 'authenticate'));
  await call(transport, production.confirm, { params: { id }, body: { mediumSerial: serial, nonce, signature } });
  return issued;
}
