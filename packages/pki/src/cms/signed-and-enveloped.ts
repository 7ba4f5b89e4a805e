import { der } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { decryptContent } from './content-encryption.ts';
import { MAX_MESSAGE, members, openMessage, wrapMessage } from './content-info.ts';
import { type MessageFamily, messageOid } from './content-type.ts';
import type { Decrypter } from './decrypter.ts';
import {
  type EncryptedContent,
  type EnvelopedDataInput,
  messageKeys,
  parseEncryptedContent,
  parseRecipients,
  sealContent,
} from './enveloped-data.ts';
import type { RecipientInfo } from './recipient.ts';
import { type MessageSigner, signatureParts } from './sign.ts';
import { parseSignatures, type SignedData } from './signed-data.ts';
import { type MessageQuestion, type MessageVerdict, verifySignedData } from './verify.ts';

/**
 * Signed and enveloped at once 带签名的数字信封 (GB/T 35275; PKCS#7 §11): key management answers with it. The signature
 * is over the plaintext, so it can be checked only after opening.
 */
export interface SignedAndEnvelopedData {
  readonly family: MessageFamily;
  readonly recipients: readonly RecipientInfo[];
  readonly encrypted: EncryptedContent;
  readonly signatures: Pick<SignedData, 'certificates' | 'crls' | 'signers'>;
}

/** Builds a signed and enveloped message. Throws as `buildSignedData` and `buildEnvelopedData`. */
export async function buildSignedAndEnvelopedData(
  input: EnvelopedDataInput & { readonly signers: readonly MessageSigner[] },
): Promise<Uint8Array> {
  const contentType = input.contentType ?? messageOid(input.family, 'data');
  const { recipients, info } = sealContent(input);
  const { digests, rest } = await signatureParts(input, contentType);
  const message = der.sequence(der.integer(1), recipients, digests, info, ...rest);
  return wrapMessage(input.family, 'signedAndEnvelopedData', message);
}

/** Reads a signed and enveloped message, BER or DER, with or without ContentInfo. Throws `CMS_*`, `ALGORITHM_UNSUPPORTED`, `DER_*`. */
export function parseSignedAndEnvelopedData(bytes: Uint8Array, maxLength = MAX_MESSAGE): SignedAndEnvelopedData {
  const { family, reader } = openMessage(bytes, 'signedAndEnvelopedData', maxLength);
  const at = reader.at;
  const version = reader.smallInteger();
  if (version > 1) throw new PkiError('CMS_VERSION', `SignedAndEnvelopedData version ${version}`, at);
  const recipients = parseRecipients(reader);
  members(reader.set());
  const encrypted = parseEncryptedContent(reader);
  return { family, recipients, encrypted, signatures: parseSignatures(reader) };
}

/**
 * Opens the message and verifies its signatures over what was inside. Recipients are not matched by certificate: key
 * management answers before the certificate exists (GM/T 0014). Throws `CMS_DECRYPT_FAILED`.
 */
export async function openSignedAndEnvelopedData(
  message: SignedAndEnvelopedData,
  decrypter: Decrypter,
  question: MessageQuestion = {},
): Promise<{ readonly content: Uint8Array; readonly verdict: MessageVerdict }> {
  const { contentType, encryption, sealed } = message.encrypted;
  const signed = (content: Uint8Array): SignedData => ({
    family: message.family,
    contentType,
    content,
    ...message.signatures,
  });
  for await (const key of messageKeys(message.recipients, decrypter, undefined)) {
    const readings = (['pkcs7', 'none'] as const).flatMap((padding) => {
      // Only SM4-ECB occurs without padding; the signature tells which it was.
      if (padding === 'none' && encryption.cipher !== 'sm4-ecb') return [];
      return decryptContent(encryption, key, sealed, padding) ?? [];
    });
    key.fill(0);
    const verdicts = readings.map((content) => ({
      content,
      verdict: verifySignedData(signed(content), { caMaySign: true, ...question }),
    }));
    const best = verdicts.find(({ verdict }) => verdict.good) ?? verdicts[0];
    if (best !== undefined) return best;
  }
  throw new PkiError('CMS_DECRYPT_FAILED', 'the message is for another key, or it was altered');
}
