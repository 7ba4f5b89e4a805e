import { randomInt } from 'node:crypto';
import { endpoints, RoleName } from '@yinxin/contract';
import { organisationName } from '@yinxin/identifiers';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Deps, isSandboxClock, problem, readSandboxAccounts, registerEndpoint } from '../platform/index.ts';
import { invent } from './invent.ts';
import { remember } from './store.ts';
import type { SandboxWiring } from './wiring.ts';

const { sandbox } = endpoints;
const roles = z.array(RoleName);
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const random = () => randomInt(2 ** 32) / 2 ** 32;

/** What stands for the outside world in the sandbox. */
export function sandboxRoutes(app: FastifyInstance, deps: Deps, wiring: SandboxWiring): void {
  const { db, clock, config } = deps;
  const time = () => ({
    now: clock.now().toISOString(),
    offsetSeconds: isSandboxClock(clock) ? Math.floor(clock.offset() / 1000) : 0,
  });

  registerEndpoint(app, sandbox.clock, time);
  registerEndpoint(app, sandbox.moveClock, async ({ body }) => {
    if (isSandboxClock(clock)) await clock.advance(body.advanceSeconds * 1000);
    return time();
  });

  registerEndpoint(app, sandbox.accounts, ({ address }) => {
    // Passwords go to nobody but the person in front of this machine.
    if (!LOOPBACK.has(address)) throw problem('NOT_FOUND');
    const items = readSandboxAccounts(config.dataDir).map((one) => ({ ...one, roles: roles.parse(one.roles) }));
    return { items };
  });

  registerEndpoint(app, sandbox.messages, async ({ query }) => {
    const items = await wiring.inbox(deps, query.to);
    return { items: items.map((one) => ({ ...one, at: one.at.toISOString() })) };
  });

  registerEndpoint(app, sandbox.register, async ({ body, status }) => {
    const name = body.name === undefined ? undefined : organisationName.normalise(body.name);
    if (name && !name.valid) {
      throw problem('INPUT_INVALID', { field: 'body.name', params: { path: 'body.name', reason: 'not a name' } });
    }
    const one = invent(body.region, random, name?.cleaned);
    await remember(db, [one]);
    status(201);
    return { creditCode: one.creditCode, name: one.name, mobile: one.mobile };
  });

  const { openParcel } = wiring;
  if (openParcel) {
    registerEndpoint(app, sandbox.parcel, async ({ params }) => {
      const inside = await openParcel(deps, params.trackingNumber);
      if (!inside) throw problem('NOT_FOUND');
      return { ...inside, others: [...inside.others] };
    });
  }
}
