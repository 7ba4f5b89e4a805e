import {
  decodePem,
  decodePemAll,
  decodeSpki,
  encodePem,
  encodeSpki,
  loadKey,
  parseCertificate,
  parseCrl,
  parseCsrResponse,
  parseEnvelopedKey,
  parseKeyBlob,
  parseOcspRequest,
  parseOcspResponse,
  parseRequest,
} from '@yinxin/pki';
import { parsePkcs8 } from '../../../packages/pki/src/keyfile/pkcs8.ts';
import { vector } from '../../../packages/pki/src/testing/vectors.ts';
import type { Corpus } from '../corpus.ts';
import { KEYFILES, MOST_ROUNDS, PASSPHRASE, PLAIN_KEYS } from '../keyfiles.ts';
import type { Target } from '../target.ts';

const vectors = (...names: readonly string[]): readonly Uint8Array[] => names.map(vector);
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** SubjectPublicKeyInfo of a certificate. */
function keyOf(certificate: Uint8Array): Uint8Array {
  const { publicKey, keyAlgorithm } = parseCertificate(certificate);
  return encodeSpki(publicKey, keyAlgorithm);
}

/** Everything of packages/pki that reads certificates and what belongs to them. */
export function pkiTargets(corpus: Corpus): readonly Target[] {
  const certificates = [...corpus.certificates, ...vectors('cert-root', 'cert-sign', 'cert-person')];
  const pem = (['CERTIFICATE', 'X509 CRL'] as const).map((label) =>
    new TextEncoder().encode(
      certificates
        .slice(0, 2)
        .map((one) => encodePem(label, one))
        .join('some text\n'),
    ),
  );
  return [
    { name: 'certificate', weight: 20, corpus: certificates, run: parseCertificate },
    {
      name: 'request',
      weight: 10,
      corpus: [...corpus.requests, ...vectors('csr', 'pub-csrFromAli', 'pub-sadkCSR')],
      run: parseRequest,
    },
    { name: 'revocation list', weight: 10, corpus: [...corpus.crls, ...vectors('crl')], run: parseCrl },
    {
      name: 'OCSP request',
      weight: 10,
      corpus: [...corpus.ocspRequests, ...vectors('ocsp-req')],
      run: parseOcspRequest,
    },
    {
      name: 'OCSP response',
      weight: 10,
      corpus: [...corpus.ocspResponses, ...vectors('ocsp-resp')],
      run: parseOcspResponse,
    },
    {
      name: 'PEM',
      weight: 5,
      corpus: pem,
      run(input) {
        decodePemAll('X509 CRL', latin1(input));
        decodePem('CERTIFICATE', latin1(input));
      },
    },
    { name: 'public key', weight: 3, corpus: certificates.map(keyOf), run: decodeSpki },
    { name: 'private key', weight: 3, corpus: PLAIN_KEYS, run: parsePkcs8 },
    {
      name: 'enveloped key',
      weight: 5,
      corpus: vectors('sm2envelopedkey', 'pub-gmsm-envelopedkey', 'pub-mmpki-0009'),
      run: parseEnvelopedKey,
    },
    { name: 'key blob', weight: 5, corpus: vectors('envelopedkeyblob', 'pub-mmpki-blob'), run: parseKeyBlob },
    {
      name: 'answer of a CA',
      weight: 5,
      corpus: vectors('csrresponse-gmsm', 'csrresponse-implicit'),
      run: parseCsrResponse,
    },
    { name: 'key file', weight: 1, corpus: KEYFILES, run: (input) => loadKey(input, PASSPHRASE, MOST_ROUNDS) },
  ];
}
