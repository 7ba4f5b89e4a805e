import { buildRequest, nameOf, openEnvelopedKey, PkiError, parseCertificate, sm2Signer } from '@yinxin/pki';
import { type InstallPart, TokenError } from './errors.ts';
import type { Subject } from './types.ts';

/** PKCS#10 DER for a subject, proven by the key it asks a certificate for. Throws `E_SUBJECT`. */
export async function certificationRequest(subject: Subject, privateKey: Uint8Array): Promise<Uint8Array> {
  try {
    return await buildRequest(nameOf(subject), sm2Signer(privateKey));
  } catch (cause) {
    if (cause instanceof PkiError) throw new TokenError({ code: 'E_SUBJECT' }, { cause });
    throw cause;
  }
}

/** The public key (65 bytes) of a certificate in DER. Throws `E_CERTIFICATE` naming the part that cannot be read. */
export function publicKeyOfCertificate(certificate: Uint8Array, part: InstallPart): Uint8Array {
  try {
    return parseCertificate(certificate).publicKey;
  } catch (cause) {
    throw new TokenError({ code: 'E_CERTIFICATE', part }, { cause });
  }
}

/**
 * The encryption key pair in an SM2EnvelopedKey, opened with the signing private key. That the key which came is the
 * key the envelope names (D·G, GM/T 0009 §7.4) is checked there. Throws `E_KEY_MISMATCH`.
 */
export function encryptionPairFrom(envelopedKey: Uint8Array, signPrivateKey: Uint8Array) {
  try {
    return openEnvelopedKey(envelopedKey, signPrivateKey);
  } catch (cause) {
    throw new TokenError({ code: 'E_KEY_MISMATCH', part: 'envelope' }, { cause });
  }
}
