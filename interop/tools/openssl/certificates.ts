import { openRequest, parseCertificate, verifyCertificateSignature } from '@yinxin/pki';
import { altered, type Case, caseList, judge, ours } from '../../case.ts';
import { pem, type Run } from '../../command.ts';
import { hexBytes, KIND_NAMES, type World } from '../../world.ts';
import { context, openssl, SIGN_ID, VERIFY_ID } from './command.ts';

/** Certificates and requests. */
export function certificateCases(world: World): Case[] {
  const { signing, issuing } = world;
  const { isSm2, files, key, signingSerial } = context(world);
  const { cases, reads, makes } = caseList(KIND_NAMES[world.kind]);

  reads('certificate chain', () => {
    const verify = (holder: Uint8Array): Run => {
      const input = { ...files, holder: pem('CERTIFICATE', holder) };
      // With SM2 the signer id reaches only the certificate asked about: one step at a time.
      if (!isSm2) return openssl(['verify', '-CAfile', 'root', '-untrusted', 'issuing', 'holder'], input);
      const above = openssl(['verify', ...VERIFY_ID, '-CAfile', 'root', 'issuing'], input);
      return above.good
        ? openssl(['verify', ...VERIFY_ID, '-partial_chain', '-CAfile', 'issuing', 'holder'], input)
        : above;
    };
    return judge(verify(signing.certificate.raw), verify(altered(signing.certificate.raw, signingSerial)));
  });

  reads('certificate request', () => {
    const verify = (der: Uint8Array): Run => {
      const run = openssl(['req', '-verify', '-noout', '-inform', 'DER', '-in', 'p10', ...(isSm2 ? VERIFY_ID : [])], {
        p10: der,
      });
      // OpenSSL 3.0 ends with 0 whatever it found.
      return { ...run, good: run.good && /verify OK/i.test(run.said) };
    };
    return judge(verify(world.request), verify(altered(world.request, new TextEncoder().encode('interop request'))));
  });

  const digest = isSm2 ? '-sm3' : '-sha256';
  makes('certificate request', async () => {
    const run = openssl(
      [
        'req',
        '-new',
        '-key',
        'k',
        digest,
        '-subj',
        '/C=CN/O=Interop/CN=interop made there',
        '-outform',
        'DER',
        '-out',
        'out',
        ...(isSm2 ? SIGN_ID : []),
      ],
      { k: key },
    );
    const open = (der: Uint8Array) => ours(() => openRequest(der).subject.length === 3);
    return judge(await open(run.out), await open(altered(run.out, new TextEncoder().encode('made there'))));
  });
  makes('certificate chain', async () => {
    const run = openssl(
      [
        'x509',
        '-req',
        '-in',
        'p10',
        '-inform',
        'DER',
        '-CA',
        'issuing',
        '-CAkey',
        'k',
        '-set_serial',
        '0x1234567890abcdef',
        '-days',
        '9',
        digest,
        '-outform',
        'DER',
        '-out',
        'out',
        '-extfile',
        'e',
        ...(isSm2 ? [...SIGN_ID, ...VERIFY_ID] : []),
      ],
      {
        ...files,
        p10: world.request,
        k: pem('PRIVATE KEY', issuing.privateKey),
        e: 'keyUsage=critical,digitalSignature\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n',
      },
    );
    const check = (der: Uint8Array) =>
      ours(() => verifyCertificateSignature(parseCertificate(der), issuing.certificate));
    return judge(await check(run.out), await check(altered(run.out, hexBytes(0x1234567890abcdefn))));
  });

  return cases;
}
