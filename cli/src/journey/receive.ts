import { randomBytes } from 'node:crypto';
import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { engine } from '@yinxin/gm';
import { parseCertificate } from '@yinxin/pki';
import { randomPin, signedBytes } from '@yinxin/token';
import type { Applicant } from './application-part.ts';
import { eventually } from './application-part.ts';
import type { JourneyMedium } from './medium.ts';
import type { Timeline } from './timeline.ts';

/** The parcel arrives: the initial PIN works once, is changed, and both keys do what they are for. Answers the holder's own PIN. */
export async function receive(
  t: Timeline,
  who: Applicant,
  medium: JourneyMedium,
  trackingNumber: string,
): Promise<string> {
  const { token, serial } = medium;
  const { transport } = who.person;
  const parcel = await t.step(
    'recipient',
    'opens the parcel',
    () => call(transport, endpoints.sandbox.parcel, { params: { trackingNumber } }),
    (p) => ({ medium: p.mediumSerial }),
  );
  t.check('the parcel holds the medium that was made', parcel.mediumSerial === serial);
  token.logout();
  const pin = parcel.initialPin ?? '';
  const own = randomPin(serial);
  await t.step('recipient', 'signs in to the medium and changes the PIN', async () => {
    await token.login(pin);
    await token.changePin(pin, own);
    token.logout();
    await token.login(own);
  });
  const certificates = token.status().containers[0]?.certificates;
  if (!certificates) throw new Error('the medium holds no certificates');
  const message = randomBytes(48);
  const signature = await t.step('recipient', 'makes a test signature', () => token.sign(message, 'test'));
  const signKey = parseCertificate(certificates.sign).publicKey;
  t.check(
    'the test signature verifies under the signing certificate',
    engine().verify(signKey, signedBytes('test', message), signature),
  );
  const secret = randomBytes(32);
  const opened = await t.step('recipient', 'opens a secret with the encryption key', () =>
    token.decrypt(engine().encrypt(parseCertificate(certificates.encrypt).publicKey, secret)),
  );
  t.check('the secret came out whole', Buffer.from(opened).equals(secret));
  await t.step('recipient', 'gets the message of dispatch', () =>
    eventually(async () => {
      const { items } = await call(transport, endpoints.sandbox.messages, { query: { to: who.mobile } });
      return items.find((m) => m.text.includes(trackingNumber));
    }, 'the message of dispatch'),
  );
  return own;
}
