import { DerReader, PkiError } from '@yinxin/pki';

const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';
const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
const EXTENDED_KEY_USAGE = '2.5.29.37';
/** keyCertSign and cRLSign (RFC 5280 §4.2.1.3), the sixth and seventh bit. */
const CA_BITS = 0b0000_0110;

/**
 * What a request asks for beyond the profile of an organisation's certificate (PKCS#9 extensionRequest): to be a CA, to sign
 * certificates or lists, or a purpose of its own. Everything else in the attributes is passed over. Throws PkiError.
 */
export function forbiddenExtensions(tbs: Uint8Array): readonly string[] {
  const reader = DerReader.over(tbs).sequence();
  reader.integer();
  reader.take(0x30);
  reader.take(0x30);
  const attributes = reader.context(0);
  const found: string[] = [];
  while (attributes && !attributes.done) {
    const attribute = attributes.sequence();
    if (attribute.oid() !== EXTENSION_REQUEST) continue;
    const extensions = DerReader.within(attribute.take(0x31)).sequence();
    while (!extensions.done) {
      const extension = extensions.sequence();
      const oid = extension.oid();
      extension.optional(0x01);
      const value = extension.take(0x04).content;
      if (isForbidden(oid, value)) found.push(oid);
    }
  }
  return found;
}

function isForbidden(oid: string, value: Uint8Array): boolean {
  switch (oid) {
    case BASIC_CONSTRAINTS:
      // An empty sequence says that it is no CA.
      return value.length > 2;
    case KEY_USAGE: {
      const [tag, , , first = 0] = value;
      if (tag !== 0x03) throw new PkiError('DER_VALUE', 'key usage is a BIT STRING');
      return (first & CA_BITS) !== 0;
    }
    case EXTENDED_KEY_USAGE:
      return true;
    default:
      return false;
  }
}
