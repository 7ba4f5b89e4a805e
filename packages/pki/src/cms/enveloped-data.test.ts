import { concatBytes, decodeCipher, engine, fromHex, toHex } from '@yinxin/gm';
import { beforeAll, describe, expect, it } from 'vitest';
import { der } from '../der/index.ts';
import { cipherReadings } from '../envelope/sm2-cipher.ts';
import { encodePkcs8 } from '../keyfile/pkcs8.ts';
import { makeAuthority } from '../testing/authority.ts';
import { messageVector } from '../testing/messages.ts';
import { makeParty, type SelfMade } from '../testing/parties.ts';
import { EXAMPLE_KEYS, tampered, vector } from '../testing/vectors.ts';
import { parseCertificate } from '../x509/parse.ts';
import { PROFILES } from '../x509/profile.ts';
import { encryptContent } from './content-encryption.ts';
import { wrapMessage } from './content-info.ts';
import {
  buildEnvelopedData,
  buildSignedAndEnvelopedData,
  memoryDecrypter,
  openEnvelopedData,
  openSignedAndEnvelopedData,
  parseEnvelopedData,
  parseSignedAndEnvelopedData,
} from './index.ts';
import { issuerAndSerial } from './party.ts';

const text = (value: string) => new TextEncoder().encode(value);
const CONTENT = text('hello GB/T 35275');
const refused = (code: string) => expect.objectContaining({ code });
const sm2Key = (d: Uint8Array) => memoryDecrypter(encodePkcs8(d));

describe('enveloped messages made elsewhere', () => {
  it('open for the encryption certificate', async () => {
    const message = parseEnvelopedData(messageVector('envelopeddata'));
    const certificate = parseCertificate(vector('cert-enc'));
    expect(await openEnvelopedData(message, sm2Key(EXAMPLE_KEYS.encryption), certificate)).toEqual(CONTENT);
  });

  it('of key management open and are signed: gmcert', async () => {
    const key = fromHex('d45951c7f5a3988159e5d5788219752701c87cc74628bbd874f7756a45d40904');
    const message = parseSignedAndEnvelopedData(messageVector('pub-gmcert-saed'));
    const { content, verdict } = await openSignedAndEnvelopedData(message, sm2Key(key));
    expect(toHex(content)).toBe(`${'00'.repeat(32)}ca1c1d7f42b70273022c46c6075c8c8c92cb95f424184e7776f08fb6db750640`);
    expect(verdict.good).toBe(true);
  });

  it('of key management open and are signed: the vector keys', async () => {
    const message = parseSignedAndEnvelopedData(messageVector('signedandenveloped'));
    const { content, verdict } = await openSignedAndEnvelopedData(message, sm2Key(EXAMPLE_KEYS.signing));
    expect(toHex(content.subarray(32))).toBe(toHex(EXAMPLE_KEYS.encryption));
    expect(verdict.good).toBe(true);
  });

  it('of key management are read without ContentInfo, with version 0 recipients', () => {
    const message = parseSignedAndEnvelopedData(messageVector('pub-anxin-saed'));
    expect(message.recipients).toMatchObject([{ transport: { kind: 'sm2' } }]);
    expect(message.signatures.signers).toMatchObject([{ algorithm: 'sm2-sm3' }]);
    const [cipher = new Uint8Array(0)] = cipherReadings(message.recipients[0]?.sealedKey ?? new Uint8Array(0));
    expect(decodeCipher(cipher).cipherText).toHaveLength(16);
  });
});

describe('enveloped messages made here', () => {
  let authority: Awaited<ReturnType<typeof makeAuthority>>;
  let rsa: SelfMade;
  beforeAll(async () => {
    authority = await makeAuthority();
    rsa = await makeParty('rsa', PROFILES['organisation-encryption']);
  });

  it.each([
    ['gm', 'sm4-cbc'],
    ['gm', 'aes-256-cbc'],
    ['cms', 'sm4-cbc'],
    ['cms', 'aes-256-cbc'],
  ] as const)('open for each of several recipients: %s, %s', async (family, cipher) => {
    const { certificate, privateKey } = authority.encryption;
    const pkcs1 = { certificate: rsa.certificate, padding: 'pkcs1' } as const;
    const recipients = [{ certificate }, { certificate: rsa.certificate }, pkcs1];
    const message = parseEnvelopedData(buildEnvelopedData({ family, content: CONTENT, recipients, cipher }));
    expect(message).toMatchObject({ family, recipients: [{}, {}, {}], encrypted: { encryption: { cipher } } });
    for (const [key, own] of [
      [sm2Key(privateKey), certificate],
      [memoryDecrypter(rsa.privateKey), rsa.certificate],
    ] as const) {
      expect(await openEnvelopedData(message, key, own)).toEqual(CONTENT);
      expect(await openEnvelopedData(message, key)).toEqual(CONTENT);
    }
    for (const padding of ['oaep', 'pkcs1'] as const) {
      const alone = buildEnvelopedData({
        family,
        content: CONTENT,
        recipients: [{ certificate: rsa.certificate, padding }],
      });
      expect(await openEnvelopedData(parseEnvelopedData(alone), memoryDecrypter(rsa.privateKey))).toEqual(CONTENT);
    }
  });

  it('do not open for anyone else, and never say why', async () => {
    const { certificate, privateKey } = authority.encryption;
    for (const [recipient, key] of [
      [{ certificate }, encodePkcs8(privateKey)],
      [{ certificate: rsa.certificate }, rsa.privateKey],
      [{ certificate: rsa.certificate, padding: 'pkcs1' }, rsa.privateKey],
    ] as const) {
      const bytes = buildEnvelopedData({ family: 'cms', content: CONTENT, recipients: [recipient] });
      const message = parseEnvelopedData(bytes);
      const altered = {
        ...message,
        recipients: message.recipients.map((one) => ({ ...one, sealedKey: tampered(one.sealedKey, 40) })),
      };
      const other = await makeParty(key === rsa.privateKey ? 'rsa' : 'sm2');
      for (const [wrong, opener] of [
        [altered, key],
        [message, other.privateKey],
      ] as const) {
        const opened = openEnvelopedData(wrong, memoryDecrypter(opener));
        // Under PKCS#1 v1.5 a wrong key gives random bytes, and one in 256 of those end like padding.
        const outcome = await opened.then(toHex, (error: unknown) => error);
        if (typeof outcome === 'string' && 'padding' in recipient) expect(outcome).not.toBe(toHex(CONTENT));
        else expect(outcome).toMatchObject({ code: 'CMS_DECRYPT_FAILED' });
      }
      await expect(openEnvelopedData(message, memoryDecrypter(key), other.certificate)).rejects.toThrow(
        refused('CMS_NOT_A_RECIPIENT'),
      );
    }
  });

  it('are not made for certificates that do not encrypt', async () => {
    const ec = await makeParty('p-256', PROFILES['organisation-encryption']);
    const build = (certificate: SelfMade['certificate']) => () =>
      buildEnvelopedData({ family: 'cms', content: CONTENT, recipients: [{ certificate }] });
    expect(build(authority.signing.certificate)).toThrow(refused('CMS_CERTIFICATE_UNSUITABLE'));
    expect(build(ec.certificate)).toThrow(refused('CMS_CERTIFICATE_UNSUITABLE'));
    expect(() => buildEnvelopedData({ family: 'gm', content: CONTENT, recipients: [] })).toThrow(
      refused('CMS_MALFORMED'),
    );
  });

  // Each names the key transport or the cipher differently, as messages of others do.
  it.each([
    ['SM2-2 as GmSSL names it', '1.2.156.10197.1.301.2', (cipher: Uint8Array) => der.octetString(cipher)],
    ['the bare structure of GM/T 0014', '1.2.156.10197.1.301.3', (cipher: Uint8Array) => cipher],
    [
      'C1C2C3 without the leading 04, as old CFCA tools write',
      '1.2.156.10197.1.301.3',
      (cipher: Uint8Array) => {
        const { x, y, hash, cipherText } = decodeCipher(cipher);
        return der.octetString(concatBytes(x, y, cipherText, hash));
      },
    ],
  ])('open with the key carried as %s', async (_, oid, carry) => {
    const { certificate, privateKey } = authority.encryption;
    const { key, info } = encryptContent('sm4-cbc', '1.2.156.10197.6.1.4.2.1', CONTENT);
    const transport = der.sequence(der.oid(oid));
    const sealed = carry(engine().encrypt(certificate.publicKey, key));
    const recipient = der.sequence(der.integer(1), issuerAndSerial(certificate), transport, sealed);
    const body = der.sequence(der.integer(1), der.setOf(recipient), info);
    const message = parseEnvelopedData(wrapMessage('gm', 'envelopedData', body));
    expect(await openEnvelopedData(message, sm2Key(privateKey), certificate)).toEqual(CONTENT);
  });

  it('open with the bare SM4 identifier beside an iv, which means CBC', async () => {
    const { certificate, privateKey } = authority.encryption;
    const bytes = buildEnvelopedData({ family: 'gm', content: CONTENT, recipients: [{ certificate }] });
    const message = parseEnvelopedData(bytes);
    const iv = message.encrypted.encryption.iv ?? new Uint8Array(0);
    const bare = der.sequence(der.oid('1.2.156.10197.1.104'), der.octetString(iv));
    const info = der.sequence(
      der.oid('1.2.156.10197.6.1.4.2.1'),
      bare,
      der.implicitPrimitive(0, message.encrypted.sealed),
    );
    const sealed = der.octetString(message.recipients[0]?.sealedKey ?? new Uint8Array(0));
    const transport = der.sequence(der.oid('1.2.156.10197.1.301.3'));
    const recipient = der.sequence(der.integer(1), issuerAndSerial(certificate), transport, sealed);
    const again = wrapMessage('gm', 'envelopedData', der.sequence(der.integer(1), der.setOf(recipient), info));
    expect(await openEnvelopedData(parseEnvelopedData(again), sm2Key(privateKey))).toEqual(CONTENT);
  });

  it('signed as well: opened and verified, refused when altered', async () => {
    const { signing, encryption } = authority;
    const bytes = await buildSignedAndEnvelopedData({
      family: 'gm',
      content: CONTENT,
      recipients: [{ certificate: encryption.certificate }],
      signers: [{ signer: signing.signer, certificate: signing.certificate }],
    });
    const message = parseSignedAndEnvelopedData(bytes);
    const opened = await openSignedAndEnvelopedData(message, sm2Key(encryption.privateKey));
    expect(opened).toMatchObject({ content: CONTENT, verdict: { good: true } });
    const altered = parseSignedAndEnvelopedData(tampered(bytes, -1));
    expect(await openSignedAndEnvelopedData(altered, sm2Key(encryption.privateKey))).toMatchObject({
      verdict: { good: false },
    });
    await expect(openSignedAndEnvelopedData(message, sm2Key(signing.privateKey))).rejects.toThrow(
      refused('CMS_DECRYPT_FAILED'),
    );
  });

  it('are refused with a code when they are something else', () => {
    expect(() => parseEnvelopedData(messageVector('signeddata-attached'))).toThrow(refused('CMS_CONTENT_TYPE'));
    expect(() => parseEnvelopedData(messageVector('envelopeddata'), 100)).toThrow(refused('DER_TOO_LONG'));
    const many = der.setOf(...Array.from({ length: 65 }, (_, i) => der.integer(i)));
    const crowd = wrapMessage('gm', 'envelopedData', der.sequence(der.integer(1), many));
    expect(() => parseEnvelopedData(crowd)).toThrow(refused('CMS_TOO_MANY'));
  });
});
