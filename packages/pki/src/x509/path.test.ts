import { describe, expect, it } from 'vitest';
import { nameOf } from '../names/name.ts';
import { enrol, makeAuthority, NOW, ORGANISATION } from '../testing/authority.ts';
import { tampered, vector } from '../testing/vectors.ts';
import { parseCertificate } from './parse.ts';
import { type PathQuestion, validatePath } from './path.ts';
import { PROFILES } from './profile.ts';

const { root, issuing, signing, encryption } = await makeAuthority();
const stranger = await makeAuthority();
const question: PathQuestion = { anchors: [root.certificate], intermediates: [issuing.certificate], at: NOW };
const ask = (certificate = signing.certificate, over: Partial<PathQuestion> = {}) => {
  const verdict = validatePath(certificate, { ...question, ...over });
  return verdict.good ? verdict.path.length : verdict.refusal;
};

describe('a chain', () => {
  it('is found from the organisation to the root, to a trusted issuer, and for the root itself', () => {
    expect(ask()).toBe(3);
    expect(ask(signing.certificate, { anchors: [issuing.certificate], intermediates: [] })).toBe(2);
    expect(ask(root.certificate)).toBe(1);
    const [anchor, leaf] = [vector('cert-root'), vector('cert-sign')].map(parseCertificate);
    expect(leaf && anchor && ask(leaf, { anchors: [anchor], intermediates: [] })).toBe(2);
  });

  it('is refused outside its validity, at either end and above', () => {
    expect(ask(signing.certificate, { at: new Date('2025-12-31T23:59:59.999Z') })).toBe('NOT_YET_VALID');
    expect(ask(signing.certificate, { at: new Date('2027-01-01T00:00:00.999Z') })).toBe(3);
    expect(ask(signing.certificate, { at: new Date('2027-01-01T00:00:01Z') })).toBe('EXPIRED');
  });

  it('is refused when the issuer is missing, another, or the signature was changed', () => {
    expect(ask(signing.certificate, { intermediates: [] })).toBe('ISSUER_UNKNOWN');
    expect(ask(signing.certificate, { anchors: [stranger.root.certificate] })).toBe('ISSUER_UNKNOWN');
    expect(ask(stranger.signing.certificate)).toBe('ISSUER_UNKNOWN');
    expect(ask(parseCertificate(tampered(signing.certificate.raw, -1)))).toBe('SIGNATURE_INVALID');
  });

  it('is refused for a use the certificate does not allow', () => {
    expect(ask(signing.certificate, { keyUsage: ['digitalSignature'] })).toBe(3);
    expect(ask(encryption.certificate, { keyUsage: ['digitalSignature'] })).toBe('KEY_USAGE');
  });

  it('is refused below a certificate that is no CA', async () => {
    const below = await enrol(PROFILES['organisation-signing'], signing, {
      subject: nameOf({ C: 'CN', O: '甲', CN: '乙' }),
    });
    expect(ask(below.certificate, { intermediates: [issuing.certificate, signing.certificate] })).toBe('NOT_A_CA');
  });

  it('is refused when it is longer than a CA allows', async () => {
    const sub = await enrol(PROFILES['issuing-ca'], issuing, { subject: nameOf({ C: 'CN', O: '甲', CN: '下级' }) });
    const leaf = await enrol(PROFILES['organisation-signing'], sub, { subject: ORGANISATION });
    expect(ask(leaf.certificate, { intermediates: [issuing.certificate, sub.certificate] })).toBe('PATH_TOO_LONG');
  });

  it('is refused when a CA may not sign certificates', async () => {
    const profile = { ...PROFILES['issuing-ca'], keyUsage: ['cRLSign'] as const };
    const ca = await enrol(profile, root, { subject: nameOf({ C: 'CN', O: '甲', CN: '只签列表' }) });
    const leaf = await enrol(PROFILES['organisation-signing'], ca, { subject: ORGANISATION });
    expect(ask(leaf.certificate, { intermediates: [ca.certificate] })).toBe('CA_KEY_USAGE');
  });

  it('of CAs that sign each other ends', async () => {
    const [a, b] = [nameOf({ C: 'CN', O: '甲', CN: 'A' }), nameOf({ C: 'CN', O: '甲', CN: 'B' })];
    const profile = PROFILES['root-ca'];
    const first = await enrol(profile, undefined, { subject: a });
    const second = await enrol(profile, first, { subject: b });
    const circle = [first, second].map(({ certificate }) => certificate);
    expect(ask(second.certificate, { intermediates: circle })).toBe('ISSUER_UNKNOWN');
  });
});
