import { sm3 } from '@yinxin/gm';
import { beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../algorithms/digest.ts';
import { buildSignedData } from '../cms/sign.ts';
import { parseSignedData } from '../cms/signed-data.ts';
import { der } from '../der/index.ts';
import { encodePem } from '../pem/pem.ts';
import { messageVector } from '../testing/messages.ts';
import { openssl, opensslVersion } from '../testing/openssl.ts';
import { makeParty } from '../testing/parties.ts';
import { tampered, vector } from '../testing/vectors.ts';
import { parseCertificate } from '../x509/parse.ts';
import { PROFILES } from '../x509/profile.ts';
import {
  answerTimestampRequest,
  buildTimestampRequest,
  parseTimestampInfo,
  parseTimestampRequest,
  parseTimestampResponse,
  type TimestampAuthority,
  verifyTimestamp,
} from './index.ts';
import { encodeTimestampInfo, TST_INFO } from './tst-info.ts';

const DATA = new TextEncoder().encode('hello GB/T 35275');
const POLICY = '1.2.156.10197.9.9.1';
const STAMP = { serial: 0x1234567890abcdefn, time: new Date('2026-06-01T08:09:10.120Z') };
const refused = (code: string) => expect.objectContaining({ code });
const imprintOf = (algorithm: 'sm3' | 'sha256') => ({ algorithm, digest: digestOf(algorithm, DATA) });

function tokenOf(response: Uint8Array): Uint8Array {
  const answer = parseTimestampResponse(response);
  if (!answer.granted) throw new Error(`refused: ${answer.text}`);
  return answer.token;
}

describe('a timestamp made elsewhere', () => {
  const request = parseTimestampRequest(messageVector('tsq'));
  const anchors = [parseCertificate(vector('cert-root'))];

  it('is over the request, signed by an authority under the root', () => {
    expect(request).toMatchObject({ policy: POLICY, nonce: 0x1122334455667788n, certificate: true });
    expect(request.imprint).toEqual({ algorithm: 'sm3', digest: sm3.digest(DATA) });
    const token = tokenOf(messageVector('tsr'));
    expect(verifyTimestamp(token, { over: { request }, anchors })).toMatchObject({
      good: true,
      info: { policy: POLICY },
    });
    expect(verifyTimestamp(token, { over: { data: DATA }, anchors })).toMatchObject({ good: true, path: [{}, {}] });
  });

  it('does not hold for another question, or altered', () => {
    const token = tokenOf(messageVector('tsr'));
    const other = { ...request, nonce: 5n };
    expect(verifyTimestamp(token, { over: { request: other } })).toMatchObject({ refusal: 'NONCE_MISMATCH' });
    expect(verifyTimestamp(token, { over: { request: { ...request, policy: '1.2.3' } } })).toMatchObject({
      refusal: 'POLICY_MISMATCH',
    });
    expect(verifyTimestamp(token, { over: { data: new Uint8Array(1) } })).toMatchObject({
      refusal: 'IMPRINT_MISMATCH',
    });
    expect(verifyTimestamp(tampered(token, -1), { over: { request } })).toMatchObject({
      refusal: 'SIGNATURE',
      signer: 'SIGNATURE_INVALID',
    });
    const now = new Date('2020-01-01T00:00:00Z');
    expect(verifyTimestamp(token, { over: { request }, now })).toMatchObject({ refusal: 'FROM_THE_FUTURE' });
    const strangers = { over: { request }, anchors: [parseCertificate(vector('cert-maker'))] };
    expect(verifyTimestamp(token, strangers)).toMatchObject({ signer: 'CHAIN_INVALID', path: 'ISSUER_UNKNOWN' });
  });
});

describe.each(['sm2', 'rsa', 'p-256'] as const)('an authority with a key of %s', (kind) => {
  let authority: TimestampAuthority;
  beforeAll(async () => {
    const { signer, certificate } = await makeParty(kind, PROFILES['timestamp-authority']);
    authority = { signer, certificate, policies: [POLICY], digests: ['sm3', 'sha256'], accuracyMicros: 1_500_250 };
  });

  it.each(['sm3', 'sha256'] as const)(
    'stamps %s, in either family, with or without its certificate',
    async (algorithm) => {
      for (const family of ['cms', 'gm'] as const) {
        for (const certificate of [true, false]) {
          const request = { imprint: imprintOf(algorithm), nonce: 77n, certificate, policy: POLICY };
          const response = await answerTimestampRequest(
            buildTimestampRequest(request),
            { ...authority, family, ordering: true },
            STAMP,
          );
          const token = tokenOf(response);
          expect(parseSignedData(token)).toMatchObject({ family, certificates: { length: certificate ? 1 : 0 } });
          const certificates = certificate ? [] : [authority.certificate];
          const verdict = verifyTimestamp(token, { over: { request }, certificates, anchors: [authority.certificate] });
          expect(verdict).toMatchObject({
            good: true,
            info: { ...STAMP, nonce: 77n, policy: POLICY, ordering: true, accuracyMicros: 1_500_250 },
          });
          if (!certificate) {
            expect(verifyTimestamp(token, { over: { request } })).toMatchObject({ signer: 'CERTIFICATE_UNKNOWN' });
          }
        }
      }
    },
  );

  it('refuses with the reason', async () => {
    const answer = async (bytes: Uint8Array) =>
      parseTimestampResponse(await answerTimestampRequest(bytes, authority, STAMP));
    const imprint = imprintOf('sha256');
    const sha1 = { algorithm: 'sha1', digest: new Uint8Array(20) } as const;
    expect(await answer(buildTimestampRequest({ imprint: sha1 }))).toMatchObject({ status: 2, failure: 'badAlg' });
    expect(await answer(buildTimestampRequest({ imprint, policy: '1.2.3' }))).toMatchObject({
      failure: 'unacceptedPolicy',
    });
    expect(await answer(Uint8Array.of(1, 2, 3))).toMatchObject({ failure: 'badDataFormat' });
    const plain = buildTimestampRequest({ imprint, certificate: false });
    const extension = der.sequence(der.oid('1.2.3'), der.octetString());
    const extended = der.sequence(plain.subarray(2), der.explicit(0, extension));
    expect(await answer(extended)).toMatchObject({ failure: 'unacceptedExtension' });
    const strange = der.sequence(der.sequence(der.oid('1.2.3')), der.octetString(new Uint8Array(32)));
    expect(await answer(der.sequence(der.integer(1), strange))).toMatchObject({ failure: 'badAlg' });
  });

  it('is not believed without its purpose, or unbound', async () => {
    const { signer, certificate } = await makeParty(kind);
    const request = { imprint: imprintOf('sha256') };
    const bytes = buildTimestampRequest(request);
    const wrong = tokenOf(await answerTimestampRequest(bytes, { ...authority, signer, certificate }, STAMP));
    const over = { request: { ...request, nonce: undefined, policy: undefined } };
    expect(verifyTimestamp(wrong, { over })).toMatchObject({ refusal: 'NOT_AN_AUTHORITY' });
    const info = {
      ...STAMP,
      policy: POLICY,
      imprint: request.imprint,
      accuracyMicros: undefined,
      ordering: false,
      nonce: undefined,
    };
    const content = encodeTimestampInfo(info);
    expect(parseTimestampInfo(content)).toEqual(info);
    const unbound = await buildSignedData({
      family: 'cms',
      contentType: TST_INFO,
      content,
      signers: [{ signer: authority.signer, certificate: authority.certificate, attributes: {} }],
    });
    expect(verifyTimestamp(unbound, { over })).toMatchObject({ refusal: 'CERTIFICATE_NOT_BOUND' });
  });

  it.runIf(opensslVersion !== undefined && kind !== 'sm2')(
    'is accepted by openssl ts, and its altered twin is not',
    async () => {
      const asked = openssl(['ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'out'], { data: DATA });
      const query = asked.out ?? new Uint8Array(0);
      const response = await answerTimestampRequest(query, authority, STAMP);
      const ca = encodePem('CERTIFICATE', authority.certificate.raw);
      const verify = (tsr: Uint8Array, data = DATA) =>
        openssl(['ts', '-verify', '-queryfile', 'tsq', '-in', 'tsr', '-CAfile', 'ca', '-attime', '1780300000'], {
          tsq: query,
          tsr,
          ca,
          data,
        });
      expect(verify(response)).toMatchObject({ good: true });
      expect(verify(tampered(response, -1)).good).toBe(false);
    },
  );
});

it('answers and requests that contradict themselves are refused with a code', () => {
  const status = (n: number) => der.sequence(der.integer(n));
  expect(() => parseTimestampResponse(der.sequence(status(0)))).toThrow(refused('TSP_MALFORMED'));
  expect(() => parseTimestampResponse(der.sequence(status(2), status(1)))).toThrow(refused('TSP_MALFORMED'));
  const bytes = messageVector('tsq');
  for (let cut = 0; cut < bytes.length; cut++) {
    expect(() => parseTimestampRequest(bytes.subarray(0, cut))).toThrow(refused('DER_TRUNCATED'));
  }
  const short = { algorithm: 'sha256', digest: new Uint8Array(20) } as const;
  expect(() => buildTimestampRequest({ imprint: short })).toThrow(refused('TSP_MALFORMED'));
});
