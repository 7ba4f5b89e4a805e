import type { AuditAction } from '@yinxin/contract';
import { type MediumView, type PasswordCardView, production } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { logged, staffOf } from '../issuance/index.ts';
import { type Deps, registerEndpoint, type Session, type Tx, transaction } from '../platform/index.ts';
import { listCards, makeCards, printBatch, replaceCards } from './cards.ts';
import { deliveredKeys } from './delivered-keys.ts';
import { abandon } from './giving-up.ts';
import { request } from './issuing.ts';
import * as making from './production.ts';
import { listMedia, readSerial, registerMedia } from './stock.ts';
import { registerStockMoves } from './stock-moves.ts';
import type { CardRow, MediumRow } from './types.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
const base64 = (value: Uint8Array) => Buffer.from(value).toString('base64');

/** The making of media, for the production desk. */
export function registerProduction(app: FastifyInstance, tools: making.ProductionTools): void {
  registerEndpoint(app, production.read, ({ db, params }) => making.readProduction(tools, db, params.id));

  registerEndpoint(app, production.personalise, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      const asked = { ...body, transportKey: bytes(body.transportKey) };
      const { envelope, ...view } = await making.personalise(tools, tx, params.id, asked, staffOf(session));
      return { ...view, envelope: base64(envelope) };
    }),
  );

  registerEndpoint(app, production.request, ({ db, params, body, session }) =>
    tools.issuance.amongFew(async () => {
      const asked = { mediumSerial: body.mediumSerial, request: bytes(body.request) };
      const { pair, ...view } = await request(tools, db, params.id, asked, staffOf(session));
      return {
        ...view,
        sign: base64(pair.sign),
        encrypt: base64(pair.encrypt),
        chain: pair.chain.map(base64),
        envelopedKey: base64(pair.envelopedKey),
      };
    }),
  );

  registerEndpoint(app, production.nonce, ({ db, params }) =>
    transaction(db, async (tx) => ({ nonce: base64(await making.nonce(tools, tx, params.id)) })),
  );

  registerEndpoint(app, production.confirm, ({ db, params, body, session }) =>
    transaction(db, (tx) => {
      const asked = { mediumSerial: body.mediumSerial, nonce: bytes(body.nonce), signature: bytes(body.signature) };
      return making.confirm(tools, tx, params.id, asked, staffOf(session));
    }),
  );

  registerEndpoint(app, production.abandon, ({ db, params, body, session }) =>
    transaction(db, (tx) => abandon(tools, tx, params.id, body.reason, staffOf(session))),
  );
}

/** The stock of media and password cards. */
export function registerStock(app: FastifyInstance, { clock, sealing }: Deps, { ports }: making.ProductionTools): void {
  const audit = (
    tx: Tx,
    session: Session,
    action: AuditAction,
    label: string,
    details: { [key: string]: string | number },
  ) =>
    ports.audit(tx, {
      actor: logged(staffOf(session)),
      action,
      subject: { kind: 'stock', id: label, label },
      details,
    });

  registerStockMoves(app, clock, ports);

  registerEndpoint(app, production.media, async ({ db, query }) => {
    const { items, total } = await listMedia(db, query);
    return { items: items.map(presentMedium), total, page: query.page, size: query.size };
  });

  registerEndpoint(app, production.registerMedia, ({ db, body, session }) =>
    transaction(db, async (tx) => {
      const { keys, ...delivery } = body;
      const delivered = delivery.serials.map((serial, at) => readSerial(serial, `body.serials.${at}`));
      const result = await registerMedia(tx, clock, { ...delivery, keys: deliveredKeys(keys, delivered) });
      await audit(tx, session, 'media.registered', body.model, { ...result, kind: body.kind });
      return result;
    }),
  );

  registerEndpoint(app, production.passwordCards, async ({ db, query }) => {
    const { items, total } = await listCards(db, query);
    return { items: items.map(presentCard), total, page: query.page, size: query.size };
  });

  registerEndpoint(app, production.makePasswordCards, ({ db, body, session }) =>
    transaction(db, async (tx) => {
      const { batch, numbers } = await makeCards(tx, clock, sealing, body.count);
      await audit(tx, session, 'password-cards.made', batch, { count: numbers.length });
      return { batch, numbers: [...numbers] };
    }),
  );

  registerEndpoint(app, production.replacePasswordCards, ({ db, body, session }) =>
    transaction(db, async (tx) => {
      const { batch, numbers, replaced } = await replaceCards(tx, clock, sealing, body);
      const details = { replaced: replaced.join(' '), numbers: numbers.join(' '), reason: body.reason };
      await audit(tx, session, 'password-cards.replaced', batch, details);
      return { batch, numbers: [...numbers] };
    }),
  );

  registerEndpoint(app, production.printPasswordCards, ({ db, params, query, session }) =>
    transaction(db, async (tx) => {
      const from = { paper: query.paper, authority: ports.authorityName };
      const { pdf, count } = await printBatch(tx, clock, sealing, params.batch, from);
      await audit(tx, session, 'password-cards.printed', params.batch, { count, paper: query.paper });
      return { bytes: pdf, type: 'application/pdf', name: `password-cards-${params.batch}.pdf` };
    }),
  );
}

function presentMedium(row: MediumRow): z.input<typeof MediumView> {
  return {
    serial: row.serial,
    kind: row.kind,
    model: row.model,
    state: row.state,
    applicationNumber: row.application_number,
    registeredAt: row.registered_at.toISOString(),
  };
}

function presentCard(row: CardRow): z.input<typeof PasswordCardView> {
  const { number, batch, state, medium_serial: mediumSerial, replaces, void_reason: voidReason } = row;
  return { number, batch, state, mediumSerial, replaces, voidReason };
}
