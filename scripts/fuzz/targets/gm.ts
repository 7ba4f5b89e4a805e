import {
  decodeCipher,
  decodeSignature,
  encodeCipher,
  encodeSignature,
  engine,
  equalBytes,
  fromHex,
  portableEngine,
} from '@yinxin/gm';
import { KEYS } from '../corpus.ts';
import type { Target } from '../target.ts';

// GM/T 0003.5 annex: key, signature of "message digest", ciphertext of "encryption standard".
const message = new TextEncoder().encode('message digest');
const signature = fromHex(
  '3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
    '022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
);
const cipher = fromHex(
  '307c022004ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73' +
    '022100e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0' +
    '042059983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766' +
    '041321886ca989ca9c7d58087307ca93092d651efa',
);
const raw = fromHex(
  'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
    'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
);
const publicKey = portableEngine.publicKeyOf(KEYS.ca);

/** What is read is written strictly, and that reads as the same again. */
function assertSteady(written: Uint8Array, again: Uint8Array): void {
  if (!equalBytes(written, again)) throw new Error('what was written reads differently');
}

/** Signatures, ciphertexts and keys of SM2: read alone often, and now and then by both engines, which must agree. */
export function gmTargets(): readonly Target[] {
  return [
    {
      name: 'SM2 signature',
      weight: 20,
      corpus: [signature, raw],
      run(input) {
        const written = encodeSignature(decodeSignature(input));
        assertSteady(written, encodeSignature(decodeSignature(written, 'strict')));
      },
    },
    {
      name: 'SM2 ciphertext',
      weight: 20,
      corpus: [cipher],
      run(input) {
        const written = encodeCipher(decodeCipher(input));
        assertSteady(written, encodeCipher(decodeCipher(written, 'strict')));
      },
    },
    {
      name: 'SM2 verification',
      weight: 1,
      corpus: [signature, raw],
      run(input) {
        const [one, other] = [engine(), portableEngine].map((sm2) => sm2.verify(publicKey, message, input));
        if (one !== other) throw new Error(`one engine says ${one}, the other ${other}`);
      },
    },
    {
      name: 'SM2 decryption',
      weight: 1,
      corpus: [cipher],
      run(input) {
        engine().decrypt(KEYS.ca, input);
      },
    },
    {
      name: 'SM2 public key',
      weight: 1,
      corpus: [publicKey],
      run(input) {
        engine().verify(input, message, signature);
      },
    },
    {
      name: 'SM2 private key',
      weight: 1,
      corpus: [KEYS.ca, KEYS.holder],
      run(input) {
        engine().publicKeyOf(input);
      },
    },
  ];
}
