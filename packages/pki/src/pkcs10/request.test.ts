import { engine, toHex } from '@yinxin/gm';
import { describe, expect, it } from 'vitest';
import { generatePrivateKey, memorySigner, sm2Signer } from '../algorithms/signer.ts';
import { DerReader, der } from '../der/index.ts';
import { encodeName, nameText } from '../names/name.ts';
import { OID } from '../oids.ts';
import { encodePem } from '../pem/pem.ts';
import { encodeSpki } from '../spki/spki.ts';
import { ORGANISATION } from '../testing/authority.ts';
import { DISTID, openssl, opensslVersion } from '../testing/openssl.ts';
import { tampered, vector } from '../testing/vectors.ts';
import { extension } from '../x509/extension.ts';
import { assembleRequest, buildRequest, openRequest, parseRequest, verifyRequest } from './request.ts';

const pair = engine().generateKeyPair();
const refused = (code: string) => expect.objectContaining({ code });
const request = await buildRequest(ORGANISATION, sm2Signer(pair.privateKey));

describe('certificate requests', () => {
  it.each(['csr', 'pub-csrFromAli', 'pub-sadkCSR'])('%s, made elsewhere, proves its key', (name) => {
    expect(verifyRequest(openRequest(vector(name)))).toBe(true);
  });

  it('made here come back and prove their key', () => {
    const parsed = openRequest(request);
    expect(parsed.subject).toEqual(ORGANISATION);
    expect(parsed.publicKey).toEqual(pair.publicKey);
  });

  it('are refused when the subject, key or signature was changed', async () => {
    expect(() => openRequest(tampered(request, 60))).toThrow(
      expect.objectContaining({ code: 'REQUEST_PROOF_INVALID' }),
    );
    expect(() => openRequest(tampered(request, -1))).toThrow(
      expect.objectContaining({ code: 'REQUEST_PROOF_INVALID' }),
    );
    const other = parseRequest(await buildRequest(ORGANISATION, sm2Signer(engine().generateKeyPair().privateKey)));
    expect(verifyRequest({ ...parseRequest(request), publicKey: other.publicKey })).toBe(false);
  });

  it('of the one-key kind made elsewhere show what they would like', () => {
    const { kind, attributes } = parseRequest(vector('pub-csrFromAli'));
    expect(kind).toBe('one-key');
    expect(attributes.temporaryKey).toBeUndefined();
    expect(attributes.extensions?.alternativeNames).toEqual([{ kind: 'email', value: 'emman.sun@iqax.com' }]);
  });

  it('of the two-key kind made elsewhere bring a temporary key', () => {
    const { kind, attributes, publicKey } = openRequest(vector('pub-sadkCSR'));
    expect(kind).toBe('two-key');
    expect(toHex(attributes.temporaryKey ?? publicKey).slice(0, 18)).toBe('0428b93ec29b057de2');
  });

  it('of the two-key kind come back, and are written as those made elsewhere', async () => {
    const temporary = parseRequest(vector('pub-sadkCSR')).attributes.temporaryKey ?? new Uint8Array(0);
    const bytes = await buildRequest(ORGANISATION, sm2Signer(pair.privateKey), {
      temporaryKey: temporary,
      challengePassword: '111111',
    });
    const { kind, attributes } = openRequest(bytes);
    expect([kind, attributes.temporaryKey]).toEqual(['two-key', temporary]);
    const written = toHex(vector('pub-sadkCSR'));
    const from = written.indexOf('a081b7');
    expect(toHex(bytes)).toContain(written.slice(from, from + 2 * 186));
    expect(verifyRequest({ ...parseRequest(bytes), tbs: tampered(parseRequest(bytes).tbs, -1) })).toBe(false);
  });

  it('of the two-key kind are refused with a temporary key that is no point, no key, or the key itself', async () => {
    const off = tampered(engine().generateKeyPair().publicKey, -1);
    const signer = sm2Signer(pair.privateKey);
    await expect(buildRequest(ORGANISATION, signer, { temporaryKey: off })).rejects.toThrow(
      refused('PUBLIC_KEY_INVALID'),
    );
    const same = await buildRequest(ORGANISATION, signer, { temporaryKey: pair.publicKey });
    expect(() => parseRequest(same)).toThrow(refused('REQUEST_ATTRIBUTE'));
    const made = await buildRequest(ORGANISATION, signer, { temporaryKey: engine().generateKeyPair().publicKey });
    const header = Buffer.from(made).indexOf(Buffer.from('00b40000', 'hex'));
    expect(() => parseRequest(tampered(made, header))).toThrow(refused('REQUEST_ATTRIBUTE'));
    expect(() => parseRequest(tampered(made, header + 8))).toThrow(refused('PUBLIC_KEY_INVALID'));
    expect(() => parseRequest(tampered(made, header + 8 + 40))).toThrow(refused('REQUEST_ATTRIBUTE'));
  });

  it('with two temporary keys or the same extension twice are refused, with a strange attribute they are read', async () => {
    const made = await buildRequest(ORGANISATION, sm2Signer(pair.privateKey), {
      temporaryKey: engine().generateKeyPair().publicKey,
    });
    const [, , , attributes] = [...DerReader.over(parseRequest(made).tbs).sequence().rest()];
    const temporary = DerReader.over(attributes?.content ?? made).any().raw;
    const wish = der.sequence(
      der.oid(OID.extensionRequest),
      der.setOf(der.sequence(extension(OID.subjectKeyIdentifier, false, der.octetString(Uint8Array.of(1))))),
    );
    const strange = der.sequence(der.oid('1.2.3'), der.setOf(der.nullValue()));
    const read = (...list: Uint8Array[]) => {
      const tbs = der.sequence(
        der.integer(0),
        encodeName(ORGANISATION),
        encodeSpki(pair.publicKey),
        der.explicit(0, ...list),
      );
      return parseRequest(assembleRequest(tbs, new Uint8Array(70)));
    };
    expect(read(strange, strange, wish).attributes.extensions?.subjectKeyId).toEqual(Uint8Array.of(1));
    expect(() => read(temporary, temporary)).toThrow(refused('REQUEST_ATTRIBUTE'));
    expect(() => read(wish, wish)).toThrow(refused('EXTENSION_DUPLICATE'));
  });

  it.runIf(opensslVersion).each(['rsa', 'p-256', 'p-384'] as const)(
    'for %s keys are accepted by openssl, the tampered twin is not',
    async (kind) => {
      const bytes = await buildRequest(ORGANISATION, memorySigner(await generatePrivateKey(kind, 2048)));
      const verify = (file: Uint8Array) =>
        openssl(['req', '-verify', '-noout', '-in', 'r.pem'], { 'r.pem': encodePem('CERTIFICATE REQUEST', file) })
          .output;
      expect(verify(bytes)).toMatch(/verify OK/);
      expect(verify(tampered(bytes, -1))).not.toMatch(/verify OK/);
    },
  );

  it.runIf(opensslVersion)('made by openssl prove their key', () => {
    const key = openssl(['genpkey', '-algorithm', 'SM2', '-out', 'out'], {}).out ?? new Uint8Array(0);
    const args = [
      'req',
      '-new',
      '-key',
      'k.pem',
      '-sm3',
      '-sigopt',
      'distid:1234567812345678',
      '-subj',
      '/C=CN/O=Example/CN=a',
    ];
    const { out } = openssl([...args, '-outform', 'DER', '-out', 'out'], { 'k.pem': key });
    expect(nameText(openRequest(out ?? new Uint8Array(0)).subject)).toBe('C=CN, O=Example, CN=a');
  });

  it.runIf(opensslVersion)('are accepted by openssl, the tampered twin is not', () => {
    const run = (bytes: Uint8Array) =>
      openssl(['req', '-verify', '-noout', '-in', 'r.pem', ...DISTID], {
        'r.pem': encodePem('CERTIFICATE REQUEST', bytes),
      });
    // Older versions exit with 0 whatever they found, so the words count.
    expect(run(request).output).toMatch(/verify OK/);
    expect(run(tampered(request, -1)).output).not.toMatch(/verify OK/);
  });
});
