import { decodeCipher, engine, fromHex, toHex } from '@yinxin/gm';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { EXAMPLE_KEYS, tampered, vector } from '../testing/vectors.ts';
import { parseCertificate } from '../x509/parse.ts';
import { encodeKeyBlob, openKeyBlob, parseKeyBlob } from './blob.ts';
import { buildCsrResponse, parseCsrResponse } from './csr-response.ts';
import { openEnvelopedKey, parseEnvelopedKey, sealEnvelopedKey } from './enveloped-key.ts';

// Many cases on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const sm2 = engine();
const recipient = sm2.generateKeyPair();
const encryption = sm2.generateKeyPair();
const sealed = sealEnvelopedKey(encryption.privateKey, recipient.publicKey);
const refused = (code: string) => expect.objectContaining({ code });

describe('key envelopes made elsewhere', () => {
  it('open with the signing key of the vector', () => {
    const opened = openEnvelopedKey(vector('sm2envelopedkey'), EXAMPLE_KEYS.signing);
    expect(toHex(opened.privateKey)).toBe(toHex(EXAMPLE_KEYS.encryption));
    expect(toHex(openKeyBlob(vector('envelopedkeyblob'), EXAMPLE_KEYS.signing).privateKey)).toBe(
      toHex(EXAMPLE_KEYS.encryption),
    );
  });

  it('open although they name CBC', () => {
    const key = fromHex('5cbd96822bb1491ec835ae9c09d4d3825e30bd9955e3c7031fbbe0e72d6fddf6');
    const opened = openEnvelopedKey(vector('pub-gmsm-envelopedkey'), key);
    expect(toHex(opened.privateKey)).toBe('4b431c5df04991ecfb26d86c7c747e011e95d23ed76e164e640e8424f895d345');
  });

  it('read with INTEGERs that lack the leading zero, and agree with their blob', () => {
    const structure = parseEnvelopedKey(vector('pub-mmpki-0009'));
    const blob = parseKeyBlob(vector('pub-mmpki-blob'));
    expect(blob.sealedPrivateKey).toEqual(structure.sealedPrivateKey);
    expect(blob.publicKey).toEqual(structure.publicKey);
    expect(decodeCipher(blob.sealedSymmetricKey)).toEqual(decodeCipher(structure.sealedSymmetricKey));
  });
});

describe('answers of GM/T 0092', () => {
  it.each(['csrresponse-gmsm', 'csrresponse-implicit'])('%s gives twin certificates and the key', (name) => {
    const { signCertificates, envelopedKey, encryptCertificates } = parseCsrResponse(vector(name));
    expect(signCertificates).toEqual([vector('cert-sign')]);
    expect(encryptCertificates).toEqual([vector('cert-enc')]);
    const opened = openEnvelopedKey(envelopedKey ?? new Uint8Array(0), EXAMPLE_KEYS.signing);
    expect(parseCertificate(vector('cert-enc')).publicKey).toEqual(opened.publicKey);
  });

  it.each([
    ['csrresponse-gmsm', 'explicit'],
    ['csrresponse-implicit', 'implicit'],
  ] as const)('%s is written again byte for byte', (name, tagging) => {
    expect(toHex(buildCsrResponse(parseCsrResponse(vector(name)), tagging))).toBe(toHex(vector(name)));
  });

  it('are refused cut short or without a certificate', () => {
    const whole = vector('csrresponse-implicit');
    expect(() => parseCsrResponse(whole.subarray(0, -1))).toThrow(refused('DER_TRUNCATED'));
    const empty = { signCertificates: [], envelopedKey: undefined, encryptCertificates: [] };
    expect(() => parseCsrResponse(buildCsrResponse(empty))).toThrow(refused('ENVELOPE_MALFORMED'));
  });
});

describe('key envelopes made here', () => {
  it('open for their holder, as structure and as blob', () => {
    expect(openEnvelopedKey(sealed, recipient.privateKey)).toEqual(encryption);
    const blob = encodeKeyBlob(sealed);
    expect(blob).toHaveLength(388);
    expect(openKeyBlob(blob, recipient.privateKey)).toEqual(encryption);
  });

  it('do not open for anyone else', () => {
    const other = sm2.generateKeyPair().privateKey;
    expect(() => openEnvelopedKey(sealed, other)).toThrow(refused('ENVELOPE_WRONG_KEY'));
    expect(() => openKeyBlob(encodeKeyBlob(sealed), other)).toThrow(refused('ENVELOPE_WRONG_KEY'));
  });

  it('do not open when the public key beside is another', () => {
    const at = sealed.findIndex((_, i) => toHex(sealed.subarray(i, i + 65)) === toHex(encryption.publicKey));
    const swapped = sealed.slice();
    swapped.set(sm2.generateKeyPair().publicKey, at);
    expect(() => openEnvelopedKey(swapped, recipient.privateKey)).toThrow(refused('ENVELOPE_WRONG_KEY'));
  });

  it('never open differently when any byte is changed', () => {
    const blob = encodeKeyBlob(sealed);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.nat(blob.length - 1), (i, j) => {
        let opened: string[] = [];
        for (const open of [
          () => openEnvelopedKey(tampered(sealed, i), recipient.privateKey),
          () => openKeyBlob(tampered(blob, j), recipient.privateKey),
        ]) {
          try {
            opened = [...opened, toHex(open().privateKey)];
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^(DER|ENVELOPE)_/) });
          }
        }
        expect(opened.every((key) => key === toHex(encryption.privateKey))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
