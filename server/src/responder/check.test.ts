import { engine } from '@yinxin/gm';
import {
  assembleCertificate,
  buildOcspResponse,
  buildTbsCertificate,
  type CertificateStatus,
  certIdOf,
  issuerOf,
  nameOf,
  newSerial,
  PROFILES,
  parseCertificate,
  serialText,
  sm2Signer,
} from '@yinxin/pki';
import { expect, test } from 'vitest';
import { type AnswerMaking, checkAnswer, EVERY } from './check.ts';

const [caSigner, signer] = [0, 1].map(() => sm2Signer(engine().generateKeyPair().privateKey));
if (!caSigner || !signer) throw new Error('no keys');
const [notBefore, notAfter, at] = ['2026-01-01', '2026-03-01', '2026-02-01'].map((day) => new Date(`${day}T00:00:00Z`));
if (!notBefore || !notAfter || !at) throw new Error('no times');
const name = (CN: string) => nameOf({ C: 'CN', O: '示例电子认证服务有限公司', CN });
const dates = { notBefore, notAfter };

const issuer = await (async () => {
  const { publicKey } = caSigner;
  const tbs = buildTbsCertificate(PROFILES['root-ca'], {
    serial: newSerial(),
    issuer: 'self',
    subject: name('根'),
    publicKey,
    ...dates,
  });
  return parseCertificate(assembleCertificate(tbs, await caSigner.sign(tbs)));
})();
const makeResponder = async () => {
  const by = {
    serial: newSerial(),
    issuer: issuerOf(issuer),
    subject: name('应答'),
    publicKey: signer.publicKey,
    ...dates,
  };
  const tbs = buildTbsCertificate(PROFILES['ocsp-responder'], by);
  return parseCertificate(assembleCertificate(tbs, await caSigner.sign(tbs)));
};
const serial = newSerial();
const answerOf = async (
  responder: Awaited<ReturnType<typeof makeResponder>>,
  status: CertificateStatus,
  producedAt = at,
) => {
  const response = {
    certId: certIdOf(issuer, serial),
    status,
    thisUpdate: producedAt,
    nextUpdate: new Date(producedAt.getTime() + 3_600_000),
  };
  return buildOcspResponse({ responder, producedAt, responses: [response] }, signer);
};
const making = (responder: AnswerMaking['responder']): AnswerMaking => ({
  responder,
  issuer,
  at,
  shape: 'good',
  isPublished: (one) => one === serialText(serial),
});

test('the first answer of a shape is looked at, then one in a thousand', async () => {
  const responder = await makeResponder();
  const bytes = await answerOf(responder, { kind: 'good' });
  const looked = Array.from({ length: EVERY + 2 }, () => checkAnswer(bytes, making(responder)));
  expect(looked.flatMap((done, i) => (done ? [i] : []))).toEqual([0, EVERY]);
  expect(checkAnswer(bytes, { ...making(responder), shape: 'good nonce' })).toBe(true);
});

test.each<[string, string, () => Promise<[Uint8Array, AnswerMaking]>]>([
  [
    'that calls a certificate good which was never published',
    'ocsp-unknown-serial',
    async () => {
      const responder = await makeResponder();
      return [await answerOf(responder, { kind: 'good' }), { ...making(responder), isPublished: () => false }];
    },
  ],
  [
    'from the future',
    'ocsp-produced-future',
    async () => {
      const responder = await makeResponder();
      return [await answerOf(responder, { kind: 'good' }, new Date(at.getTime() + 1000)), making(responder)];
    },
  ],
  [
    'whose signature is wrong',
    'signature-valid',
    async () => {
      const responder = await makeResponder();
      const other = parseCertificate(responder.raw);
      const wrong = (await answerOf(other, { kind: 'unknown' })).slice();
      // A digit of producedAt.
      const digits = Buffer.from('20260201000000Z');
      wrong[Buffer.from(wrong).indexOf(digits) + 5] = 0x31;
      return [wrong, making(responder)];
    },
  ],
])('an answer %s does not leave', async (_, rule, make) => {
  const [bytes, from] = await make();
  expect(() => checkAnswer(bytes, from)).toThrow(rule);
});
