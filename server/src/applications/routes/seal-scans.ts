import { endpoints } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint, transaction } from '../../platform/index.ts';
import { auditSubject } from '../effects.ts';
import type { ApplicationState } from '../engine/state.ts';
import { refusal } from '../problems.ts';
import { applicantOf, staffOf } from './actor.ts';
import { ownOrder, type RoomDeps } from './room.ts';

/** The cleaned picture of an uploaded seal, for its organisation and for staff. */
export function sealScanRoutes(app: FastifyInstance, deps: RoomDeps): void {
  const { sealScans: api } = endpoints;

  async function picture({ materials }: ApplicationState, material: string) {
    const seal = materials[material]?.file.seal;
    if (!seal) throw refusal('NO_FILE_HERE');
    return { bytes: await deps.files.read(seal.file), type: 'image/png', name: `${material}-seal.png`, inline: true };
  }

  registerEndpoint(app, api.own, async ({ params, session, db }) =>
    picture(await ownOrder(deps, db, params.id, applicantOf(session)), params.material),
  );

  registerEndpoint(app, api.staff, async ({ params, session, db }) => {
    const state = await deps.applications.read(db, params.id);
    if (!state) throw refusal('ORDER_NOT_FOUND');
    const found = await picture(state, params.material);
    const { id, name } = staffOf(session);
    await transaction(db, (tx) =>
      deps.audit.record(tx, {
        actor: { kind: 'staff', id, name },
        action: 'material.looked-at',
        subject: auditSubject(state),
        details: { material: params.material, part: 'seal' },
      }),
    );
    return found;
  });
}
