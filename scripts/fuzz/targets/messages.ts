import {
  memoryDecrypter,
  openEnvelopedData,
  parseEnvelopedData,
  parseSignedAndEnvelopedData,
  parseSignedData,
  verifySignedData,
} from '@yinxin/pki';
import { messageVector } from '../../../packages/pki/src/testing/messages.ts';
import { PLAIN_KEYS } from '../keyfiles.ts';
import type { Target } from '../target.ts';

const messages = (...names: readonly string[]): readonly Uint8Array[] => names.map(messageVector);

/** Signed and encrypted messages, in both families of object identifiers. */
export function messageTargets(): readonly Target[] {
  const signed = messages(
    'signeddata-attached',
    'signeddata-detached-attrs',
    'signeddata-digest-content',
    'pub-hello-integrity',
  );
  const enveloped = messages('envelopeddata');
  const both = messages('signedandenveloped', 'pub-gmcert-saed', 'pub-anxin-saed');
  const keys = PLAIN_KEYS.map(memoryDecrypter);
  return [
    { name: 'signed message', weight: 10, corpus: signed, run: (input) => parseSignedData(input) },
    { name: 'enveloped message', weight: 10, corpus: enveloped, run: (input) => parseEnvelopedData(input) },
    {
      name: 'signed and enveloped message',
      weight: 10,
      corpus: both,
      run: (input) => parseSignedAndEnvelopedData(input),
    },
    {
      name: 'check of a signed message',
      weight: 1,
      corpus: signed,
      run: (input) => verifySignedData(parseSignedData(input)),
    },
    {
      name: 'opening of a message',
      weight: 1,
      corpus: enveloped,
      // A message may name 64 recipients, and a key that is not said to be one of them is tried for each.
      mayTake: 500,
      async run(input) {
        const message = parseEnvelopedData(input);
        for (const key of keys) await openEnvelopedData(message, key);
      },
    },
  ];
}
