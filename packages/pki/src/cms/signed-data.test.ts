import { fromHex, sm3 } from '@yinxin/gm';
import { beforeAll, describe, expect, it } from 'vitest';
import { memorySigner } from '../algorithms/signer.ts';
import { buildCrl } from '../crl/build.ts';
import { der } from '../der/index.ts';
import { makeAuthority, NOW } from '../testing/authority.ts';
import { messageVector } from '../testing/messages.ts';
import { makeParty } from '../testing/parties.ts';
import { tampered, vector } from '../testing/vectors.ts';
import { issuerOf, parseCertificate } from '../x509/parse.ts';
import { berToDer } from './ber.ts';
import {
  ATTRIBUTE,
  attribute,
  buildSignedData,
  parseSignedData,
  type SignedDataInput,
  verifySignedData,
} from './index.ts';

const text = (value: string) => new TextEncoder().encode(value);
const CONTENT = text('hello GB/T 35275');
const refused = (code: string) => expect.objectContaining({ code });
const reasons = (bytes: Uint8Array, question = {}) =>
  verifySignedData(parseSignedData(bytes), question).signers.map((one) => (one.good ? 'good' : one.refusal));

describe('signed messages made elsewhere', () => {
  it('hold: attached without attributes', () => {
    const message = parseSignedData(messageVector('signeddata-attached'));
    expect(message.family).toBe('gm');
    expect(message.content).toEqual(CONTENT);
    expect(verifySignedData(message).good).toBe(true);
    const verdict = verifySignedData(message, {
      trust: { anchors: [parseCertificate(vector('cert-root'))], at: new Date('2026-01-01T00:00:00Z') },
    });
    expect(verdict.signers).toMatchObject([{ good: true, path: [{}, {}] }]);
  });

  it('hold: detached with attributes, and need their content', () => {
    const bytes = messageVector('signeddata-detached-attrs');
    expect(reasons(bytes, { content: CONTENT })).toEqual(['good']);
    expect(reasons(bytes)).toEqual(['CONTENT_MISSING']);
    expect(reasons(bytes, { content: text('hello GB/T 35276') })).toEqual(['DIGEST_MISMATCH']);
  });

  it('hold: the digest of a document as content', () => {
    const bytes = messageVector('signeddata-digest-content');
    expect(parseSignedData(bytes).content).toEqual(sm3.digest(CONTENT));
    expect(reasons(bytes, { document: CONTENT })).toEqual(['good']);
    expect(reasons(bytes, { document: text('another') })).toEqual(['CONTENT_DIFFERS']);
  });

  it('hold: a public OFD signature', () => {
    const bytes = messageVector('pub-hello-integrity');
    const digest = fromHex('e2555b8f95bb8682c51c5820aadf2f1acca1014ad7da3a180cbcde503a63dce9');
    expect(reasons(bytes, { content: digest })).toEqual(['good']);
  });

  it.each(['signeddata-attached', 'signeddata-digest-content', 'pub-hello-integrity'])(
    '%s does not hold with its signature changed',
    (name) => {
      expect(reasons(tampered(messageVector(name), -1))).not.toEqual(['good']);
    },
  );
});

describe('signed messages made here', () => {
  let authority: Awaited<ReturnType<typeof makeAuthority>>;
  beforeAll(async () => {
    authority = await makeAuthority();
  });

  const input = (over: Partial<SignedDataInput>): SignedDataInput => ({
    family: 'gm',
    content: CONTENT,
    signers: [{ signer: authority.signing.signer, certificate: authority.signing.certificate }],
    certificates: [authority.issuing.certificate.raw],
    ...over,
  });

  it.each(['gm', 'cms'] as const)(
    'hold in family %s, attached and detached, with and without attributes',
    async (family) => {
      for (const detached of [false, true]) {
        for (const attributes of [undefined, { signingTime: NOW, signingCertificate: true }]) {
          const { signer, certificate } = authority.signing;
          const signers = [{ signer, certificate, ...(attributes && { attributes }) }];
          const bytes = await buildSignedData(input({ family, detached, signers }));
          const verdict = verifySignedData(parseSignedData(bytes), {
            ...(detached && { content: CONTENT }),
            trust: { anchors: [authority.root.certificate], at: NOW },
          });
          const signingTime = attributes?.signingTime;
          expect(verdict).toMatchObject({ good: true, signers: [{ path: [{}, {}, {}], signingTime }] });
          const last = detached ? { content: text('other') } : { content: CONTENT };
          expect(reasons(detached ? bytes : tampered(bytes, -1), last)).not.toEqual(['good']);
        }
      }
    },
  );

  it('say which of several signers is wrong', async () => {
    const [other, rsa] = [await makeParty('p-256'), await makeParty('rsa')];
    const sm2 = { signer: authority.signing.signer, certificate: authority.signing.certificate };
    const lying = { signer: { ...other.signer, sign: async () => new Uint8Array(70) }, certificate: other.certificate };
    const good = await buildSignedData(input({ signers: [sm2, other, rsa] }));
    expect(reasons(good).sort()).toEqual(['good', 'good', 'good']);
    const bad = await buildSignedData(input({ signers: [sm2, lying, rsa] }));
    const verdict = verifySignedData(parseSignedData(bad));
    expect(verdict.good).toBe(false);
    const wrong = verdict.signers.filter((one) => !one.good);
    expect(wrong).toMatchObject([{ refusal: 'SIGNATURE_INVALID', certificate: { serial: other.certificate.serial } }]);
  });

  it.each(['rsa', 'p-256', 'p-384'] as const)('hold with a key of %s', async (kind) => {
    const party = await makeParty(kind);
    const bytes = await buildSignedData({
      family: 'cms',
      content: CONTENT,
      signers: [{ ...party, attributes: { signingTime: NOW, signingCertificate: true } }],
    });
    expect(reasons(bytes)).toEqual(['good']);
  });

  it.each(['rsa-pss-sha256', 'ml-dsa-44'] as const)('hold signed with %s', async (algorithm) => {
    const party = await makeParty(algorithm === 'ml-dsa-44' ? algorithm : 'rsa');
    const signer = memorySigner(party.privateKey, algorithm);
    const signers = [{ signer, certificate: party.certificate, attributes: { signingCertificate: true } }];
    expect(reasons(await buildSignedData({ family: 'cms', content: CONTENT, signers }))).toEqual(['good']);
  });

  it('are refused for reasons with a name', async () => {
    const { signing, encryption, root } = authority;
    const bytes = await buildSignedData(input({}));
    const question = { trust: { anchors: [signing.certificate], at: new Date('2031-01-01T00:00:00Z') } };
    expect(verifySignedData(parseSignedData(bytes), question).signers).toMatchObject([
      { refusal: 'CHAIN_INVALID', path: 'EXPIRED' },
    ]);
    const encrypting = [{ signer: encryption.signer, certificate: encryption.certificate }];
    expect(reasons(await buildSignedData(input({ signers: encrypting })))).toEqual(['KEY_USAGE']);
    await expect(
      buildSignedData(input({ signers: [{ signer: root.signer, certificate: signing.certificate }] })),
    ).rejects.toThrow(refused('CMS_CERTIFICATE_UNSUITABLE'));
    await expect(buildSignedData(input({ signers: [] }))).rejects.toThrow(refused('CMS_MALFORMED'));
    await expect(buildSignedData(input({ contentType: '1.2.3' }))).rejects.toThrow(refused('CMS_MALFORMED'));
  });

  it('do not hold when the certificate is exchanged for another of the same key and name', async () => {
    const { signing } = authority;
    const signers = [{ ...signing, attributes: { signingCertificate: true } }];
    const bytes = await buildSignedData(input({ signers, certificates: [] }));
    // The same certificate signed anew: other bytes, same issuer, serial and key.
    const again = await authority.issuing.signer.sign(signing.certificate.tbs);
    const twin = der.sequence(
      signing.certificate.tbs,
      der.sequence(der.oid('1.2.156.10197.1.501')),
      der.bitString(again),
    );
    const without = { ...parseSignedData(bytes), certificates: [twin] };
    expect(verifySignedData(without).signers).toMatchObject([{ good: false, refusal: 'CERTIFICATE_EXCHANGED' }]);
    expect(verifySignedData({ ...without, certificates: [] }).signers).toMatchObject([
      { good: false, refusal: 'CERTIFICATE_UNKNOWN' },
    ]);
  });

  it('carry certificates and lists, each once, and a timestamp over the signature', async () => {
    const { issuing, root, signing } = authority;
    const times = { thisUpdate: NOW, nextUpdate: new Date(NOW.getTime() + 1e6) };
    const crl = await buildCrl(
      { issuer: issuerOf(issuing.certificate), ...times, number: 1n, entries: [] },
      issuing.signer,
    );
    let stamped: Uint8Array | undefined;
    const unsigned = async (signature: Uint8Array) => {
      stamped = signature;
      return [attribute(ATTRIBUTE.timestampToken, der.octetString(Uint8Array.of(1)))];
    };
    const certificates = [root.certificate.raw, issuing.certificate.raw, root.certificate.raw, signing.certificate.raw];
    const bytes = await buildSignedData(input({ certificates, crls: [crl, crl], signers: [{ ...signing, unsigned }] }));
    const message = parseSignedData(bytes);
    expect(message.certificates).toHaveLength(3);
    expect(message.crls).toEqual([crl]);
    expect(message.signers[0]?.signature).toEqual(stamped);
    expect(message.signers[0]?.unsignedAttributes?.list).toMatchObject([{ type: ATTRIBUTE.timestampToken }]);
    expect(verifySignedData(message).good).toBe(true);
  });

  it('a message without signers is not good', async () => {
    const message = parseSignedData(await buildSignedData(input({})));
    expect(verifySignedData({ ...message, signers: [] }).good).toBe(false);
  });

  it('read from BER of indefinite length', () => {
    const bytes = messageVector('signeddata-attached');
    const body = bytes.subarray(4);
    const indefinite = Uint8Array.of(0x30, 0x80, ...body, 0, 0);
    expect(berToDer(indefinite, 10_000)).toEqual(bytes);
    expect(reasons(indefinite)).toEqual(['good']);
    const pieces = Uint8Array.of(0x24, 0x80, 4, 1, 7, 4, 2, 8, 9, 0, 0);
    expect(berToDer(pieces, 100)).toEqual(der.octetString(Uint8Array.of(7, 8, 9)));
    expect(() => berToDer(indefinite.subarray(0, -1), 10_000)).toThrow(refused('DER_TRUNCATED'));
    expect(() =>
      berToDer(
        new Uint8Array(60).fill(0x30).map((v, i) => (i % 2 ? 0x80 : v)),
        100,
      ),
    ).toThrow(refused('DER_DEPTH'));
  });

  it('are never read as something else, whatever byte is changed', async () => {
    const bytes = await buildSignedData(
      input({ signers: [{ ...authority.signing, attributes: {} }], certificates: [] }),
    );
    const original = parseSignedData(bytes);
    for (let at = 0; at < bytes.length; at += 7) {
      try {
        const changed = parseSignedData(tampered(bytes, at));
        if (!verifySignedData(changed).good) continue;
        // Only what no signature covers may change: versions, the list of hashes, the certificate's own signature.
        expect(changed.content).toEqual(original.content);
        expect(changed.signers[0]?.signedAttributes?.signedBytes).toEqual(
          original.signers[0]?.signedAttributes?.signedBytes,
        );
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^(DER|CMS|ALGORITHM|NAME|TIME)_/) });
      }
    }
  });
});
