import { PROFILES, serialText, verifyCertificateSignature, verifySignature } from '@yinxin/pki';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction } from '../platform/index.ts';
import { changeStatus } from './index.ts';
import type { IssuanceTables } from './tables.ts';
import { type House, openHouse } from './testing/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.server.close());

const inYears = (years: number) => new Date(house.server.clock.now().getTime() + years * 365 * 86_400_000);
const rows = () => {
  const from = house.server.deps.db
    .withTables<IssuanceTables>()
    .selectFrom('certificate')
    .where('use', '=', 'seal-maker');
  return from.innerJoin('seal_maker', 'seal_maker.order_id', 'certificate.order_id').selectAll().execute();
};

test('the seal maker is certified once by the ordinary steps, also when many ask at once', async () => {
  const makers = await Promise.all([5, 1, 5].map((years) => house.issuance.sealMaker(inYears(years))));
  const [maker] = makers;
  if (!maker) throw new Error('no maker');
  const [issuer] = maker.chain;
  if (!issuer) throw new Error('no issuer');
  const stored = await rows();
  expect(stored).toHaveLength(1);
  expect(new Set(makers.map(({ certificate }) => serialText(certificate.serial)))).toEqual(
    new Set([stored[0]?.serial]),
  );
  expect(verifyCertificateSignature(maker.certificate, issuer)).toBe(true);
  expect(maker.certificate.extensions.keyUsage).toEqual([...PROFILES['seal-maker'].keyUsage]);
  expect(maker.certificate.notAfter > inYears(9)).toBe(true);
  // The key is that of the certificate, and lies encrypted.
  const message = new TextEncoder().encode('印章');
  expect(verifySignature('sm2-sm3', maker.certificate, message, await maker.signer.sign(message))).toBe(true);
  expect(stored[0]?.sealed_key.toString('latin1')).toContain('\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d');
});

test('a maker that would end too early, or was revoked, is replaced', async () => {
  const first = await house.issuance.sealMaker(inYears(5));
  await house.server.advance({ hours: 24 * 365 * 6 });
  const second = await house.issuance.sealMaker(inYears(5));
  expect(second.certificate.notAfter > first.certificate.notAfter).toBe(true);
  expect(await house.issuance.sealMaker(inYears(1))).toBe(second);
  const serial = serialText(second.certificate.serial);
  await transaction(house.server.deps.db, (tx) =>
    changeStatus(tx, {
      act: 'revoke',
      serials: [serial],
      reason: 'keyCompromise',
      at: house.server.clock.now(),
      invalidityDate: null,
      requestId: null,
    }),
  );
  const third = await house.issuance.sealMaker(inYears(5));
  expect(serialText(third.certificate.serial)).not.toBe(serial);
  expect(await rows()).toHaveLength(3);
});
