import { type Endpoint, ROLES, type Role } from '@yinxin/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApp } from '../platform/http/index.ts';
import { cookieOf, csrfHeader } from '../platform/http/session-guard.ts';
import type { NewSession } from '../platform/sessions/index.ts';
import { answerWithin } from '../platform/testing/within.ts';
import { roomsFor } from '../rooms.ts';
import { allEndpoints, type House, knock, type Organisation, openHouse, orderAt } from './testing/house.ts';

/** Who stands at the door: the headers of a session. */
interface Visitor {
  readonly cookie: string;
  readonly csrf: string;
}

let house: House;
let organisation: Organisation;
let owner: Visitor;
const staff = new Map<Role, Visitor>();
beforeAll(async () => {
  house = await openHouse();
  organisation = await house.organisation();
  owner = await enter({ kind: 'organisation', subject: organisation.id });
  for (const role of ROLES) {
    const { id } = await house.staff(role);
    staff.set(role, await enter({ kind: 'staff', subject: id, attributes: { name: role }, roles: [role] }));
  }
});
afterAll(() => house.close());

const Refusal = z.object({ code: z.string() });

async function enter(who: NewSession): Promise<Visitor> {
  const { token, session } = await house.server.deps.sessions.begin(who);
  return { cookie: `${cookieOf[who.kind]}=${token}`, csrf: session.csrf };
}

/** What the doorkeeper says: the code of its refusal, or `in`. */
async function atTheDoor({ cookie, csrf }: Partial<Visitor>, endpoint: Endpoint): Promise<string> {
  const { path, init } = knock(endpoint);
  const headers = new Headers(init.headers);
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (csrf !== undefined) headers.set(csrfHeader, csrf);
  const { app, url } = house.server;
  const answer = await answerWithin(app, url + path, { ...init, headers });
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) return 'in';
  const { code } = Refusal.parse(await answer.json());
  expect(code, `${endpoint.method} ${endpoint.path}`).not.toBe('INTERNAL');
  return ['NOT_SIGNED_IN', 'NOT_ALLOWED', 'CSRF_REFUSED'].includes(code) ? code : 'in';
}

function mayEnter(endpoint: Endpoint, who: 'nobody' | 'organisation' | Role): string {
  const wanted = endpoint.who;
  if (wanted === 'public' || wanted === 'sandbox') return 'in';
  if (who === 'nobody') return 'NOT_SIGNED_IN';
  if (who === 'organisation') return wanted === 'organisation' ? 'in' : 'NOT_ALLOWED';
  if (wanted === 'organisation') return 'NOT_ALLOWED';
  return wanted === 'staff' || wanted.includes(who) ? 'in' : 'NOT_ALLOWED';
}

// Whoever signs out is nobody afterwards.
const walked = allEndpoints.filter(([name]) => name !== 'session.signOut');

describe('who may call what', () => {
  it.each(walked)('%s lets in only whom the contract names', async (_name, endpoint) => {
    expect(await atTheDoor({}, endpoint)).toBe(mayEnter(endpoint, 'nobody'));
    expect(await atTheDoor(owner, endpoint)).toBe(mayEnter(endpoint, 'organisation'));
    for (const [role, member] of staff) expect(await atTheDoor(member, endpoint), role).toBe(mayEnter(endpoint, role));
  });

  it.each(walked.filter(([, { method }]) => method !== 'GET'))(
    '%s refuses a change without the token of the session',
    async (_name, endpoint) => {
      const [reviewer, other] = [staff.get('reviewer'), staff.get('finance')];
      if (!reviewer || !other) throw new Error('nobody');
      const { cookie } = endpoint.who === 'organisation' ? owner : reviewer;
      expect(await atTheDoor({ cookie }, endpoint)).toBe('CSRF_REFUSED');
      expect(await atTheDoor({ cookie, csrf: 'x'.repeat(43) }, endpoint)).toBe('CSRF_REFUSED');
      expect(await atTheDoor({ cookie, csrf: other.csrf }, endpoint)).toBe('CSRF_REFUSED');
    },
  );

  it('the server answers nothing that the contract does not name, save pages, documents and status', () => {
    const known = new Set(allEndpoints.map(([, { method, path }]) => `${method} ${path}`));
    const registered = house.server.app.endpoints.map(({ method, path }) => `${method} ${path}`);
    expect(registered.filter((one) => !known.has(one))).toEqual([]);
    expect([...known].filter((one) => !registered.includes(one))).toEqual([]);
  });
});

const csrfOf = async (browser: Organisation): Promise<string> => {
  const answer = await browser.fetch('/api/session');
  return z.object({ csrf: z.string() }).parse(await answer.json()).csrf;
};

describe('[JX-49] only the own organisation’s orders', () => {
  const ofOrders = allEndpoints.filter(([, { who, path }]) => who === 'organisation' && path.includes(':id'));

  it.each(ofOrders)('%s does not know somebody else’s order', async (_name, endpoint) => {
    const { id } = await orderAt(house, 'opened');
    const { path, init } = knock(endpoint, id);
    const headers = new Headers(init.headers);
    headers.set('x-yinxin-csrf', await csrfOf(organisation));
    const body = endpoint.method === 'GET' ? undefined : BODIES[endpoint.path];
    const answer = await organisation.fetch(`${path}${QUERIES[endpoint.path] ?? ''}`, {
      ...init,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(endpoint.upload ? { body: form() } : {}),
    });
    expect(answer.status, await answer.clone().text()).toBe(404);
    // The same answer as for an order that does not exist.
    expect(Refusal.parse(await answer.json()).code).toMatch(/^((ORDER|HOLDING|SEAL|BATCH)_)?NOT_FOUND$/);
  });

  const form = () => {
    const data = new FormData();
    data.append('file', new Blob(['%PDF-1.4']), 'a.pdf');
    return data;
  };
  const PROOF = { mediumSerial: 'YK260201-000001-A', nonce: 'AAAA', signature: 'AAAA' };
  const SELF = '/api/applications/:id/self-service';
  const SELF_SERVICE: Record<string, object> = {
    [`${SELF}/codes`]: { purpose: 'install' },
    [`${SELF}/challenges`]: { purpose: 'install' },
    [`${SELF}/install`]: {
      medium: { serial: PROOF.mediumSerial, transportKey: 'AAAA', state: 'blank', personalised: false },
    },
    [`${SELF}/install/request`]: { mediumSerial: PROOF.mediumSerial, request: 'AAAA' },
    [`${SELF}/install/confirmation`]: PROOF,
    [`${SELF}/activation`]: { ...PROOF, code: '1' },
    [`${SELF}/unlock`]: { mediumSerial: PROOF.mediumSerial, challenge: 'AAAA' },
    [`${SELF}/unlock/confirmation`]: PROOF,
    [`${SELF}/former-keys`]: PROOF,
    [`${SELF}/seal`]: PROOF,
    [`${SELF}/seal/confirmation`]: { ...PROOF, sealId: 's' },
  };
  const BODIES: Record<string, object> = {
    '/api/applications/:id/commands': { command: { type: 'report-payment-problem', note: '' } },
    '/api/applications/:id/payments': { method: 'cashier' },
    '/api/applications/:id/signature': { message: 'AAAA' },
    '/api/seals/:id/contents': PROOF,
    '/api/seals/:id/installation': PROOF,
    ...SELF_SERVICE,
  };
  const QUERIES: Record<string, string> = {
    '/api/applications/:id/signature/document': '?origin=https%3A%2F%2Fhall.example',
  };
});

describe('the sandbox’s doors in production', () => {
  it('are not there', async () => {
    const { deps } = house.server;
    const app = await createApp({ ...deps, config: { ...deps.config, mode: 'production' } }, roomsFor('production'));
    try {
      const doors = allEndpoints.filter(([, { who }]) => who === 'sandbox');
      expect(doors.length).toBeGreaterThan(5);
      for (const [name, endpoint] of doors) {
        const { path } = knock(endpoint);
        const answer = await app.inject({ method: endpoint.method, url: path });
        expect(answer.statusCode, name).toBe(404);
      }
      expect(app.endpoints.filter(({ who }) => who === 'sandbox')).toEqual([]);
    } finally {
      await app.close();
    }
  });
});
