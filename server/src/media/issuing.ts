import type { Issuance, IssuedPair, StaffActor, Subscriber } from '../issuance/index.ts';
import { type Clock, type Database, type Tx, transaction } from '../platform/index.ts';
import { refuse } from './problems.ts';
import { at, fact, type ProductionTools, present, refuseOtherMedium, type View } from './production.ts';
import { livingProduction, lockApplication, straysSince, updateProduction } from './store.ts';
import type { ProductionRow } from './types.ts';

/**
 * Takes the PKCS#10 request of the paired medium and answers the pair; asking again with the same request gives the same
 * answer. Issuance commits steps of its own on connections of its own, so nothing is held while it works, neither a
 * connection nor the order's lock: a crowd would wait for itself. Throws PRODUCTION_NOT_PAIRED, MEDIUM_WRONG, and what
 * `Issuance.issuePair` throws.
 */
export async function request(
  tools: ProductionTools,
  db: Database,
  applicationId: string,
  asked: { readonly mediumSerial: string; readonly request: Uint8Array },
  actor: StaffActor,
): Promise<View & { readonly pair: IssuedPair }> {
  const admitted = await transaction(db, (tx) => admit(tools, tx, applicationId, asked.mediumSerial, actor));
  const pair = await tools.issuance.issuePair(admitted.subscriber, admitted.mediumSerial, asked.request);
  const view = await transaction(db, (tx) => issued(tools, tx, admitted, pair, actor));
  if (!view) throw refuse('PRODUCTION_NOT_PAIRED');
  return { ...view, pair };
}

/** A request that may be issued now: of this order, for this medium. */
interface Admitted {
  readonly subscriber: Subscriber;
  readonly productionId: string;
  readonly mediumSerial: string;
}

/** Whether the request may be issued now; remembers that it is being issued, for `issued` to look again. */
async function admit(
  tools: ProductionTools,
  tx: Tx,
  applicationId: string,
  typedSerial: string,
  actor: StaffActor,
): Promise<Admitted> {
  const { subscriber, production } = await at(tools, tx, applicationId, 'request');
  refuseOtherMedium(production, typedSerial);
  const { id: productionId, medium_serial: mediumSerial, password_card: passwordCard } = production;
  // Saying again that it was started changes nothing, and is refused when the order has become void meanwhile.
  if (production.status !== 'made') {
    await tools.ports.applications.started(tx, applicationId, { mediumSerial, passwordCard }, actor);
    await updateProduction(tx, productionId, { issuing_since: tools.clock.now() });
  }
  return { subscriber, productionId, mediumSerial };
}

/**
 * The pair was issued. Undefined when the production was given up meanwhile: then the pair is revoked, as giving up would
 * have revoked it a moment earlier.
 */
async function issued(
  tools: ProductionTools,
  tx: Tx,
  { subscriber, productionId, mediumSerial }: Admitted,
  pair: IssuedPair,
  actor: StaffActor,
): Promise<View | undefined> {
  const { applicationId } = subscriber;
  await lockApplication(tx, applicationId);
  const production = await livingProduction(tx, applicationId);
  if (production?.id !== productionId) {
    await revokeStray(tools, tx, { id: productionId, application_id: applicationId });
    return undefined;
  }
  if (production.status !== 'personalised') return present(tools, subscriber, production);
  await updateProduction(tx, productionId, { status: 'issued', issuing_since: null });
  const serials = pair.certificates.map(({ serial }) => serial).join(' ');
  await tools.ports.audit(tx, fact('certificate.issued', subscriber, actor, { serials, medium: mediumSerial }));
  return present(tools, subscriber, { ...production, status: 'issued' });
}

/** Revokes what was issued for a production after it was given up. The application's lock is held. */
async function revokeStray(
  { issuance }: Pick<ProductionTools, 'issuance'>,
  tx: Tx,
  production: Pick<ProductionRow, 'id' | 'application_id'>,
): Promise<void> {
  await issuance.abandonPair(tx, production.application_id, 'superseded');
  await updateProduction(tx, production.id, { issuing_since: null });
}

/** Whoever is issuing is done, or dead, after this long. */
const ISSUING_MS = 120_000;

/** A process died between issuing a pair and learning that its production had been given up: the pair is taken back. */
export async function revokeStrays(db: Database, clock: Clock, issuance: Issuance): Promise<void> {
  for (const stray of await straysSince(db, new Date(clock.now().getTime() - ISSUING_MS))) {
    await transaction(db, async (tx) => {
      await lockApplication(tx, stray.application_id);
      const living = await livingProduction(tx, stray.application_id);
      // What another medium was issued meanwhile is its own; there was no stray then.
      if (living && living.status !== 'personalised') await updateProduction(tx, stray.id, { issuing_since: null });
      else await revokeStray({ issuance }, tx, stray);
    });
  }
}
