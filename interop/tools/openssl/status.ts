import { toHex } from '@yinxin/gm';
import { buildCrl, issuerOf, parseCrl, parseOcspResponse, verifyCrl, verifyOcspResponse } from '@yinxin/pki';
import { altered, alteredAt, type Case, caseList, judge, ours } from '../../case.ts';
import { fromPem, pem, type Run } from '../../command.ts';
import { hexBytes, KIND_NAMES, type World } from '../../world.ts';
import { cert, context, NO_ID, openssl } from './command.ts';

/** Revocation lists and status answers. */
export function statusCases(world: World): Case[] {
  const { issuing, signing, revoked } = world;
  const { isSm2, files, trust, signingSerial } = context(world);
  const { cases, reads, makes } = caseList(KIND_NAMES[world.kind]);

  for (const [name, der] of [
    ['CRL, full', world.crls.full],
    ['CRL, delta', world.crls.delta],
    ['CRL, shard', world.crls.shard],
  ] as const) {
    const verify = (crl: Uint8Array): Run => {
      const run = openssl(['crl', '-inform', 'DER', '-in', 'crl', '-CAfile', 'issuing', '-noout'], { ...files, crl });
      return { ...run, good: run.good && /verify OK/.test(run.said) };
    };
    reads(name, isSm2 ? NO_ID : () => judge(verify(der), verify(altered(der, hexBytes(revoked.certificate.serial)))));
  }

  const withCrl = (holder: string): Run =>
    openssl(['verify', '-crl_check', '-CRLfile', 'crl', ...trust, holder], {
      ...files,
      crl: pem('X509 CRL', world.crls.full),
    });
  // The twin is the revoked certificate.
  reads('revocation by CRL', isSm2 ? NO_ID : () => judge(withCrl('holder'), withCrl('bad')));

  const askOcsp = (response: Uint8Array): Run => {
    const run = openssl(
      [
        'ocsp',
        '-respin',
        'r',
        '-issuer',
        'issuing',
        '-cert',
        'holder',
        '-CAfile',
        'root',
        '-verify_other',
        'issuing',
        '-no_nonce',
      ],
      {
        ...files,
        r: response,
      },
    );
    return { ...run, good: run.good && /Response verify OK/.test(run.said) && /holder: good/.test(run.said) };
  };
  reads('OCSP response', isSm2 ? NO_ID : () => judge(askOcsp(world.ocsp), askOcsp(altered(world.ocsp, signingSerial))));
  reads('OCSP request', () => {
    const run = openssl(['ocsp', '-reqin', 'q', '-req_text'], { q: world.ocspRequest });
    const cut = openssl(['ocsp', '-reqin', 'q', '-req_text'], { q: world.ocspRequest.subarray(0, -3) });
    const named = run.said.includes(toHex(signingSerial).toUpperCase());
    return judge({ ...run, good: named }, { ...cut, good: cut.said.includes(toHex(signingSerial).toUpperCase()) });
  });

  // A list without entries is shaped differently.
  reads(
    'CRL, empty',
    isSm2
      ? NO_ID
      : async () => {
          const list = {
            issuer: issuerOf(issuing.certificate),
            thisUpdate: world.now,
            nextUpdate: new Date(world.now.getTime() + 1e7),
          };
          const der = await buildCrl({ ...list, number: 77n, entries: [] }, issuing.signer);
          const verify = (crl: Uint8Array): Run => {
            const run = openssl(['crl', '-inform', 'DER', '-in', 'crl', '-CAfile', 'issuing', '-noout'], {
              ...files,
              crl,
            });
            return { ...run, good: run.good && /verify OK/.test(run.said) };
          };
          return judge(verify(der), verify(alteredAt(der, -1)));
        },
  );
  if (!isSm2) {
    makes('CRL, full', async () => {
      const config =
        '[ca]\ndefault_ca=a\n[a]\ndatabase=db\ncrlnumber=n\ndefault_md=sha256\ndefault_crl_days=2\ncrl_extensions=x\n[x]\nauthorityKeyIdentifier=keyid\n';
      const serial = toHex(hexBytes(revoked.certificate.serial)).toUpperCase();
      const db = `R\t301231000000Z\t250101000000Z,keyCompromise\t${serial}\tunknown\t/CN=x\n`;
      const run = openssl(['ca', '-gencrl', '-config', 'cnf', '-cert', 'issuing', '-keyfile', 'k', '-out', 'out'], {
        ...files,
        cnf: config,
        db,
        'db.attr': 'unique_subject = no\n',
        n: '0A\n',
        k: pem('PRIVATE KEY', issuing.privateKey),
      });
      const der = fromPem('X509 CRL', Buffer.from(run.out).toString('latin1'));
      const check = (crl: Uint8Array) =>
        ours(() => verifyCrl(parseCrl(crl), { issuer: issuing.certificate, at: new Date() }).good);
      return judge(await check(der), await check(altered(der, hexBytes(revoked.certificate.serial))));
    });
    makes('OCSP response', async () => {
      const serial = toHex(signingSerial).toUpperCase();
      const run = openssl(
        [
          'ocsp',
          '-index',
          'db',
          '-CA',
          'issuing',
          '-rsigner',
          'responder',
          '-rkey',
          'k',
          '-reqin',
          'q',
          '-respout',
          'out',
          '-ndays',
          '2',
        ],
        {
          ...files,
          responder: cert(world.responder),
          k: pem('PRIVATE KEY', world.responder.privateKey),
          q: world.ocspRequest,
          db: `V\t301231000000Z\t\t${serial}\tunknown\t/CN=x\n`,
          'db.attr': 'unique_subject = no\n',
        },
      );
      const question = { issuer: issuing.certificate, serial: signing.certificate.serial, at: new Date() };
      const check = (der: Uint8Array) => ours(() => verifyOcspResponse(parseOcspResponse(der), question).good);
      return judge(await check(run.out), await check(altered(run.out, signingSerial)));
    });
  }
  return cases;
}
