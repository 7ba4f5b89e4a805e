import { engine } from '@yinxin/gm';
import {
  assembleCertificate,
  buildTbsCertificate,
  buildTbsCrl,
  type CrlData,
  issuerOf,
  nameOf,
  newSerial,
  PROFILES,
  parseCertificate,
  type RevokedEntry,
  sm2Signer,
} from '@yinxin/pki';
import { expect, test } from 'vitest';
import { checkList } from './check.ts';

const signer = sm2Signer(engine().generateKeyPair().privateKey);
const tbsCertificate = buildTbsCertificate(PROFILES['root-ca'], {
  serial: newSerial(),
  issuer: 'self',
  subject: nameOf({ C: 'CN', O: '示例电子认证服务有限公司', CN: '示例根证书' }),
  publicKey: signer.publicKey,
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2046-01-01T00:00:00Z'),
});
const ca = parseCertificate(assembleCertificate(tbsCertificate, await signer.sign(tbsCertificate)));
const URL = 'http://ca.example.cn/crl/issuing-1.crl';
const entry: RevokedEntry = { serial: newSerial(), revokedAt: new Date('2026-02-01T00:00:00Z'), reason: 'superseded' };
const head = {
  issuer: issuerOf(ca),
  thisUpdate: new Date('2026-03-01T00:00:00Z'),
  nextUpdate: new Date('2026-03-08T00:00:00Z'),
  number: 7n,
};
const list = (over: Partial<CrlData> = {}) => buildTbsCrl({ ...head, entries: [entry], ...over });
const part = { scope: { urls: [URL] } };

test.each([
  ['a full list', list(), undefined],
  ['an empty one', list({ entries: [] }), undefined],
  ['a part', list(part), URL],
  ['a delta', list({ deltaBase: 6n }), undefined],
  ['a list that names its delta', list({ freshestCrlUrls: [URL] }), undefined],
])('%s may be signed', (_, tbs, url) => {
  expect(() => checkList(tbs, ca, url)).not.toThrow();
});

test.each([
  ['with one serial twice', list({ entries: [entry, entry] }), undefined, 'crl-entries-unique'],
  ['that ends before it begins', list({ nextUpdate: head.thisUpdate }), undefined, 'crl-update-order'],
  ['of another CA', list({ issuer: { ...head.issuer, keyId: new Uint8Array(20) } }), undefined, 'aki-matches'],
  ['that says it is elsewhere', list(part), 'http://ca.example.cn/crl/issuing-2.crl', 'crl-idp-matches'],
])('a list %s is not signed', (_, tbs, url, rule) => {
  let refused: unknown;
  try {
    checkList(tbs, ca, url);
  } catch (error) {
    refused = error;
  }
  expect(refused).toMatchObject({ code: 'LIST_CHECK_FAILED' });
  expect(JSON.stringify(refused)).toContain(rule);
});
