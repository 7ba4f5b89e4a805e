import { describe, expect, it } from 'vitest';
import { encodeName, type NameParts, nameOf } from '../names/name.ts';
import { OID } from '../oids.ts';
import { encodePem } from '../pem/pem.ts';
import { enrol, NOW, type Party } from '../testing/authority.ts';
import { openssl, opensslVersion } from '../testing/openssl.ts';
import type { CertificateData } from './build.ts';
import type { GeneralName } from './general-name.ts';
import type { Certificate } from './parse.ts';
import { validatePath } from './path.ts';
import type { PolicyDemand } from './path-policies.ts';
import { type CertificateProfile, PROFILES } from './profile.ts';

/** Names and policies along a chain of two CAs below a root, judged here and by openssl side by side. */

type Over = Partial<CertificateData>;
interface Case {
  readonly first?: Over;
  readonly second?: Over;
  readonly leaf?: Over;
  readonly demand?: PolicyDemand;
  /** Valid policies when good, otherwise the refusal and the position. */
  readonly expected: readonly string[] | readonly ['refused', string, number];
}

const kind = { keyAlgorithm: 'p-256' as const };
const subject = (over: Partial<NameParts>) => nameOf({ C: 'CN', O: 'Example', CN: 'x', ...over });
const root = await enrol(PROFILES['root-ca'], undefined, { ...kind, subject: subject({ CN: 'Root' }) });
// openssl demands an authority key identifier and more from -x509_strict; the profiles give it all of that.
const CA = PROFILES['intermediate-ca'];
const LEAF: CertificateProfile = { ...PROFILES['organisation-ecdsa'], extendedKeyUsage: [] };

async function chain({ first, second, leaf }: Case): Promise<readonly [Party, Party, Party]> {
  const one = await enrol(CA, root, { ...kind, subject: subject({ CN: 'One' }), ...first });
  const two = await enrol(CA, one, { ...kind, subject: subject({ CN: 'Two' }), ...second });
  return [one, two, await enrol(LEAF, two, { ...kind, subject: subject({ CN: 'Leaf' }), ...leaf })];
}

function judge(one: Certificate, two: Certificate, leaf: Certificate, demand: PolicyDemand | undefined) {
  const verdict = validatePath(leaf, {
    anchors: [root.certificate],
    intermediates: [two, one],
    at: NOW,
    ...(demand && { policies: demand }),
  });
  return verdict.good ? [...verdict.policies].sort() : ['refused', verdict.refusal, verdict.position];
}

function opensslAgrees(certificates: readonly Certificate[], demand: PolicyDemand | undefined): boolean {
  const pem = ({ raw }: Certificate) => encodePem('CERTIFICATE', raw);
  const [one, two, leaf] = certificates.map(pem);
  const flags = [
    ...(demand === undefined ? [] : ['-policy_check']),
    ...(demand?.requireExplicit ? ['-explicit_policy'] : []),
    ...(demand?.inhibitAny ? ['-inhibit_any'] : []),
    ...(demand?.inhibitMapping ? ['-inhibit_map'] : []),
    // Without a policy openssl takes the acceptable set as empty.
    ...(demand === undefined ? [] : (demand.acceptable ?? [OID.anyPolicy])).flatMap((policy) => ['-policy', policy]),
  ];
  const time = String(NOW.getTime() / 1000);
  const args = ['verify', '-attime', time, '-CAfile', 'root', '-untrusted', 'cas', ...flags, 'leaf'];
  return /leaf: OK/.test(openssl(args, { root: pem(root.certificate), cas: `${one}${two}`, leaf: leaf ?? '' }).output);
}

async function run(one: Case): Promise<void> {
  const certificates = (await chain(one)).map(({ certificate }) => certificate);
  const [first, second, leaf] = certificates;
  if (first === undefined || second === undefined || leaf === undefined) throw new Error('a chain has three');
  expect(judge(first, second, leaf, one.demand)).toEqual(one.expected);
  if (opensslVersion !== undefined) {
    expect(opensslAgrees(certificates, one.demand)).toBe(one.expected[0] !== 'refused');
  }
}

const within = (permitted: readonly GeneralName[], excluded: readonly GeneralName[] = []): Over => ({
  constraints: { names: { permitted, excluded } },
});
const text = (kind: 'email' | 'dns' | 'uri', value: string): GeneralName => ({ kind, value });
const directory = (parts: Partial<NameParts>): GeneralName => ({
  kind: 'directory',
  value: encodeName(subject(parts).filter(({ type }) => type !== OID.commonName)),
});
const named = (...alternativeNames: GeneralName[]): Over => ({ alternativeNames });
const ip = (...bytes: number[]): GeneralName => ({ kind: 'ip', value: Uint8Array.from(bytes) });
const refused = (refusal: string, position = 0) => ['refused', refusal, position] as const;
const NAME = refused('NAME_NOT_PERMITTED');

describe('name constraints', () => {
  const cases: Readonly<Record<string, Case>> = {
    'a subject below the permitted directory': { first: within([directory({})]), expected: [] },
    'a subject beside it': {
      second: within([directory({})]),
      leaf: { subject: subject({ O: 'Other' }) },
      expected: NAME,
    },
    'a CA beside it': {
      first: within([directory({})]),
      second: { subject: subject({ O: 'Other', CN: 'Two' }) },
      expected: refused('NAME_NOT_PERMITTED', 1),
    },
    'a subject in the excluded directory': {
      second: within([], [directory({ O: 'Bad' })]),
      leaf: { subject: subject({ O: 'Bad' }) },
      expected: NAME,
    },
    'a host below the permitted one': {
      first: within([text('dns', 'example.cn')]),
      leaf: named(text('dns', 'www.Example.cn')),
      expected: [],
    },
    'a host that only ends alike': {
      first: within([text('dns', 'example.cn')]),
      leaf: named(text('dns', 'notexample.cn')),
      expected: NAME,
    },
    'a permitted and a stray host': {
      first: within([text('dns', 'example.cn')]),
      leaf: named(text('dns', 'example.cn'), text('dns', 'example.com')),
      expected: NAME,
    },
    'both CAs must permit': {
      first: within([text('dns', 'example.cn')]),
      second: within([text('dns', 'example.com')]),
      leaf: named(text('dns', 'example.com')),
      expected: NAME,
    },
    'a host inside the excluded': {
      first: within([text('dns', 'example.cn')], [text('dns', 'bad.example.cn')]),
      leaf: named(text('dns', 'a.bad.example.cn')),
      expected: NAME,
    },
    'a mailbox on the permitted host': {
      first: within([text('email', 'example.cn')]),
      leaf: named(text('email', 'a@example.cn')),
      expected: [],
    },
    'a mailbox on a host below it': {
      first: within([text('email', 'example.cn')]),
      leaf: named(text('email', 'a@mail.example.cn')),
      expected: NAME,
    },
    'a mailbox below a permitted domain': {
      first: within([text('email', '.example.cn')]),
      leaf: named(text('email', 'a@mail.example.cn')),
      expected: [],
    },
    'another mailbox than the permitted one': {
      first: within([text('email', 'a@example.cn')]),
      leaf: named(text('email', 'b@example.cn')),
      expected: NAME,
    },
    'an address on the permitted host': {
      first: within([text('uri', '.example.cn')]),
      leaf: named(text('uri', 'https://www.example.cn/x?y=@z')),
      expected: [],
    },
    'an address elsewhere that mentions the host': {
      first: within([text('uri', '.example.cn')]),
      leaf: named(text('uri', 'https://evil.com/www.example.cn')),
      expected: NAME,
    },
    'an IP address of the permitted network': {
      first: within([ip(10, 0, 0, 0, 255, 0, 0, 0)]),
      leaf: named(ip(10, 1, 2, 3)),
      expected: [],
    },
    'an IP address of another network': {
      first: within([ip(10, 0, 0, 0, 255, 0, 0, 0)]),
      leaf: named(ip(11, 1, 2, 3)),
      expected: NAME,
    },
    'a kind nobody constrained': { first: within([text('dns', 'example.cn')]), expected: [] },
  };
  it.each(Object.entries(cases))('%s', (_, one) => run(one));

  it('of a kind nobody understands refuse every name of that kind', async () => {
    const strange: GeneralName = { kind: 'other', tag: 0x88, value: Uint8Array.of(0x2a, 3) };
    const one = await enrol(CA, root, { ...kind, subject: subject({ CN: 'One' }), ...within([strange]) });
    const leaf = async (over: Over) => {
      const { certificate } = await enrol(LEAF, one, { ...kind, subject: subject({ CN: 'Leaf' }), ...over });
      return validatePath(certificate, { anchors: [root.certificate], intermediates: [one.certificate], at: NOW }).good;
    };
    expect(await leaf(named(strange))).toBe(false);
    expect(await leaf({})).toBe(true);
  });
});

describe('policies', () => {
  const [A, B, C] = ['1.2.3.1', '1.2.3.2', '1.2.3.3'] as const;
  const explicit: PolicyDemand = { requireExplicit: true };
  const has = (...policies: string[]): Over => ({ policies });
  const POLICY = refused('POLICY');
  const cases: Readonly<Record<string, Case>> = {
    'the same along the path': { first: has(A), second: has(A), leaf: has(A), demand: explicit, expected: [A] },
    'none where none is demanded': { demand: {}, expected: [] },
    'none where one is demanded': { demand: explicit, expected: refused('POLICY', 2) },
    'lost on the way': {
      first: has(A),
      second: has(B),
      leaf: has(B),
      demand: explicit,
      expected: refused('POLICY', 1),
    },
    'through any policy of the CAs': {
      first: has(OID.anyPolicy),
      second: has(OID.anyPolicy),
      leaf: has(A, B),
      demand: explicit,
      expected: [A, B],
    },
    'not through any policy where that is inhibited': {
      first: has(OID.anyPolicy),
      second: has(OID.anyPolicy),
      leaf: has(A),
      demand: { requireExplicit: true, inhibitAny: true },
      expected: refused('POLICY', 2),
    },
    'inhibited by a CA': {
      first: { ...has(A), constraints: { inhibitAnyPolicy: 0 } },
      second: has(OID.anyPolicy),
      leaf: has(A),
      demand: explicit,
      expected: refused('POLICY', 1),
    },
    'an acceptable one': {
      first: has(A, B),
      second: has(A, B),
      leaf: has(A, B),
      demand: { requireExplicit: true, acceptable: [B, C] },
      expected: [B],
    },
    'no acceptable one': {
      first: has(A),
      second: has(A),
      leaf: has(A),
      demand: { requireExplicit: true, acceptable: [C] },
      expected: POLICY,
    },
    'acceptable through any policy at the end': {
      first: has(OID.anyPolicy),
      second: has(OID.anyPolicy),
      leaf: has(OID.anyPolicy),
      demand: { requireExplicit: true, acceptable: [C] },
      expected: [C],
    },
    'mapped from one domain to another': {
      first: { ...has(A), constraints: { policyMappings: [{ issuer: A, subject: B }] } },
      second: has(B),
      leaf: has(B),
      demand: explicit,
      expected: [A],
    },
    'mapped, the old name no longer counts': {
      first: { ...has(A), constraints: { policyMappings: [{ issuer: A, subject: B }] } },
      second: has(A),
      leaf: has(A),
      demand: explicit,
      expected: refused('POLICY', 1),
    },
    'mapped where mapping is inhibited': {
      first: { ...has(A), constraints: { policyMappings: [{ issuer: A, subject: B }] } },
      second: has(B),
      leaf: has(B),
      demand: { requireExplicit: true, inhibitMapping: true },
      expected: refused('POLICY', 1),
    },
    'mapped from any policy': {
      first: { ...has(OID.anyPolicy), constraints: { policyMappings: [{ issuer: A, subject: B }] } },
      second: has(B),
      leaf: has(B),
      demand: { requireExplicit: true, acceptable: [A] },
      expected: [A],
    },
    'demanded by a CA': {
      first: { ...has(A), constraints: { policies: { requireExplicit: 0 } } },
      second: has(A),
      leaf: has(B),
      demand: {},
      expected: POLICY,
    },
    'demanded by a CA after one more certificate': {
      first: { ...has(A), constraints: { policies: { requireExplicit: 1 } } },
      second: has(B),
      leaf: has(B),
      demand: {},
      expected: POLICY,
    },
    'demanded too late to matter': {
      first: { ...has(A), constraints: { policies: { requireExplicit: 5 } } },
      second: has(B),
      leaf: has(B),
      demand: {},
      expected: [],
    },
  };
  it.each(Object.entries(cases))('%s', (_, one) => run(one));
});
