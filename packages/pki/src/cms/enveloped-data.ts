import { concatBytes } from '@yinxin/gm';
import { type DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import type { Certificate } from '../x509/parse.ts';
import {
  type ContentCipher,
  type ContentEncryption,
  decryptContent,
  encryptContent,
  parseContentEncryption,
} from './content-encryption.ts';
import { MAX_MESSAGE, members, openMessage, wrapMessage } from './content-info.ts';
import { type MessageFamily, messageOid } from './content-type.ts';
import type { Decrypter } from './decrypter.ts';
import { isParty } from './party.ts';
import { buildRecipient, parseRecipient, type RecipientInfo, type RsaPadding } from './recipient.ts';

/** The encrypted part of a message. */
export interface EncryptedContent {
  readonly contentType: string;
  readonly encryption: ContentEncryption;
  readonly sealed: Uint8Array;
}

/** An enveloped message 数字信封 (RFC 5652 §6, GB/T 35275), not yet opened. */
export interface EnvelopedData {
  readonly family: MessageFamily;
  readonly recipients: readonly RecipientInfo[];
  readonly encrypted: EncryptedContent;
}

/** Who gets the message. */
export interface Recipient {
  readonly certificate: Certificate;
  /** For RSA keys. */
  readonly padding?: RsaPadding;
}

export interface EnvelopedDataInput {
  readonly family: MessageFamily;
  readonly content: Uint8Array;
  readonly recipients: readonly Recipient[];
  /** SM4 in GM messages, AES-256 in the others, unless told. */
  readonly cipher?: ContentCipher;
  readonly contentType?: string;
}

/** Encrypts content to several recipients: the RecipientInfos as SET, and EncryptedContentInfo. */
export function sealContent(input: EnvelopedDataInput): { readonly recipients: Uint8Array; readonly info: Uint8Array } {
  const { family, content, recipients, cipher = family === 'gm' ? 'sm4-cbc' : 'aes-256-cbc' } = input;
  if (recipients.length === 0) throw new PkiError('CMS_MALFORMED', 'an enveloped message has a recipient');
  const { key, info } = encryptContent(cipher, input.contentType ?? messageOid(family, 'data'), content);
  try {
    const infos = recipients.map(({ certificate, padding }) => buildRecipient(family, key, certificate, padding));
    return { recipients: der.setOf(...infos), info };
  } finally {
    key.fill(0);
  }
}

/**
 * Builds an enveloped message: ContentInfo with EnvelopedData in DER. Throws `CMS_CERTIFICATE_UNSUITABLE`,
 * `CMS_MALFORMED` without recipients.
 */
export function buildEnvelopedData(input: EnvelopedDataInput): Uint8Array {
  const { recipients, info } = sealContent(input);
  // RFC 5652 §6.1: 0 when every recipient is named by issuer and serial; GB/T 35275 writes 1.
  const version = der.integer(input.family === 'gm' ? 1 : 0);
  return wrapMessage(input.family, 'envelopedData', der.sequence(version, recipients, info));
}

/** Recipients and encrypted content, in this order with what `between` reads from between them. */
export function parseRecipients(reader: DerReader): RecipientInfo[] {
  return members(reader.set()).flatMap((value) => parseRecipient(value) ?? []);
}

/** EncryptedContentInfo; the two sharedInfo of GM/T 0010 are read over. */
export function parseEncryptedContent(reader: DerReader): EncryptedContent {
  const info = reader.sequence();
  const contentType = info.oid();
  const encryption = parseContentEncryption(info.take(TAG.SEQUENCE));
  const whole = info.optional(0x80)?.content;
  // Long contents come in pieces.
  const pieces = whole === undefined ? info.context(0) : undefined;
  const sealed = whole ?? (pieces && concatBytes(...[...pieces.rest()].map(({ content }) => content)));
  if (sealed === undefined) throw new PkiError('CMS_MALFORMED', 'the encrypted content is missing', info.at);
  for (const tag of [0x81, 0xa1, 0x82, 0xa2]) info.optional(tag);
  info.end();
  return { contentType, encryption, sealed };
}

/**
 * Reads EnvelopedData of either family, BER or DER. Throws `CMS_CONTENT_TYPE`, `CMS_VERSION`, `CMS_MALFORMED`,
 * `CMS_TOO_MANY`, `ALGORITHM_UNSUPPORTED`, `DER_*`.
 */
export function parseEnvelopedData(bytes: Uint8Array, maxLength = MAX_MESSAGE): EnvelopedData {
  const { family, reader } = openMessage(bytes, 'envelopedData', maxLength);
  const at = reader.at;
  const version = reader.smallInteger();
  if (version > 4) throw new PkiError('CMS_VERSION', `EnvelopedData version ${version}`, at);
  // OriginatorInfo and unprotected attributes say nothing that is used here.
  reader.optional(0xa0);
  const recipients = parseRecipients(reader);
  const encrypted = parseEncryptedContent(reader);
  reader.optional(0xa1);
  reader.end();
  return { family, recipients, encrypted };
}

/** The message keys a private key can open, one by one, most likely first. */
export async function* messageKeys(
  recipients: readonly RecipientInfo[],
  decrypter: Decrypter,
  certificate: Certificate | undefined,
): AsyncGenerator<Uint8Array> {
  const mine = certificate ? recipients.filter(({ id }) => isParty(id, certificate)) : recipients;
  if (mine.length === 0) throw new PkiError('CMS_NOT_A_RECIPIENT', 'the message is not for this certificate');
  for (const { transport, sealedKey } of mine) {
    const key = transport && (await decrypter.decrypt(transport, sealedKey));
    if (key !== undefined) yield key;
  }
}

/**
 * Opens an enveloped message: its content. With the certificate only the entry for it is tried, without it every one.
 * Throws `CMS_NOT_A_RECIPIENT`, and `CMS_DECRYPT_FAILED` for a wrong key or an altered message, without saying which.
 * An enveloped message proves nothing about its content: altered ones open to altered content, and under PKCS#1 v1.5 a
 * wrong key can open to random bytes. Where that matters it is signed as well.
 */
export async function openEnvelopedData(
  message: EnvelopedData,
  decrypter: Decrypter,
  certificate?: Certificate,
): Promise<Uint8Array> {
  for await (const key of messageKeys(message.recipients, decrypter, certificate)) {
    const content = decryptContent(message.encrypted.encryption, key, message.encrypted.sealed);
    key.fill(0);
    if (content !== undefined) return content;
  }
  throw new PkiError('CMS_DECRYPT_FAILED', 'the message is for another key, or it was altered');
}
