import { timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../problems/index.ts';
import type { Session, SessionKind, Sessions } from '../sessions/index.ts';
import type { Endpoint } from './endpoint.ts';

/** One cookie per kind: somebody trying the sandbox is applicant and staff in one browser. */
export const cookieOf: Readonly<Record<SessionKind, string>> = { organisation: 'yinxin_hall', staff: 'yinxin_console' };

export const csrfHeader = 'x-yinxin-csrf';

export type PresentSessions = { readonly [K in SessionKind]?: Session };

const found = new WeakMap<FastifyRequest, Promise<PresentSessions>>();

/** The live sessions of the request's cookies; looked up once for each request, however many ask. */
export function presentSessions(request: FastifyRequest, sessions: Sessions): Promise<PresentSessions> {
  const known = found.get(request) ?? lookUp(request, sessions);
  found.set(request, known);
  return known;
}

async function lookUp(request: FastifyRequest, sessions: Sessions): Promise<PresentSessions> {
  const find = async (kind: SessionKind) => {
    const token = request.cookies[cookieOf[kind]];
    const session = token ? await sessions.find(token) : undefined;
    return session?.kind === kind ? session : undefined;
  };
  const [organisation, staff] = await Promise.all([find('organisation'), find('staff')]);
  return { ...(organisation && { organisation }), ...(staff && { staff }) };
}

/** The session the endpoint's `who` demands; throws NOT_SIGNED_IN or NOT_ALLOWED. Sandbox endpoints are open there. */
export function authorise(who: Endpoint['who'], present: PresentSessions): Session | undefined {
  if (who === 'public' || who === 'sandbox') return present.staff ?? present.organisation;
  if (who === 'organisation') {
    if (present.organisation) return present.organisation;
    throw problem(present.staff ? 'NOT_ALLOWED' : 'NOT_SIGNED_IN');
  }
  if (!present.staff) throw problem(present.organisation ? 'NOT_ALLOWED' : 'NOT_SIGNED_IN');
  if (who !== 'staff' && !who.some((role) => present.staff?.roles.includes(role))) throw problem('NOT_ALLOWED');
  return present.staff;
}

/**
 * Refuses a changing request that another site's page may have caused: a foreign Origin or Sec-Fetch-Site in any case; with a
 * session also a missing or wrong token in the header (a form on another site can set no header, and knows no token).
 */
export function refuseForgery(request: FastifyRequest, present: PresentSessions, publicOrigin: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') throw problem('CSRF_REFUSED');
  const { origin } = request.headers;
  if (origin !== undefined && origin !== publicOrigin && origin !== `${request.protocol}://${request.headers.host}`) {
    throw problem('CSRF_REFUSED');
  }
  const tokens = Object.values(present).map((session) => session.csrf);
  if (tokens.length === 0) return;
  const given = request.headers[csrfHeader];
  if (typeof given !== 'string' || !tokens.some((token) => equal(token, given))) throw problem('CSRF_REFUSED');
}

/**
 * Refuses to answer under a name that is not ours: a page elsewhere may let its own name point to this machine and then read
 * what the sandbox tells everybody here. Addresses in numbers cannot be taken over like that.
 */
export function refuseRebinding(request: FastifyRequest, publicUrl: string): void {
  const name = request.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (name === 'localhost' || name === new URL(publicUrl).hostname || isIP(name) !== 0) return;
  throw problem('NOT_FOUND');
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Puts a session's token into its cookie. */
export function setSessionCookie(reply: FastifyReply, kind: SessionKind, token: string, secure: boolean): void {
  reply.setCookie(cookieOf[kind], token, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

/** Removes a session's cookie. */
export function clearSessionCookie(reply: FastifyReply, kind: SessionKind): void {
  reply.clearCookie(cookieOf[kind], { path: '/' });
}
