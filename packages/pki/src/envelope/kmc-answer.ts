import { engine, equalBytes, GmError } from '@yinxin/gm';
import type { Decrypter } from '../cms/decrypter.ts';
import { openSignedAndEnvelopedData, parseSignedAndEnvelopedData } from '../cms/signed-and-enveloped.ts';
import type { MessageQuestion } from '../cms/verify.ts';
import { PkiError } from '../errors.ts';
import { keyReadings } from './key-readings.ts';

/**
 * Opens an answer of key management that is a signed and enveloped message (GM/T 0014, as gmcert.org and others send):
 * the encryption private key, which must belong to `publicKey`, that of the encryption certificate. The signature must
 * hold; whose it may be says `question`. Throws `CMS_*`, `ENVELOPE_WRONG_KEY` (another key inside, or the signature is
 * wrong), `ALGORITHM_UNSUPPORTED`, `DER_*`.
 */
export async function openKeyAnswer(
  bytes: Uint8Array,
  decrypter: Decrypter,
  publicKey: Uint8Array,
  question: MessageQuestion = {},
): Promise<Uint8Array> {
  const { content, verdict } = await openSignedAndEnvelopedData(
    parseSignedAndEnvelopedData(bytes),
    decrypter,
    question,
  );
  try {
    if (!verdict.good) throw new PkiError('ENVELOPE_WRONG_KEY', 'the answer is not signed as it should be');
    for (const reading of keyReadings(content)) {
      try {
        if (equalBytes(engine().publicKeyOf(reading), publicKey)) return reading.slice();
      } catch (error) {
        if (!(error instanceof GmError)) throw error;
      }
    }
  } finally {
    content.fill(0);
  }
  throw new PkiError('ENVELOPE_WRONG_KEY', 'the key in the answer is not that of the certificate');
}
