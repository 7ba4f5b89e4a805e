import { endpoints, type StaffView } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { AuditActor } from '../audit/index.ts';
import { registerEndpoint, type Session, transaction } from '../platform/index.ts';
import { problem } from './problems.ts';
import type { StaffAccounts } from './staff/service.ts';
import type { Staff } from './staff/store.ts';

/** The member of staff behind a session, for the audit log. */
export function staffActor(session: Session): AuditActor {
  return { kind: 'staff', id: session.subject, name: session.attributes.name ?? '' };
}

function view(one: Staff): z.input<typeof StaffView> {
  return {
    id: one.id,
    username: one.username,
    name: one.name,
    roles: [...one.roles],
    active: one.active,
    createdAt: one.createdAt.toISOString(),
    lastSignInAt: one.lastSignInAt?.toISOString() ?? null,
  };
}

/** Staff and their roles, for administrators. */
export function staffRoutes(app: FastifyInstance, staff: StaffAccounts): void {
  const { administration } = endpoints;
  registerEndpoint(app, administration.staff, async () => ({ items: (await staff.list()).map(view) }));
  registerEndpoint(app, administration.addStaff, async ({ body, session, db, status }) => {
    const name = body.name.trim();
    if (name === '' || /[\p{Cc}\p{Cf}<>]/u.test(name)) {
      const params = { reasonZh: '含有不能使用的字符。', reasonEn: 'It has characters that cannot be used.' };
      throw problem('PERSON_NAME_INVALID', { field: 'body.name', params });
    }
    const made = await transaction(db, (tx) => staff.add(tx, staffActor(session), { ...body, name }));
    status(201);
    return { ...view(made.staff), oneTimePassword: made.oneTimePassword };
  });
  registerEndpoint(app, administration.changeStaff, async ({ params, body, session, db }) =>
    view(await transaction(db, (tx) => staff.change(tx, staffActor(session), params.id, body))),
  );
  registerEndpoint(app, administration.resetStaffPassword, async ({ params, session, db }) => {
    const made = await transaction(db, (tx) => staff.resetPassword(tx, staffActor(session), params.id));
    return { ...view(made.staff), oneTimePassword: made.oneTimePassword };
  });
}
