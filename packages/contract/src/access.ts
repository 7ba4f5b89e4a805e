import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { SessionView } from './session.ts';
import { Instant } from './shapes.ts';

const tag = 'access';

/** What a page hands to the assistant to be signed (purpose `authenticate`), once. */
export const CertificateChallenge = z.object({
  /** Held by the page that asked; the medium never sees it. */
  id: z.uuid(),
  /** 32 random bytes, base64. */
  nonce: z.string(),
  expiresAt: Instant,
});

/** A challenge answered by a medium: the signing certificate and its signature, DER in base64. */
export const CertificateProof = z.strictObject({
  challenge: z.uuid(),
  certificate: z.base64().min(4).max(12_000),
  signature: z.base64().min(4).max(400),
});
export type CertificateProof = z.infer<typeof CertificateProof>;

/** Sign-in with a certificate 证书登录. */
export const access = {
  challenge: endpoint({
    method: 'POST',
    path: '/api/certificate-challenges',
    who: 'public',
    tag,
    summary: { zh: '获取证书登录挑战', en: 'Ask for a challenge to be signed by a medium' },
    answer: CertificateChallenge,
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/api/certificate-sessions',
    who: 'public',
    tag,
    summary: { zh: '证书登录', en: 'Sign in with a certificate' },
    body: CertificateProof.extend({
      /** The account to sign in to, if the user named one; a certificate of another account is refused (PA-03). */
      account: z.string().max(60).optional(),
    }),
    answer: SessionView,
  }),
};
