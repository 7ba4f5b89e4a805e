/** Signed and encrypted messages: CMS (RFC 5652) and GM/T 0010 (GB/T 35275) through the same functions. */
export { ATTRIBUTE, type Attribute, type AttributeSet, attribute, onlyValue } from './attributes.ts';
export { type MessageFamily, type MessageKind, messageOid } from './content-type.ts';
export { type Decrypter, type KeyTransport, memoryDecrypter } from './decrypter.ts';
export {
  buildEnvelopedData,
  type EnvelopedData,
  type EnvelopedDataInput,
  openEnvelopedData,
  parseEnvelopedData,
  type Recipient,
} from './enveloped-data.ts';
export { buildSignedData, type MessageSigner, type SignedAttributes, type SignedDataInput } from './sign.ts';
export {
  buildSignedAndEnvelopedData,
  openSignedAndEnvelopedData,
  parseSignedAndEnvelopedData,
  type SignedAndEnvelopedData,
} from './signed-and-enveloped.ts';
export { parseSignedData, type SignedData, type SignerInfo } from './signed-data.ts';
export {
  type MessageQuestion,
  type MessageVerdict,
  type SignerRefusal,
  type SignerVerdict,
  verifySignedData,
} from './verify.ts';
