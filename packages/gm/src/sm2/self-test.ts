import { equalBytes, fromHex } from '../bytes.ts';
import { GmError } from '../errors.ts';
import type { Sm2Engine } from './types.ts';

// GM/T 0003.5 annex: published key, signature of "message digest" and ciphertext of "encryption standard".
const PRIVATE_KEY = fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8');
const PUBLIC_KEY = fromHex(`04
  09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020
  ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13`);
const SIGNATURE = fromHex(`3046
  022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3
  022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa`);
const CIPHER = fromHex(`307c
  022004ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73
  022100e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0
  042059983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766
  041321886ca989ca9c7d58087307ca93092d651efa`);

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/**
 * Known answers of GM/T 0003.5 and one round of everything, before an engine may be used.
 * Throws `SM2_ENGINE_FAILED` naming the step that went wrong.
 */
export function selfTest(engine: Sm2Engine): void {
  const require = (good: boolean, step: string): void => {
    if (!good) throw new GmError('SM2_ENGINE_FAILED', `self-test of engine ${engine.name}: ${step}`);
  };
  const message = text('message digest');
  require(equalBytes(engine.publicKeyOf(PRIVATE_KEY), PUBLIC_KEY), 'public key of a private key');
  require(engine.verify(PUBLIC_KEY, message, SIGNATURE), 'published signature');
  require(!engine.verify(PUBLIC_KEY, message, SIGNATURE, new Uint8Array(0)), 'signer id is part of the signature');
  require(!engine.verify(PUBLIC_KEY, text('message digesu'), SIGNATURE), 'altered message');
  require(equalBytes(engine.decrypt(PRIVATE_KEY, CIPHER), text('encryption standard')), 'published ciphertext');
  require(engine.verify(PUBLIC_KEY, message, engine.sign(PRIVATE_KEY, message)), 'own signature');
  const fresh = engine.generateKeyPair();
  require(equalBytes(engine.publicKeyOf(fresh.privateKey), fresh.publicKey), 'fresh key pair');
  require(equalBytes(
    engine.decrypt(fresh.privateKey, engine.encrypt(fresh.publicKey, message)),
    message,
  ), 'own ciphertext');
}
