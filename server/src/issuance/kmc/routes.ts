import { type EscrowRequestView, escrow } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { z } from 'zod';
import { type Deps, problem, registerEndpoint, transaction } from '../../platform/index.ts';
import { logged, staffOf } from '../ports.ts';
import { recoverFor } from './recover.ts';
import { askForKey, decideOnKey, type EscrowTools, fetchKey, fingerprint, withdrawRequest } from './requests.ts';
import { listRequests, type RequestRecord, readRequest } from './requests-store.ts';
import { mayNow, type Person, stateAt } from './rules.ts';

/** Escrowed keys: what there is, and requests for them. */
export function registerEscrow(app: FastifyInstance, deps: Deps, tools: EscrowTools): void {
  const { clock } = deps;
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  const present = (request: RequestRecord, person: Person) => view(request, person, clock.now());

  registerEndpoint(app, escrow.state, async ({ db }) => {
    const { rows } = await sql<{ in_use: number; history: number; former: number }>`select
      count(*) filter (where state = 'in-use')::int as in_use,
      count(*) filter (where state = 'history')::int as history,
      count(*) filter (where storage_key_id <> ${deps.sealing.keyId})::int as former from escrowed_key`.execute(db);
    const [counts] = rows;
    return {
      inUse: counts?.in_use ?? 0,
      history: counts?.history ?? 0,
      underFormerKey: counts?.former ?? 0,
      ready: await tools.keys.pool.ready(db),
      readyTarget: deps.config.escrow.preparedKeys,
      approvalsNeeded: tools.settings.approvals,
    };
  });

  registerEndpoint(app, escrow.list, async ({ db, query, session }) => {
    const { items, total } = await listRequests(db, query, clock.now());
    const person = staffOf(session);
    return { items: items.map((one) => present(one, person)), total, page: query.page, size: query.size };
  });

  registerEndpoint(app, escrow.read, async ({ db, params, session }) => {
    const request = await readRequest(db, params.id);
    if (!request) throw problem('NOT_FOUND');
    return present(request, staffOf(session));
  });

  registerEndpoint(app, escrow.request, ({ db, body, session }) =>
    transaction(db, async (tx) => present(await askForKey(tools, tx, body, staffOf(session)), staffOf(session))),
  );

  registerEndpoint(app, escrow.decide, ({ db, params, body, session }) =>
    transaction(db, async (tx) =>
      present(await decideOnKey(tools, tx, params.id, body, staffOf(session)), staffOf(session)),
    ),
  );

  registerEndpoint(app, escrow.withdraw, ({ db, params, session }) =>
    transaction(db, async (tx) =>
      present(await withdrawRequest(tools, tx, params.id, staffOf(session)), staffOf(session)),
    ),
  );

  registerEndpoint(app, escrow.fetch, ({ db, params, session }) =>
    transaction(db, async (tx) => {
      const { request, envelopedKey, certificate } = await fetchKey(tools, tx, params.id, staffOf(session));
      return { request: present(request, staffOf(session)), envelopedKey: base64(envelopedKey), certificate };
    }),
  );

  registerEndpoint(app, escrow.recoverForOrder, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      const { envelopedKey, encrypt } = await recoverFor(
        tools,
        tx,
        { applicationId: params.id, ...body },
        logged(staffOf(session)),
      );
      return { envelopedKey: base64(envelopedKey), encrypt: base64(encrypt) };
    }),
  );
}

function view(request: RequestRecord, person: Person, now: Date): z.input<typeof EscrowRequestView> {
  return {
    id: request.id,
    status: stateAt(request, now),
    serial: request.serial,
    subject: request.subject,
    applicationNumber: request.applicationNumber,
    reason: request.reason,
    legalBasis: request.legalBasis,
    recipient: {
      name: request.recipientName,
      certificateSubject: request.recipientSubject,
      keyFingerprint: fingerprint(request.recipientKey),
    },
    requestedBy: request.requestedByName,
    requestedAt: request.requestedAt.toISOString(),
    expiresAt: request.expiresAt.toISOString(),
    approvalsNeeded: request.approvalsNeeded,
    decisions: request.decisions.map(({ name, decision, note, at }) => ({
      by: name,
      decision,
      note,
      at: at.toISOString(),
    })),
    fetchedBy: request.fetchedByName,
    fetchedAt: request.fetchedAt?.toISOString() ?? null,
    may: [...mayNow(request, person, now)],
  };
}
