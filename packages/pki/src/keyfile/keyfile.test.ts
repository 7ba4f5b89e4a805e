import { engine, toHex } from '@yinxin/gm';
import { describe, expect, it } from 'vitest';
import { decodePem, encodePem } from '../pem/pem.ts';
import { openssl, opensslVersion } from '../testing/openssl.ts';
import { tampered } from '../testing/vectors.ts';
import { loadKey, saveKey } from './keyfile.ts';

const { privateKey, publicKey } = engine().generateKeyPair();
const iterations = 2_000;
const refused = (code: string) => expect.objectContaining({ code });

describe.each(['aes-256-cbc', 'sm4-cbc'] as const)('a key file with %s', (cipher) => {
  it('opens with its passphrase and with no other', async () => {
    const file = await saveKey(privateKey, '口令 passphrase', { iterations, cipher });
    expect(await loadKey(file, '口令 passphrase')).toEqual(privateKey);
    await expect(loadKey(file, 'passphrase')).rejects.toThrow(refused('KEYFILE_PASSPHRASE'));
    await expect(loadKey(tampered(file, -1), '口令 passphrase')).rejects.toThrow(refused('KEYFILE_PASSPHRASE'));
  });

  it('does not show the key', async () => {
    const file = await saveKey(privateKey, 'secret', { iterations, cipher });
    expect(toHex(file)).not.toContain(toHex(privateKey).slice(0, 16));
  });

  it.runIf(opensslVersion)('opens in openssl, not with a wrong passphrase', async () => {
    const files = {
      'k.pem': encodePem('ENCRYPTED PRIVATE KEY', await saveKey(privateKey, 'secret', { iterations, cipher })),
    };
    const opened = openssl(['pkey', '-in', 'k.pem', '-passin', 'pass:secret', '-noout', '-text_pub'], files);
    const point = opened.output.replace(/[\s:]/g, '');
    expect(point).toContain(toHex(publicKey));
    expect(openssl(['pkey', '-in', 'k.pem', '-passin', 'pass:wrong', '-noout'], files).good).toBe(false);
  });
});

describe('a key file', () => {
  it.runIf(opensslVersion)('made by openssl opens here', async () => {
    const args = ['genpkey', '-algorithm', 'SM2', '-aes-256-cbc', '-pass', 'pass:secret', '-out', 'out'];
    const pem = new TextDecoder().decode(openssl(args, {}).out);
    const key = await loadKey(decodePem('ENCRYPTED PRIVATE KEY', pem), 'secret');
    expect(engine().publicKeyOf(key)).toHaveLength(65);
  });

  it('is not made without a passphrase', async () => {
    await expect(saveKey(privateKey, '')).rejects.toThrow(refused('KEYFILE_PASSPHRASE'));
  });

  it('with iterations that would keep the processor busy is neither made nor read', async () => {
    await expect(saveKey(privateKey, 'secret', { iterations: 20_000_000 })).rejects.toThrow(
      refused('KEYFILE_UNSUPPORTED'),
    );
    const file = await saveKey(privateKey, 'secret', { iterations: 0x0001_0000 });
    const at = toHex(file).indexOf('0203010000') / 2;
    const raised = file.slice();
    raised.set([0x02, 0x03, 0xff, 0xff, 0xff], at);
    await expect(loadKey(raised, 'secret')).rejects.toThrow(refused('DER_VALUE'));
  });
});
