import { engine } from '@yinxin/gm';
import { describe, expect, it } from 'vitest';
import { sm2Signer } from '../algorithms/signature.ts';
import { nameText } from '../names/name.ts';
import { encodePem } from '../pem/pem.ts';
import { ORGANISATION } from '../testing/authority.ts';
import { DISTID, openssl, opensslVersion } from '../testing/openssl.ts';
import { tampered, vector } from '../testing/vectors.ts';
import { buildRequest, openRequest, parseRequest, verifyRequest } from './request.ts';

const pair = engine().generateKeyPair();
const request = await buildRequest(ORGANISATION, sm2Signer(pair.privateKey));

describe('certificate requests', () => {
  it.each(['csr', 'pub-csrFromAli', 'pub-sadkCSR'])('%s, made elsewhere, proves its key', (name) => {
    expect(verifyRequest(openRequest(vector(name)))).toBe(true);
  });

  it('made here come back and prove their key', () => {
    const parsed = openRequest(request);
    expect(parsed.subject).toEqual(ORGANISATION);
    expect(parsed.publicKey).toEqual(pair.publicKey);
  });

  it('are refused when the subject, key or signature was changed', async () => {
    expect(() => openRequest(tampered(request, 60))).toThrow(
      expect.objectContaining({ code: 'REQUEST_PROOF_INVALID' }),
    );
    expect(() => openRequest(tampered(request, -1))).toThrow(
      expect.objectContaining({ code: 'REQUEST_PROOF_INVALID' }),
    );
    const other = parseRequest(await buildRequest(ORGANISATION, sm2Signer(engine().generateKeyPair().privateKey)));
    expect(verifyRequest({ ...parseRequest(request), publicKey: other.publicKey })).toBe(false);
  });

  it.runIf(opensslVersion)('made by openssl prove their key', () => {
    const key = openssl(['genpkey', '-algorithm', 'SM2', '-out', 'out'], {}).out ?? new Uint8Array(0);
    const args = [
      'req',
      '-new',
      '-key',
      'k.pem',
      '-sm3',
      '-sigopt',
      'distid:1234567812345678',
      '-subj',
      '/C=CN/O=Example/CN=a',
    ];
    const { out } = openssl([...args, '-outform', 'DER', '-out', 'out'], { 'k.pem': key });
    expect(nameText(openRequest(out ?? new Uint8Array(0)).subject)).toBe('C=CN, O=Example, CN=a');
  });

  it.runIf(opensslVersion)('are accepted by openssl, the tampered twin is not', () => {
    const run = (bytes: Uint8Array) =>
      openssl(['req', '-verify', '-noout', '-in', 'r.pem', ...DISTID], {
        'r.pem': encodePem('CERTIFICATE REQUEST', bytes),
      });
    // Older versions exit with 0 whatever they found, so the words count.
    expect(run(request).output).toMatch(/verify OK/);
    expect(run(tampered(request, -1)).output).not.toMatch(/verify OK/);
  });
});
