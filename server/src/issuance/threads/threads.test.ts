import { engine } from '@yinxin/gm';
import {
  assembleCertificate,
  buildTbsCertificate,
  issuerOf,
  nameOf,
  openEnvelopedKey,
  PROFILES,
  parseCertificate,
  sm2Signer,
} from '@yinxin/pki';
import { expect, test } from 'vitest';
import { statusAddresses } from '../addresses.ts';
import { type DraftPlace, draft } from '../steps/draft.ts';
import type { OrderPlan } from '../types.ts';
import { draftAll } from './drafts.ts';
import { sealAll } from './envelopes.ts';
import { verifyAll } from './proofs.ts';

const sm2 = engine();

async function place(): Promise<DraftPlace> {
  const { privateKey, publicKey } = sm2.generateKeyPair();
  const subject = nameOf({ C: 'CN', O: '示例', CN: '签发 CA' });
  const tbs = buildTbsCertificate(PROFILES['root-ca'], {
    serial: 0x4000_0000_0000_0000_0001n,
    issuer: 'self',
    subject,
    publicKey,
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2046-01-01T00:00:00Z'),
  });
  const certificate = parseCertificate(assembleCertificate(tbs, await sm2Signer(privateKey).sign(tbs)));
  return { name: 'issuing', certificate, algorithm: 'sm2-sm3', addresses: statusAddresses('http://ca.example.cn') };
}

function plan(n: number, over: Partial<OrderPlan> = {}): OrderPlan {
  const one = (use: 'sign' | 'encrypt', i: number) => ({
    use,
    serial: `4${String(2 * n + i).padStart(31, '7')}`,
    publicKey: Buffer.from(sm2.generateKeyPair().publicKey).toString('base64'),
  });
  return {
    subject: { C: 'CN', O: '江西示例科技有限公司', CN: '江西示例科技有限公司' },
    creditCode: '91360100MA35GQ0A0X',
    notBefore: '2026-11-22T00:00:00.000Z',
    notAfter: '2027-11-21T23:59:59.000Z',
    certificates: [one('sign', 0), one('encrypt', 1)],
    ...over,
  };
}

test('what threads draft is what is drafted here, byte for byte; each plan has its own outcome', async () => {
  const at = await place();
  const plans = Array.from({ length: 20 }, (_, n) => plan(n));
  const broken = plan(20, { notAfter: '2056-11-21T23:59:59.000Z' });
  const impossible = plan(21, { subject: { C: 'CHN', CN: 'x' } });
  const outcomes = await draftAll(at, [...plans, impossible, broken]);
  expect(outcomes.slice(0, 20)).toEqual(plans.map((one) => ({ done: true, value: draft(one, at) })));
  expect(outcomes[20]).toMatchObject({ done: false, error: { code: 'NAME_INVALID' } });
  expect(outcomes[21]).toMatchObject({ done: true, value: { broken: expect.arrayContaining(['plan.inside-issuer']) } });
  expect(issuerOf(at.certificate).keyId).toHaveLength(20);
});

test('signatures are judged one by one, in order; a key that is none proves nothing', async () => {
  const { privateKey, publicKey } = sm2.generateKeyPair();
  const message = Uint8Array.of(1, 2, 3);
  const proof = { publicKey, message, signature: sm2.sign(privateKey, message) };
  const proofs = Array.from({ length: 40 }, (_, i) => (i % 3 === 1 ? { ...proof, message: Uint8Array.of(i) } : proof));
  expect(await verifyAll([...proofs, { ...proof, publicKey: new Uint8Array(65) }])).toEqual([
    ...proofs.map((_, i) => i % 3 !== 1),
    false,
  ]);
});

test('each key comes enveloped for its own recipient, and the keys asked with stay as they were', async () => {
  const pairs = Array.from({ length: 9 }, () => ({ key: sm2.generateKeyPair(), holder: sm2.generateKeyPair() }));
  const asked = pairs.map(({ key, holder }) => ({ privateKey: key.privateKey, recipientKey: holder.publicKey }));
  const envelopes = await sealAll(asked);
  for (const [i, { key, holder }] of pairs.entries()) {
    expect(openEnvelopedKey(envelopes[i] ?? new Uint8Array(), holder.privateKey).privateKey).toEqual(key.privateKey);
  }
  const nowhere = { privateKey: sm2.generateKeyPair().privateKey, recipientKey: new Uint8Array(65) };
  await expect(sealAll([...asked, nowhere])).rejects.toMatchObject({ code: 'SM2_PUBLIC_KEY_INVALID' });
});
