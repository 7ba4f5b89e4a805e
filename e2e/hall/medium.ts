import { endpoints } from '@yinxin/contract';
import { newMedium } from '../../cli/src/journey/medium.ts';
import type { Hall } from './hall.ts';

const { production } = endpoints;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

/** Makes the medium of an order as production does, with a software medium and without pages. */
export async function makeMedium(hall: Hall, id: string): Promise<void> {
  const member = await hall.staff('production');
  const params = { id };
  const medium = await newMedium();
  const { token, serial: mediumSerial, transportKey } = medium;
  try {
    const { numbers } = await member.call(production.makePasswordCards, { body: { count: 1 } });
    const passwordCard = numbers[0] ?? '';
    const serials = [mediumSerial];
    await member.call(production.registerMedia, { body: { kind: 'usb-key', model: 'Soft Key', serials } });
    const body = { mediumSerial, transportKey, passwordCard };
    const paired = await member.call(production.personalise, { params, body });
    await token.personalise(bytes(paired.envelope));
    const { country, province, locality, organisation, organisationalUnit, commonName } = paired.subject;
    const request = await token.createRequest({
      C: country,
      ...(province === null ? {} : { ST: province }),
      ...(locality === null ? {} : { L: locality }),
      O: organisation,
      ...(organisationalUnit === null ? {} : { OU: organisationalUnit }),
      CN: commonName,
    });
    const asked = { mediumSerial, request: base64(request) };
    const issued = await member.call(production.request, { params, body: asked });
    const { sign, encrypt, envelopedKey, chain } = issued;
    const made = { sign: bytes(sign), encrypt: bytes(encrypt), chain: chain.map(bytes) };
    await token.installCertificates({ ...made, envelopedKey: bytes(envelopedKey), passwordCard });
    const { nonce } = await member.call(production.nonce, { params });
    const signature = await medium.prove(new URL(hall.url).origin, nonce, made.sign);
    await member.call(production.confirm, { params, body: { mediumSerial, nonce, signature } });
  } finally {
    await medium.dispose();
  }
}
