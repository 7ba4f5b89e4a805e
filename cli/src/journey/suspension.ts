import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { parseCertificate, parseOcspResponse, verifyOcspResponse } from '@yinxin/pki';
import { hallTime } from './clock-part.ts';
import { checkSignIn, refused, signInWith } from './holder-part.ts';
import { staffMember } from './people.ts';
import { heldOn, type InHand, isRevoked, type Play } from './play.ts';
import { fetchStatus } from './status-part.ts';

const { certificates, holdings } = endpoints;
type Act = 'suspend' | 'resume' | 'revoke';

/** One person asks for it and another decides; nobody decides what they asked for. */
async function decided({ t, baseUrl }: Play, { made }: InHand, act: Act): Promise<void> {
  const { transport } = await staffMember(baseUrl, 'back-office');
  const serial = parseCertificate(made.sign).serial.toString(16);
  const reason = act === 'revoke' ? ({ reason: 'cessationOfOperation' } as const) : {};
  const { id } = await t.step(
    'back-office',
    `asks to ${act} the certificate`,
    () => call(transport, certificates.requestRevocation, { body: { serial, act, note: '客户来函', ...reason } }),
    ({ serials }) => ({ certificates: serials.length }),
  );
  const decision = { params: { id }, body: { decision: 'approve' } } as const;
  await refused(t, `deciding one's own request to ${act}`, 'REVOCATION_OWN_REQUEST', () =>
    call(transport, certificates.decideRevocation, decision),
  );
  const other = await staffMember(baseUrl, 'administrator');
  await t.step('administrator', 'agrees', () => call(other.transport, certificates.decideRevocation, decision));
}

/** What OCSP says of a certificate now. */
async function ocspOf({ who }: Play, { made }: InHand): Promise<string> {
  const { sign, chain } = made;
  const [issuer] = chain;
  if (!issuer) throw new Error('the chain holds no issuer');
  const { ocsp } = await fetchStatus(sign, issuer);
  const asked = { issuer: parseCertificate(issuer), serial: parseCertificate(sign).serial, at: await hallTime(who) };
  const verdict = verifyOcspResponse(parseOcspResponse(ocsp), asked);
  return verdict.good ? verdict.status.kind : 'unverified';
}

/** Suspended 停用, resumed 恢复, suspended again and revoked 吊销: what it opens follows each time, and comes back only once. */
export async function suspend(play: Play, held: InHand): Promise<InHand> {
  const { t, who } = play;
  const { id } = await heldOn(play, held.medium);
  const status = async () => (await call(who.person.transport, holdings.read, { params: { id } })).status;
  const signIn = () => signInWith(who, held.medium, held.made.sign);
  await decided(play, held, 'suspend');
  t.check('the certificate is suspended', (await status()) === 'suspended');
  t.check('OCSP says revoked while it is on hold', (await ocspOf(play, held)) === 'revoked');
  await refused(t, 'sign-in while it is suspended', 'CERTIFICATE_ON_HOLD', signIn);
  await decided(play, held, 'resume');
  t.check('the certificate is in use again', (await status()) === 'in-use');
  t.check('OCSP says good again', (await ocspOf(play, held)) === 'good');
  await checkSignIn(t, who, held.medium, held.made.sign);
  await decided(play, held, 'suspend');
  await decided(play, held, 'revoke');
  t.check('a suspended certificate can be revoked', (await status()) === 'revoked');
  await refused(t, 'sign-in with the revoked certificate', 'CERTIFICATE_IS_REVOKED', signIn);
  await isRevoked(play, 'the certificate nobody needs any more', held.made, 'suspend');
  const again = {
    serial: parseCertificate(held.made.sign).serial.toString(16),
    act: 'resume',
    note: '客户来函',
  } as const;
  const { transport } = await staffMember(play.baseUrl, 'back-office');
  await refused(t, 'resuming what is revoked', 'CERTIFICATE_ALREADY_REVOKED', () =>
    call(transport, certificates.requestRevocation, { body: again }),
  );
  return held;
}
