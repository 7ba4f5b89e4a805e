import type { LocalText } from '@yinxin/programme';
import { z } from 'zod';
import type { Database } from '../platform/index.ts';
import type { Held } from './ports.ts';
import type { HeldState } from './rules.ts';
import type { AccessTables } from './tables.ts';

/** What the holdings room says of a pair, as far as access goes. */
export interface LifeFacts {
  readonly id: string;
  readonly programme: string;
  readonly status: HeldState;
  /** Whom the certificates name. */
  readonly holder?: { readonly name: string; readonly creditCode: string };
}

const Staged = z.object({
  code: z.string(),
  services: z.array(
    z.object({ stages: z.array(z.object({ kind: z.string(), system: z.string().optional() })).default([]) }),
  ),
});

/** What a programme's stages demand before a certificate is used (PA-22). */
export function demandsOf(programme: object | undefined): {
  readonly activation: boolean;
  readonly binding: string | null;
} {
  if (!programme) return { activation: false, binding: null };
  const stages = Staged.parse(programme).services.flatMap((service) => service.stages);
  return {
    activation: stages.some(({ kind }) => kind === 'activation'),
    binding: stages.find(({ kind }) => kind === 'binding')?.system ?? null,
  };
}

/** What is taken as worse wins: a certificate revoked a moment ago is revoked, whatever its life says yet. */
const GONE: readonly HeldState[] = ['revoked', 'superseded', 'expired', 'suspended'];

/** A certificate with its life: activation counts only where the programme has such a step. */
export function withLife(held: Held, life: LifeFacts | undefined, programme: object | undefined): Held {
  if (!life) return held;
  const { activation, binding } = demandsOf(programme);
  const lives = life.status === 'made' && !activation ? 'in-use' : life.status;
  const { holder } = life;
  return {
    ...held,
    ...(holder ? { holder } : {}),
    holding: life.id,
    demands: binding,
    state: GONE.includes(held.state) ? held.state : lives,
  };
}

type HoldingColumns = {
  holding: { id: string; sign_serial: string; predecessor: string | null; created_at: Date };
};

/** Serial of the certificate that took another's place; undefined while there is none. */
export async function successorSerial(db: Database, serial: string): Promise<string | undefined> {
  const row = await db
    .withTables<HoldingColumns>()
    .selectFrom('holding as former')
    .innerJoin('holding as next', 'next.predecessor', 'former.id')
    .select('next.sign_serial')
    .where('former.sign_serial', '=', serial)
    .orderBy('next.created_at', 'desc')
    .executeTakeFirst();
  return row?.sign_serial;
}

/** A living binding as the page of what is held shows it. */
export interface BindingOfHolding {
  readonly holdingId: string;
  readonly id: string;
  readonly system: string;
  readonly systemName: LocalText;
  readonly account: string;
  readonly since: string;
}

/** Living bindings of some holdings. */
export async function bindingsOfHoldings(
  db: Database,
  holdingIds: readonly string[],
  nameOf: (system: string) => LocalText | undefined,
): Promise<readonly BindingOfHolding[]> {
  if (holdingIds.length === 0) return [];
  const rows = await db
    .withTables<AccessTables & HoldingColumns>()
    .selectFrom('holding')
    .innerJoin('binding', 'binding.serial', 'holding.sign_serial')
    .select(['holding.id as holdingId', 'binding.id', 'binding.system', 'binding.account', 'binding.since'])
    .where('holding.id', 'in', [...holdingIds])
    .where('binding.ended_at', 'is', null)
    .execute();
  return rows.map((row) => ({
    ...row,
    since: row.since.toISOString(),
    systemName: nameOf(row.system) ?? { zh: row.system, en: row.system },
  }));
}
