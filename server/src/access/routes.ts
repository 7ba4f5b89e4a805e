import { endpoints } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { BY_CERTIFICATE } from '../directory/index.ts';
import { type Deps, registerEndpoint } from '../platform/index.ts';
import type { Challenges } from './challenges.ts';
import type { AccessPorts } from './ports.ts';
import type { CertificateSignIn } from './sign-in.ts';

const { access } = endpoints;
const QUARTER_HOUR = 900;
/** A page may ask for several challenges before one is answered. */
const CHALLENGES_EACH = 5;

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

export interface SignInRouteDeps extends Pick<Deps, 'config' | 'sessions'> {
  readonly ports: AccessPorts;
  readonly challenges: Challenges;
  readonly signIns: CertificateSignIn;
}

/** Sign-in with a certificate: challenge and session. */
export function signInRoutes(app: FastifyInstance, deps: SignInRouteDeps): void {
  const { config, ports, challenges, signIns } = deps;

  registerEndpoint(app, access.challenge, async ({ address }) => {
    const most = config.rateLimits.loginPerAddress * CHALLENGES_EACH;
    await ports.limits.take('certificate-challenge', address, most, QUARTER_HOUR);
    const { id, nonce, expiresAt } = await challenges.give();
    return { id, nonce: base64(nonce), expiresAt: expiresAt.toISOString() };
  });

  registerEndpoint(app, access.signIn, async ({ body, address, db, sessions, signIn }) => {
    const { challenge, certificate, signature, account: typed } = body;
    const asked = typed === undefined || typed.trim() === '' ? undefined : typed;
    const answered = { challenge, certificate: bytesOf(certificate), signature: bytesOf(signature), asked };
    const { held, account } = await signIns.signIn(answered, address);
    const attributes = { [BY_CERTIFICATE]: held.serial };
    const one = await signIn({ kind: 'organisation', subject: account.id, attributes });
    try {
      // A revocation decided at the same moment wins.
      await signIns.stillGood(held.serial);
    } catch (error) {
      await deps.sessions.end(one.id);
      throw error;
    }
    return ports.view(db, { ...sessions, organisation: one });
  });
}
