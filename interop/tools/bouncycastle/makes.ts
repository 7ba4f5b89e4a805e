import { engine } from '@yinxin/gm';
import {
  buildTimestampRequest,
  digestOf,
  memoryDecrypter,
  openEnvelopedData,
  openPkcs12,
  openRequest,
  parseCrl,
  parseEnvelopedData,
  parseOcspResponse,
  parseSignedData,
  parseTimestampRequest,
  parseTimestampResponse,
  verifyCrl,
  verifyOcspResponse,
  verifySignedData,
  verifyTimestamp,
} from '@yinxin/pki';
import { altered, alteredAt, type Case, caseList, judge, ours } from '../../case.ts';
import { CONTENT, hexBytes, KIND_NAMES, PASSWORD, sameBytes, sm2KeyOf, type World } from '../../world.ts';
import type { Machine } from './machine.ts';

/** What we say about artefacts BouncyCastle makes. */
export function makeCases(world: World, machine: Machine): Case[] {
  const { kind, root, issuing, signing, revoked, encryption, responder, tsa } = world;
  const { cases, makes } = caseList(KIND_NAMES[kind]);
  const file = (name: string, bytes: Uint8Array): string => machine.file(`${kind}-${name}`, bytes);
  const [holder, issuingFile, key, content] = ['holder', 'issuing', 'key', 'content'].map((name) => `${kind}-${name}`);
  const at = new Date(Date.now() + 60_000);

  /** Has it made, then judges by `good`; `twin` alters what was made. */
  const judged = (
    artefact: string,
    question: readonly [string, ...string[]],
    good: (bytes: Uint8Array) => boolean | Promise<boolean>,
    twin: (bytes: Uint8Array) => Uint8Array = (bytes) => alteredAt(bytes, -1),
  ): void => {
    const name = `${kind}-made-${artefact.replace(/\W+/g, '-')}`;
    const answer = machine.ask(question[0], ...question.slice(1), name);
    makes(artefact, async () => {
      if (!answer().good) return { kind: 'failed', why: `not made: ${answer().said}` };
      const bytes = machine.output(name);
      return judge(await ours(() => good(bytes)), await ours(() => good(twin(bytes))));
    });
  };

  judged(
    'certificate request',
    ['make-request', `${holder}`, `${key}`],
    (der) => openRequest(der).subject.length === 3,
  );
  const issuingKey = file('issuing-key', issuing.privateKey);
  judged(
    'CRL, full',
    ['make-crl', `${issuingFile}`, issuingKey, `${kind}-revoked`],
    (der) => verifyCrl(parseCrl(der), { issuer: issuing.certificate, at }).good,
    (der) => altered(der, hexBytes(revoked.certificate.serial)),
  );
  const question = { issuer: issuing.certificate, serial: signing.certificate.serial, at };
  judged(
    'OCSP response',
    [
      'make-ocsp',
      `${issuingFile}`,
      `${holder}`,
      file('responder', responder.certificate.raw),
      file('responder-key', responder.privateKey),
    ],
    (der) => verifyOcspResponse(parseOcspResponse(der), question).good,
    (der) => altered(der, hexBytes(signing.certificate.serial)),
  );
  const algorithm = kind === 'sm2' ? 'sm3' : 'sha256';
  const query = buildTimestampRequest({ imprint: { algorithm, digest: digestOf(algorithm, CONTENT) }, nonce: 99n });
  judged(
    'timestamp',
    ['make-timestamp', file('their-tsq', query), file('tsa', tsa.certificate.raw), file('tsa-key', tsa.privateKey)],
    (der) => {
      const answer = parseTimestampResponse(der);
      const over = { request: parseTimestampRequest(query) };
      const anchors = [root.certificate];
      const certificates = [issuing.certificate];
      return answer.granted && verifyTimestamp(answer.token, { over, anchors, certificates, now: at }).good;
    },
  );
  judged(
    'signed message, in BER',
    ['make-signed', `${holder}`, `${key}`, `${content}`, `${issuingFile}`],
    (ber) =>
      verifySignedData(parseSignedData(ber), { content: CONTENT, trust: { anchors: [root.certificate], at } }).good,
    (ber) => altered(ber, CONTENT),
  );
  if (kind === 'rsa') {
    judged(
      'enveloped message, in BER',
      ['make-enveloped', `${holder}`, `${content}`],
      async (ber) => {
        const opened = await openEnvelopedData(parseEnvelopedData(ber), memoryDecrypter(encryption.privateKey));
        return sameBytes(opened, CONTENT);
      },
      (ber) => alteredAt(ber, -20),
    );
  }
  judged(
    'PKCS#12 file',
    ['make-pkcs12', `${holder}`, `${key}`],
    async (p12) => sameBytes((await openPkcs12(p12, PASSWORD)).keys[0]?.privateKey ?? p12, signing.privateKey),
    (p12) => alteredAt(p12, 300),
  );
  if (kind !== 'sm2') return cases;

  const bare: Case[] = [];
  const plain = (
    artefact: string,
    asked: readonly [string, ...string[]],
    good: (bytes: Uint8Array) => boolean,
  ): void => {
    const name = `made-${artefact.replace(/\W+/g, '-')}`;
    machine.ask(asked[0], ...asked.slice(1), name);
    const run = async () => {
      const bytes = machine.output(name);
      return judge(await ours(() => good(bytes)), await ours(() => good(alteredAt(bytes, -1))));
    };
    bare.push({ artefact, direction: 'we read its', run });
  };
  const { publicKey } = signing.certificate;
  plain('SM2 signature', ['make-sm2-signature', `${key}`, `${content}`], (der) =>
    engine().verify(publicKey, CONTENT, der),
  );
  plain('SM2 ciphertext', ['make-sm2-ciphertext', `${holder}`, `${content}`], (der) =>
    sameBytes(engine().decrypt(sm2KeyOf(signing.privateKey), der), CONTENT),
  );
  return [...cases, ...bare];
}
