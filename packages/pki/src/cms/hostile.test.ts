import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openKeyAnswer } from '../envelope/kmc-answer.ts';
import { PkiError } from '../errors.ts';
import { encodePkcs8 } from '../keyfile/pkcs8.ts';
import { buildPkcs12, openPkcs12 } from '../pkcs12/index.ts';
import { messageVector } from '../testing/messages.ts';
import { makeParty } from '../testing/parties.ts';
import { EXAMPLE_KEYS, vector } from '../testing/vectors.ts';
import { parseTimestampRequest, parseTimestampResponse, verifyTimestamp } from '../tsp/index.ts';
import { parseCertificate } from '../x509/parse.ts';
import {
  memoryDecrypter,
  openEnvelopedData,
  parseEnvelopedData,
  parseSignedAndEnvelopedData,
  parseSignedData,
  verifySignedData,
} from './index.ts';

// Many cases on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const RUNS = Number(process.env.PKI_FUZZ_CASES ?? 120);
const encryptionKey = memoryDecrypter(encodePkcs8(EXAMPLE_KEYS.encryption));
const signingKey = memoryDecrypter(encodePkcs8(EXAMPLE_KEYS.signing));
const { publicKey } = parseCertificate(vector('cert-enc'));
const data = new TextEncoder().encode('hello GB/T 35275');

const timestamp = (bytes: Uint8Array): unknown => {
  const answer = parseTimestampResponse(bytes);
  return answer.granted && verifyTimestamp(answer.token, { over: { data } });
};
const signed = (bytes: Uint8Array): unknown => verifySignedData(parseSignedData(bytes), { content: data });

describe('hostile messages give a typed error or a verdict, and nothing else', () => {
  let file: Uint8Array;
  beforeAll(async () => {
    const { privateKey, certificate } = await makeParty('p-256');
    file = await buildPkcs12([{ privateKey, certificate: certificate.raw }], [], 'password', { iterations: 1 });
  });

  const readers: readonly (readonly [string, () => Uint8Array, (bytes: Uint8Array) => unknown])[] = [
    ['attached', () => messageVector('signeddata-attached'), signed],
    ['detached', () => messageVector('signeddata-detached-attrs'), signed],
    [
      'enveloped',
      () => messageVector('envelopeddata'),
      (bytes) => openEnvelopedData(parseEnvelopedData(bytes), encryptionKey),
    ],
    [
      'signed and enveloped',
      () => messageVector('signedandenveloped'),
      (bytes) => openKeyAnswer(bytes, signingKey, publicKey),
    ],
    ['bare, of a CA', () => messageVector('pub-anxin-saed'), parseSignedAndEnvelopedData],
    ['timestamp request', () => messageVector('tsq'), parseTimestampRequest],
    ['timestamp', () => messageVector('tsr'), timestamp],
    ['PKCS#12', () => file, (bytes) => openPkcs12(bytes, 'password', 10_000)],
  ];

  it.each(readers)('%s, changed, cut and lengthened', async (_, original, read) => {
    const whole = original();
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.option(fc.nat(whole.length)),
        async (changes, cut) => {
          const bytes = whole.slice(0, cut ?? whole.length);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          try {
            await read(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(PkiError);
          }
        },
      ),
      { numRuns: RUNS },
    );
    for (let end = 0; end < whole.length; end += 5) {
      await expect(async () => read(whole.subarray(0, end))).rejects.toThrow(PkiError);
    }
  });
});
