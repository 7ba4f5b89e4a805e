import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { buildCrl } from '../crl/build.ts';
import { parseCrl } from '../crl/parse.ts';
import { crlStatus } from '../crl/status.ts';
import { PkiError } from '../errors.ts';
import { encodeName, nameOf } from '../names/name.ts';
import { OID } from '../oids.ts';
import { enrol, makeInternational, NOW, ORGANISATION, STATUS_ADDRESSES } from '../testing/authority.ts';
import { assembleCertificate } from './build.ts';
import { issuerOf, parseCertificate } from './parse.ts';
import { validatePath } from './path.ts';
import { PROFILES } from './profile.ts';

// Many cases on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** Everything the readers of this folder know, in one CA certificate, and someone below it. */
const root = await enrol(PROFILES['root-ca'], undefined, { subject: nameOf({ C: 'CN', O: '甲', CN: '根' }) });
const name = { kind: 'directory' as const, value: encodeName(ORGANISATION) };
const ca = await enrol(PROFILES['intermediate-ca'], root, {
  ...STATUS_ADDRESSES,
  subject: nameOf({ C: 'CN', O: '甲', CN: '中' }),
  policies: ['1.2.3', OID.anyPolicy],
  alternativeNames: [{ kind: 'email', value: 'a@example.cn' }],
  freshestCrlUrls: ['http://ca.example.cn/d.crl'],
  constraints: {
    names: { permitted: [name, { kind: 'uri', value: '.example.cn' }], excluded: [{ kind: 'dns', value: 'x.cn' }] },
    policies: { requireExplicit: 3, inhibitMapping: 1 },
    policyMappings: [{ issuer: '1.2.3', subject: '1.2.4' }],
    inhibitAnyPolicy: 2,
  },
});
const leaf = await enrol(PROFILES['person-signing'], ca, {
  ...STATUS_ADDRESSES,
  policies: ['1.2.4'],
  person: { document: 'passport', number: 'E1' },
  alternativeNames: [{ kind: 'uri', value: 'https://www.example.cn/' }],
});
const runs = Number(process.env.PKI_FUZZ_CASES ?? 100);

/** Runs `use` on changed copies: it may refuse with a typed error, and nothing else. */
async function change(original: Uint8Array, use: (bytes: Uint8Array) => unknown): Promise<void> {
  const changes = fc.array(fc.tuple(fc.nat(original.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(changes, async (list) => {
      const bytes = original.slice();
      for (const [at, value] of list) bytes[at] = value;
      try {
        await use(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(PkiError);
      }
    }),
    { numRuns: runs },
  );
}

it('the certificates unchanged are good', () => {
  const verdict = validatePath(leaf.certificate, {
    anchors: [root.certificate],
    intermediates: [ca.certificate],
    at: NOW,
  });
  expect(verdict).toMatchObject({ good: true, policies: ['1.2.3'] });
});

it('a changed CA certificate that its issuer signed all the same leads to a verdict', async () => {
  await change(ca.certificate.tbs, async (tbs) => {
    const changed = parseCertificate(assembleCertificate(tbs, await root.signer.sign(tbs)));
    const question = { anchors: [root.certificate], intermediates: [changed], at: NOW };
    expect(typeof validatePath(leaf.certificate, { ...question, policies: { requireExplicit: true } }).good).toBe(
      'boolean',
    );
  });
});

it('a changed end certificate that its issuer signed all the same leads to a verdict', async () => {
  await change(leaf.certificate.tbs, async (tbs) => {
    const changed = parseCertificate(assembleCertificate(tbs, await ca.signer.sign(tbs)));
    const question = { anchors: [root.certificate], intermediates: [ca.certificate], at: NOW };
    expect(typeof validatePath(changed, question).good).toBe('boolean');
  });
});

it.each(['rsa', 'p-384', 'ml-dsa-44'] as const)(
  'a changed %s certificate is a certificate or a typed error',
  async (kind) => {
    const house = await makeInternational(kind);
    await change(house.leaf.certificate.raw, (bytes) => {
      const changed = parseCertificate(bytes);
      validatePath(changed, { anchors: [house.issuing.certificate], at: NOW });
    });
  },
);

it('a changed delta list of a shard is a list or a typed error', async () => {
  const raw = await buildCrl(
    {
      issuer: issuerOf(ca.certificate),
      thisUpdate: NOW,
      nextUpdate: new Date(NOW.getTime() + 1000),
      number: 8n,
      deltaBase: 7n,
      scope: { urls: STATUS_ADDRESSES.crlUrls, only: 'user' },
      entries: [
        { serial: 5n, revokedAt: NOW, reason: 'removeFromCRL' },
        { serial: 6n, revokedAt: NOW, reason: 'keyCompromise', invalidityDate: NOW },
      ],
    },
    ca.signer,
  );
  await change(raw, (bytes) => {
    const crl = parseCrl(bytes);
    for (const entry of crl.entries.values()) expect(crl.entries.has(entry.serial)).toBe(true);
    crlStatus(leaf.certificate, { issuer: ca.certificate, at: NOW, crls: [crl] });
  });
});
