import { engine, randomBytes, sm3, sm4, toHex } from '@yinxin/gm';
import { alteredAt, type Case, judge, ours } from '../../case.ts';
import { pem, type Run } from '../../command.ts';
import { CONTENT, sameBytes, sm2KeyOf, type World } from '../../world.ts';
import { openssl } from './command.ts';

/** SM2, SM3 and SM4 without any structure around them. */
export function algorithmCases({ signing }: World): Case[] {
  const { privateKey, publicKey } = engine().generateKeyPair();
  const spki = 'holder';
  const files = {
    [spki]: openssl(['x509', '-in', 'c', '-noout', '-pubkey'], { c: pem('CERTIFICATE', signing.certificate.raw) }).said,
    k: pem('PRIVATE KEY', signing.privateKey),
    c: CONTENT,
  };
  const raw = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'];
  const iv = '000102030405060708090a0b0c0d0e0f';
  const key = '0123456789abcdeffedcba9876543210';
  const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
  const holder = signing.certificate.publicKey;
  const own = sm2KeyOf(signing.privateKey);
  return [
    {
      artefact: 'SM2 signature',
      direction: 'it reads ours',
      run: async () => {
        const signature = await signing.signer.sign(CONTENT);
        const verify = (sig: Uint8Array): Run =>
          openssl(['pkeyutl', '-verify', '-pubin', '-inkey', spki, '-sigfile', 's', '-in', 'c', ...raw], {
            ...files,
            s: sig,
          });
        return judge(verify(signature), verify(alteredAt(signature, -1)));
      },
    },
    {
      artefact: 'SM2 signature',
      direction: 'we read its',
      run: async () => {
        const { out } = openssl(['pkeyutl', '-sign', '-inkey', 'k', '-in', 'c', '-out', 'out', ...raw], files);
        const verify = (sig: Uint8Array) => ours(() => engine().verify(holder, CONTENT, sig));
        return judge(await verify(out), await verify(alteredAt(out, -1)));
      },
    },
    {
      artefact: 'SM2 ciphertext',
      direction: 'it reads ours',
      run: () => {
        const cipher = engine().encrypt(holder, CONTENT);
        const open = (bytes: Uint8Array): Run => {
          const run = openssl(
            ['pkeyutl', '-decrypt', '-inkey', 'k', '-in', 'e', '-out', 'out', '-pkeyopt', 'digest:sm3'],
            { ...files, e: bytes },
          );
          return { ...run, good: run.good && sameBytes(run.out, CONTENT) };
        };
        return judge(open(cipher), open(alteredAt(cipher, -1)));
      },
    },
    {
      artefact: 'SM2 ciphertext',
      direction: 'we read its',
      run: async () => {
        const { out } = openssl(
          ['pkeyutl', '-encrypt', '-pubin', '-inkey', spki, '-in', 'c', '-out', 'out', '-pkeyopt', 'digest:sm3'],
          files,
        );
        const open = (bytes: Uint8Array) => ours(() => sameBytes(engine().decrypt(own, bytes), CONTENT));
        return judge(await open(out), await open(alteredAt(out, -1)));
      },
    },
    {
      artefact: 'SM3 digest',
      direction: 'it reads ours',
      run: () => {
        const { good, said } = openssl(['dgst', '-sm3', 'c'], files);
        const same = (data: Uint8Array) => ({ good: good && said.includes(toHex(sm3.digest(data))), said });
        return judge(same(CONTENT), same(alteredAt(CONTENT, 0)));
      },
    },
    {
      artefact: 'SM4-CBC',
      direction: 'it reads ours',
      run: () => {
        const sealed = sm4.cbcEncrypt(bytes(key), bytes(iv), CONTENT);
        const open = (e: Uint8Array): Run => {
          const run = openssl(['enc', '-d', '-sm4-cbc', '-K', key, '-iv', iv, '-in', 'e', '-out', 'out'], { e });
          return { ...run, good: run.good && sameBytes(run.out, CONTENT) };
        };
        return judge(open(sealed), open(alteredAt(sealed, 0)));
      },
    },
    {
      artefact: 'SM4-CBC',
      direction: 'we read its',
      run: async () => {
        const random = randomBytes(100);
        const { out } = openssl(['enc', '-sm4-cbc', '-K', key, '-iv', iv, '-in', 'c', '-out', 'out'], { c: random });
        const open = (e: Uint8Array) => ours(() => sameBytes(sm4.cbcDecrypt(bytes(key), bytes(iv), e), random));
        return judge(await open(out), await open(alteredAt(out, 0)));
      },
    },
    {
      artefact: 'SM2 key pair',
      direction: 'it reads ours',
      run: () => {
        const of = (d: Uint8Array): Run => {
          const point = toHex(publicKey);
          const { good, said } = openssl(['pkey', '-inform', 'DER', '-in', 'k', '-noout', '-text_pub'], { k: sec1(d) });
          return { good: good && said.replace(/[\s:]/g, '').includes(point), said, out: d };
        };
        return judge(of(privateKey), of(alteredAt(privateKey, -1)));
      },
    },
  ];
}

/** ECPrivateKey without public key: what reads it has to compute the point. */
const sec1 = (d: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.from(`30310201010420${toHex(d)}a00a06082a811ccf5501822d`, 'hex'));
