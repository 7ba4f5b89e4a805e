import { engine, equalBytes } from '@yinxin/gm';
import { DerReader, der, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { OID } from '../oids.ts';

/** PrivateKeyInfo with ECPrivateKey (RFC 5915) inside, as OpenSSL reads and writes SM2 keys. */
export function encodePkcs8(privateKey: Uint8Array): Uint8Array {
  const ecPrivateKey = der.sequence(
    der.integer(1),
    der.octetString(privateKey),
    der.explicit(1, der.bitString(engine().publicKeyOf(privateKey))),
  );
  const algorithm = der.sequence(der.oid(OID.ecPublicKey), der.oid(OID.sm2));
  return der.sequence(der.integer(0), algorithm, der.octetString(ecPrivateKey));
}

/** The 32-byte private key of a PrivateKeyInfo. Throws `DER_*`, `KEYFILE_UNSUPPORTED`, `KEYFILE_MALFORMED`. */
export function parsePkcs8(bytes: Uint8Array): Uint8Array {
  const all = DerReader.over(bytes);
  const info = all.sequence();
  all.end();
  info.smallInteger();
  const algorithm = info.sequence();
  const [type, curve] = [algorithm.oid(), algorithm.done ? undefined : algorithm.oid()];
  if (type !== OID.ecPublicKey || curve !== OID.sm2) {
    throw new PkiError('KEYFILE_UNSUPPORTED', `private key ${type} ${curve ?? ''}`.trimEnd());
  }
  const key = DerReader.within(info.take(TAG.OCTET_STRING)).sequence();
  key.smallInteger();
  const privateKey = key.octets().slice();
  key.context(0);
  const { at } = key;
  const publicKey = key.context(1)?.bitBytes();
  if (publicKey !== undefined && !equalBytes(publicKey, engine().publicKeyOf(privateKey))) {
    throw new PkiError('KEYFILE_MALFORMED', 'the public key in the file belongs to another private key', at);
  }
  return privateKey;
}
