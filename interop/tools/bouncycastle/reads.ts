import { engine, randomBytes, sm3, sm4 } from '@yinxin/gm';
import { altered, alteredAt, type Case, caseList, judge } from '../../case.ts';
import { CONTENT, hexBytes, KIND_NAMES, ORDER, type World } from '../../world.ts';
import type { Machine } from './machine.ts';

/** What BouncyCastle says about our artefacts. */
export async function readCases(world: World, machine: Machine): Promise<Case[]> {
  const { kind, root, issuing, signing, revoked, encryption } = world;
  const { cases, reads } = caseList(KIND_NAMES[kind]);
  const file = (name: string, bytes: Uint8Array): string => machine.file(`${kind}-${name}`, bytes);
  const rootFile = file('root', root.certificate.raw);
  const issuingFile = file('issuing', issuing.certificate.raw);
  const holder = file('holder', signing.certificate.raw);
  const key = file('key', signing.privateKey);
  const decryptionKey = file('decryption-key', encryption.privateKey);
  const content = file('content', CONTENT);
  const bad = file('revoked', revoked.certificate.raw);
  const serial = hexBytes(signing.certificate.serial);

  /** Asks about the real one and the twin; `files` puts the artefact's file where the check wants it. */
  const compare = (
    artefact: string,
    check: string,
    real: Uint8Array,
    twin: Uint8Array,
    files: (artefact: string) => string[],
  ): void => {
    const name = artefact.replace(/\W+/g, '-');
    const answer = machine.ask(check, ...files(file(name, real)));
    const twinAnswer = machine.ask(check, ...files(file(`${name}-twin`, twin)));
    reads(artefact, () => judge(answer(), twinAnswer()));
  };

  const certificate = signing.certificate.raw;
  compare('certificate chain', 'chain', certificate, altered(certificate, serial), (x) => [rootFile, issuingFile, x]);
  const subject = new TextEncoder().encode('interop request');
  compare('certificate request', 'request', world.request, altered(world.request, subject), (x) => [x]);
  for (const name of ['full', 'delta', 'shard'] as const) {
    const list = world.crls[name];
    compare(`CRL, ${name}`, 'crl', list, alteredAt(list, -1), (x) => [issuingFile, x, bad]);
  }
  compare('OCSP response', 'ocsp', world.ocsp, altered(world.ocsp, serial), (x) => [issuingFile, holder, x]);
  const query = file('tsq', world.tsq);
  compare('timestamp', 'timestamp', world.tsr, altered(world.tsr, world.stampSerial), (x) => [query, x, issuingFile]);

  for (const [name, over] of [
    ['signed message', {}],
    ['signed message, detached', { detached: true }],
    ['signed message, no attributes', { bare: true }],
  ] as const) {
    const message = await world.sign('cms', over);
    const twin = 'detached' in over ? alteredAt(message, -1) : altered(message, CONTENT);
    compare(name, 'signed', message, twin, (x) => [x, content, issuingFile]);
    if (kind !== 'sm2') continue;
    const chinese = await world.sign('gm', over);
    const chineseTwin = 'detached' in over ? alteredAt(chinese, -1) : altered(chinese, CONTENT);
    compare(`${name}, GB/T 35275`, 'signed', chinese, chineseTwin, (x) => [x, content, issuingFile]);
  }
  if (kind === 'sm2') {
    const message = await world.sign('gm', { content: world.application });
    const twin = altered(message, new TextEncoder().encode(ORDER));
    const said = file('application', world.application);
    compare('signed application, GB/T 35275', 'signed', message, twin, (x) => [x, said, issuingFile]);
  }
  const envelopes =
    kind === 'sm2'
      ? ([
          ['enveloped message, GB/T 35275', world.envelope('gm')],
          ['enveloped message', world.envelope('cms')],
        ] as const)
      : kind === 'rsa'
        ? ([
            ['enveloped message, OAEP', world.envelope('cms')],
            ['enveloped message, PKCS#1 v1.5', world.envelope('cms', 'pkcs1')],
          ] as const)
        : [];
  for (const [name, message] of envelopes) {
    compare(name, 'enveloped', message, alteredAt(message, -1), (x) => [x, decryptionKey, content]);
  }
  compare('PKCS#12 file', 'pkcs12', world.pkcs12, alteredAt(world.pkcs12, 200), (x) => [x, key, holder]);
  compare('key file', 'keyfile', world.keyFile, alteredAt(world.keyFile, 42), (x) => [x, key]);
  if (kind !== 'sm2') return cases;

  const bare = caseList('SM2');
  const plain = (
    artefact: string,
    check: string,
    real: Uint8Array,
    twin: Uint8Array,
    files: (x: string) => string[],
  ): void => {
    const name = artefact.replace(/\W+/g, '-');
    const answer = machine.ask(check, ...files(file(name, real)));
    const twinAnswer = machine.ask(check, ...files(file(`${name}-twin`, twin)));
    bare.cases.push({ artefact, direction: 'it reads ours', run: () => judge(answer(), twinAnswer()) });
  };
  const signature = await signing.signer.sign(CONTENT);
  plain('SM2 signature', 'sm2-signature', signature, alteredAt(signature, -1), (x) => [holder, x, content]);
  const cipher = engine().encrypt(signing.certificate.publicKey, CONTENT);
  plain('SM2 ciphertext', 'sm2-ciphertext', cipher, alteredAt(cipher, -1), (x) => [key, x, content]);
  const digest = sm3.digest(CONTENT);
  plain('SM3 digest', 'sm3', digest, alteredAt(digest, 0), (x) => [content, x]);
  const [secret, iv] = [randomBytes(16), randomBytes(16)];
  const sealed = sm4.cbcEncrypt(secret, iv, CONTENT);
  const [secretFile, ivFile] = [file('secret', secret), file('iv', iv)];
  plain('SM4-CBC', 'sm4', sealed, alteredAt(sealed, 0), (x) => [secretFile, ivFile, x, content]);
  return [...cases, ...bare.cases];
}
