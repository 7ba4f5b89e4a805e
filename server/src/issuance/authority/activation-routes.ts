import type { AuditAction } from '@yinxin/contract';
import { authorities } from '@yinxin/contract';
import { enrol } from '@yinxin/keystore';
import type { FastifyInstance } from 'fastify';
import { Problem, registerEndpoint, transaction } from '../../platform/index.ts';
import { logged, staffOf } from '../ports.ts';
import { refuse } from '../problems.ts';
import type { IssuanceTables } from '../tables.ts';
import type { OpenAuthorities } from './routes.ts';
import { readAuthority } from './rows.ts';
import { presentActivation } from './views.ts';

/**
 * Operators enrol a passphrase, collect a share once, and open a key together. None of these is idempotent by key: their
 * answers and bodies hold what must not be kept.
 */
export function registerActivation(app: FastifyInstance, open: OpenAuthorities): void {
  registerEndpoint(app, authorities.operators, async ({ db, session }) => {
    const rows = await db
      .withTables<IssuanceTables>()
      .selectFrom('activation_operator')
      .select(['id', 'name', 'enrolled_at'])
      .orderBy('name')
      .execute();
    return {
      items: rows.map(({ id, name, enrolled_at }) => ({
        id,
        name,
        enrolledAt: enrolled_at.toISOString(),
        isSelf: id === session.subject,
      })),
    };
  });

  registerEndpoint(app, authorities.enrol, async ({ db, body, session }) => {
    const { ceremonies } = await open();
    const { salt, publicKey } = await enrol(body.passphrase);
    const who = staffOf(session);
    const at = ceremonies.clock.now();
    const kept = { salt: Buffer.from(salt), public_key: Buffer.from(publicKey), name: who.name, enrolled_at: at };
    await transaction(db, async (tx) => {
      await tx
        .withTables<IssuanceTables>()
        .insertInto('activation_operator')
        .values({ id: who.id, ...kept })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(kept))
        .execute();
      await ceremonies.ports.audit(tx, {
        actor: logged(who),
        action: 'activation.enrolled',
        subject: { kind: 'staff', id: who.id, label: who.name },
      });
    });
    return { enrolledAt: at.toISOString() };
  });

  registerEndpoint(app, authorities.ownShares, async ({ db, session }) => {
    const rows = await db
      .withTables<IssuanceTables>()
      .selectFrom('activation_share')
      .select(['authority', 'dealt_at'])
      .where('operator_id', '=', session.subject)
      .where('share', 'is not', null)
      .execute();
    return { items: rows.map(({ authority, dealt_at }) => ({ authority, dealtAt: dealt_at.toISOString() })) };
  });

  registerEndpoint(app, authorities.collectShare, async ({ db, params: { name }, session }) => {
    const { ceremonies } = await open();
    const who = staffOf(session);
    const share = await transaction(db, async (tx) => {
      const tables = tx.withTables<IssuanceTables>();
      const mine = await tables
        .selectFrom('activation_share')
        .select('share')
        .where('authority', '=', name)
        .where('operator_id', '=', who.id)
        .forUpdate()
        .executeTakeFirst();
      if (!mine?.share) throw refuse('ACTIVATION_SHARE_NONE');
      await tables
        .updateTable('activation_share')
        .set({ share: null, collected_at: ceremonies.clock.now() })
        .where('authority', '=', name)
        .where('operator_id', '=', who.id)
        .execute();
      await ceremonies.ports.audit(tx, fact('activation.share-collected', who, name));
      return mine.share;
    });
    return { share, fileName: `yinxin-${name}-share.txt` };
  });

  registerEndpoint(app, authorities.enterShare, async ({ db, params: { name }, body, session }) => {
    const { authorities: opened, ceremonies } = await open();
    const who = staffOf(session);
    const note = (action: AuditAction, details = {}) =>
      transaction(db, (tx) => ceremonies.ports.audit(tx, { ...fact(action, who, name), details }));
    await opened.refresh();
    const row = await readAuthority(db, name);
    try {
      const { activeSince, entered } = await opened.activation.enter(db, row, who, body.share, body.passphrase);
      if (activeSince === null)
        await note('activation.share-entered', { entered: entered.length, needed: row.threshold });
      else await note('activation.active', { needed: row.threshold });
    } catch (error) {
      if (error instanceof Problem) await note('activation.share-refused', { code: error.code });
      throw error;
    }
    return presentActivation(row, { db, authorities: opened });
  });

  registerEndpoint(app, authorities.deactivate, async ({ db, params: { name }, session }) => {
    const { authorities: opened, ceremonies } = await open();
    const row = await readAuthority(db, name);
    if (row.threshold === null) throw refuse('ACTIVATION_NOT_NEEDED', { params: { name } });
    await opened.activation.end(name);
    await transaction(db, (tx) => ceremonies.ports.audit(tx, fact('activation.ended', staffOf(session), name)));
    return presentActivation(row, { db, authorities: opened });
  });
}

const fact = (action: AuditAction, who: ReturnType<typeof staffOf>, name: string) => ({
  actor: logged(who),
  action,
  subject: { kind: 'authority', id: name, label: name },
});
