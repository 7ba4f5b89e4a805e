import { openPkcs12, openPrivateKeyInfo } from '@yinxin/pki';
import { alteredAt, type Case, caseList, judge, ours } from '../../case.ts';
import { fromPem, type Run } from '../../command.ts';
import { KIND_NAMES, PASSWORD, sameBytes, type World } from '../../world.ts';
import { context, openssl } from './command.ts';

/** PKCS#12 and key files. */
export function containerCases(world: World): Case[] {
  const { signing } = world;
  const { isSm2, files, key } = context(world);
  const { cases, reads, makes } = caseList(KIND_NAMES[world.kind]);

  reads('PKCS#12 file', () => {
    const open = (p12: Uint8Array): Run => {
      const run = openssl(['pkcs12', '-in', 'p', '-passin', `pass:${PASSWORD}`, '-nodes', '-nocerts', '-out', 'out'], {
        p: p12,
      });
      const found = fromPem('PRIVATE KEY', Buffer.from(run.out).toString('latin1'));
      return { ...run, good: run.good && sameBytes(found, signing.privateKey) };
    };
    return judge(open(world.pkcs12), open(alteredAt(world.pkcs12, 200)));
  });
  makes('PKCS#12 file', async () => {
    const sm = isSm2 ? ['-keypbe', 'SM4-CBC', '-certpbe', 'SM4-CBC', '-macalg', 'sm3'] : [];
    const run = openssl(
      ['pkcs12', '-export', '-inkey', 'k', '-in', 'holder', '-passout', `pass:${PASSWORD}`, '-out', 'out', ...sm],
      { ...files, k: key },
    );
    const open = (p12: Uint8Array) =>
      ours(async () => sameBytes((await openPkcs12(p12, PASSWORD)).keys[0]?.privateKey ?? p12, signing.privateKey));
    return judge(await open(run.out), await open(alteredAt(run.out, 200)));
  });

  reads('key file', () => {
    const open = (file: Uint8Array): Run => {
      const run = openssl(
        ['pkey', '-inform', 'DER', '-in', 'k', '-passin', `pass:${PASSWORD}`, '-outform', 'DER', '-out', 'out'],
        { k: file },
      );
      return { ...run, good: run.good && run.out.length > 0 };
    };
    return judge(open(world.keyFile), open(alteredAt(world.keyFile, 42)));
  });
  makes('key file', async () => {
    const run = openssl(
      [
        'pkcs8',
        '-topk8',
        '-in',
        'k',
        '-v2',
        'aes-256-cbc',
        '-passout',
        `pass:${PASSWORD}`,
        '-outform',
        'DER',
        '-out',
        'out',
      ],
      { k: key },
    );
    const open = (file: Uint8Array) =>
      ours(async () => sameBytes(await openPrivateKeyInfo(file, PASSWORD), signing.privateKey));
    return judge(await open(run.out), await open(alteredAt(run.out, 40)));
  });

  return cases;
}
