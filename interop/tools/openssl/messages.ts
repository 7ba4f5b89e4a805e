import {
  memoryDecrypter,
  openEnvelopedData,
  parseEnvelopedData,
  parseSignedData,
  parseTimestampRequest,
  parseTimestampResponse,
  verifySignedData,
  verifyTimestamp,
} from '@yinxin/pki';
import { type Attempt, altered, alteredAt, type Case, caseList, judge, ours, type Result } from '../../case.ts';
import { pem, type Run } from '../../command.ts';
import { CONTENT, KIND_NAMES, ORDER, sameBytes, type World } from '../../world.ts';
import { cannot, cert, context, NO_ID, openssl } from './command.ts';

/**
 * `openssl cms` has no signer id, but the parts can be checked one by one: the signature over the attributes, and the
 * digest of the content among them.
 */
async function signedApplication(world: World): Promise<Result> {
  const holder = pem('CERTIFICATE', world.signing.certificate.raw);
  const { said: spki } = openssl(['x509', '-in', 'c', '-noout', '-pubkey'], { c: holder });
  const check = (message: Uint8Array): Attempt => {
    const { content, signers } = parseSignedData(message);
    const [signer] = signers;
    const attributes = signer?.signedAttributes?.signedBytes;
    if (!signer || !content || !attributes) return { good: false, said: 'no attributes' };
    const digest = openssl(['dgst', '-sm3', '-binary', '-out', 'out', 'c'], { c: content });
    const named = Buffer.from(attributes).includes(Buffer.from(digest.out));
    const id = ['-sigopt', 'distid:1234567812345678'];
    const verify = ['dgst', '-sm3', '-verify', 'k', ...id, '-signature', 's', 'a'];
    const { good, said } = openssl(verify, { k: spki, s: signer.signature, a: attributes });
    return { good: good && digest.good && named, said: named ? said : 'another digest' };
  };
  const message = await world.sign('gm', { content: world.application });
  return judge(check(message), check(altered(message, new TextEncoder().encode(ORDER))));
}

/** Timestamps, signed and enveloped messages. */
export function messageCases(world: World): Case[] {
  const { kind, root, encryption } = world;
  const { isSm2, files, key, trust } = context(world);
  const { cases, reads, makes } = caseList(KIND_NAMES[world.kind]);

  const verifyStamp = (tsr: Uint8Array): Run =>
    openssl(['ts', '-verify', '-queryfile', 'q', '-in', 'r', ...trust], { ...files, q: world.tsq, r: tsr });
  reads(
    'timestamp',
    isSm2 ? NO_ID : () => judge(verifyStamp(world.tsr), verifyStamp(altered(world.tsr, world.stampSerial))),
  );

  const verifyCms = (message: Uint8Array, detached: boolean): Run =>
    openssl(
      [
        'cms',
        '-verify',
        '-binary',
        '-inform',
        'DER',
        '-in',
        'm',
        '-CAfile',
        'root',
        '-purpose',
        'any',
        ...(detached ? ['-content', 'c'] : []),
        '-out',
        'out',
      ],
      {
        ...files,
        m: message,
        c: CONTENT,
      },
    );
  for (const [name, over] of [
    ['signed message', {}],
    ['signed message, detached', { detached: true }],
    ['signed message, no attributes', { bare: true }],
  ] as const) {
    reads(
      name,
      isSm2
        ? NO_ID
        : async () => {
            const message = await world.sign('cms', over);
            const detached = 'detached' in over;
            const twin = detached ? alteredAt(message, -1) : altered(message, CONTENT);
            return judge(verifyCms(message, detached), verifyCms(twin, detached));
          },
    );
  }

  if (isSm2) reads('signed application, GB/T 35275', () => signedApplication(world));

  const decryptCms = (message: Uint8Array): Run => {
    const run = openssl(
      ['cms', '-decrypt', '-binary', '-inform', 'DER', '-in', 'm', '-recip', 'holder', '-inkey', 'k', '-out', 'out'],
      {
        ...files,
        m: message,
        k: key,
      },
    );
    return { ...run, good: run.good && sameBytes(run.out, CONTENT) };
  };
  if (kind === 'rsa') {
    for (const padding of ['oaep', 'pkcs1'] as const) {
      const name = `enveloped message, ${padding === 'oaep' ? 'OAEP' : 'PKCS#1 v1.5'}`;
      reads(name, () => {
        const message = world.envelope('cms', padding);
        return judge(decryptCms(message), decryptCms(alteredAt(message, -1)));
      });
      makes(name, async () => {
        const how = padding === 'oaep' ? ['-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256'] : [];
        const { out, good, said } = openssl(
          [
            'cms',
            '-encrypt',
            '-binary',
            '-aes256',
            '-in',
            'c',
            '-outform',
            'DER',
            '-out',
            'out',
            '-recip',
            'holder',
            ...how,
          ],
          { ...files, c: CONTENT },
        );
        if (!good) return { kind: 'failed', why: said };
        const open = (bytes: Uint8Array) =>
          ours(async () => {
            const opened = await openEnvelopedData(
              parseEnvelopedData(bytes),
              memoryDecrypter(encryption.privateKey),
              encryption.certificate,
            );
            return sameBytes(opened, CONTENT);
          });
        return judge(await open(out), await open(alteredAt(out, -1)));
      });
    }
  } else {
    reads(
      'enveloped message',
      cannot(isSm2 ? 'it encrypts no messages to SM2 keys' : 'we encrypt no messages to ECDSA keys'),
    );
  }

  if (!isSm2) {
    makes('timestamp', async () => {
      const config =
        '[tsa]\ndefault_tsa=t\n[t]\nserial=s\nsigner_digest=sha256\ndefault_policy=1.2.3.4\nother_policies=1.2.156.10197.9.9.1\ndigests=sha256\naccuracy=secs:1\ness_cert_id_alg=sha256\n';
      const query = openssl(['ts', '-query', '-data', 'c', '-sha256', '-cert', '-out', 'out'], { c: CONTENT }).out;
      const run = openssl(
        [
          'ts',
          '-reply',
          '-config',
          'cnf',
          '-queryfile',
          'q',
          '-signer',
          'tsa',
          '-inkey',
          'k',
          '-chain',
          'issuing',
          '-out',
          'out',
        ],
        {
          ...files,
          cnf: config,
          s: '0A\n',
          q: query,
          tsa: cert(world.tsa),
          k: pem('PRIVATE KEY', world.tsa.privateKey),
        },
      );
      const request = parseTimestampRequest(query);
      const check = (der: Uint8Array) =>
        ours(() => {
          const answer = parseTimestampResponse(der);
          return (
            answer.granted &&
            verifyTimestamp(answer.token, { over: { request }, anchors: [root.certificate], now: new Date() }).good
          );
        });
      return judge(await check(run.out), await check(alteredAt(run.out, -1)));
    });
  }
  if (!isSm2) {
    for (const [name, how] of [
      ['signed message', ['-nodetach']],
      ['signed message, detached', []],
      ['signed message, no attributes', ['-nodetach', '-noattr']],
      ['signed message, in BER', ['-nodetach', '-stream']],
    ] as const) {
      makes(name, async () => {
        const run = openssl(
          [
            'cms',
            '-sign',
            '-binary',
            '-in',
            'c',
            '-signer',
            'holder',
            '-inkey',
            'k',
            '-certfile',
            'issuing',
            '-outform',
            'DER',
            '-out',
            'out',
            ...how,
          ],
          { ...files, c: CONTENT, k: key },
        );
        const question = { content: CONTENT, trust: { anchors: [root.certificate], at: new Date() } };
        const check = (der: Uint8Array) => ours(() => verifySignedData(parseSignedData(der), question).good);
        return judge(await check(run.out), await check(alteredAt(run.out, -1)));
      });
    }
  }
  return cases;
}
