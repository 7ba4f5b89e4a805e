/** Self-service (自助办理): what a holder does with their own medium, and the media staff provide for it. */
import type { FastifyInstance } from 'fastify';
import type { Tx } from '../../platform/index.ts';
import { sendCode } from './codes.ts';
import { registerSelfServiceDesk } from './console-routes.ts';
import { registerSelfService } from './routes.ts';
import { anyOrder, type SelfTools } from './tools.ts';

export { applicationsForSelfService } from './applications-port.ts';
export { release } from './desk.ts';
export { selfServiceIndexes, selfServiceMigrations } from './migrations.ts';
export { sweepNonces } from './nonces.ts';
export type { ApplicationsForSelfService, MadeSeal, SelfServiceOrder, SelfServicePorts } from './port.ts';
export { recordPackage, send as postProvided } from './provision.ts';
export { packageOrder, postedMedia } from './store.ts';
export type { SelfTools } from './tools.ts';

export function registerSelf(app: FastifyInstance, tools: SelfTools): void {
  registerSelfService(app, tools);
  registerSelfServiceDesk(app, tools);
}

/**
 * An order came to a stage: the codes that travel ahead are sent (PA-20, IT-20), in the transaction of the event. Codes
 * used at once are sent when the holder asks.
 */
export async function stageEntered(tools: SelfTools, tx: Tx, applicationId: string, stage: string): Promise<void> {
  if (stage !== 'activation' && stage !== 'install') return;
  const order = await anyOrder(tools, tx, applicationId);
  if (stage === 'activation' && order.handlerMobile !== null) await sendCode(tools, tx, order, 'activation', 'house');
  const asksUpdateCodes = order.install?.proofs.includes('update-codes') ?? false;
  if (stage === 'install' && asksUpdateCodes && order.updateCodesTo !== null) {
    await sendCode(tools, tx, order, 'update', 'house');
  }
}
