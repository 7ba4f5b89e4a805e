import type { AuditAction } from '@yinxin/contract';
import { v7 as uuid } from 'uuid';
import type { AuditActor } from '../../audit/index.ts';
import type { Clock, Database, Problem, Tx } from '../../platform/index.ts';
import { transaction } from '../../platform/index.ts';
import type { AccessPorts, Account, Held } from '../ports.ts';
import { problem } from '../problems.ts';
import { dates } from '../proof.ts';
import { refusesState } from '../rules.ts';
import { afterReplacement, type RelyingTerms, type Replacement, refusesBinding } from './rules.ts';
import type { Binding, BindingEnd } from './store.ts';
import * as store from './store.ts';

/** What is to be bound, by whom. */
export interface WantedBinding {
  readonly terms: RelyingTerms;
  /** Account at the relying system. */
  readonly account: string;
  readonly held: Held;
  readonly owner: Account;
  readonly actor: AuditActor;
}

/** Bindings 绑定 of certificates to accounts of relying systems. */
export interface Bindings {
  /** Binds; throws CERTIFICATE_NOT_ACTIVATED and its kin, BINDING_EXISTS, BINDING_…_TAKEN naming what is bound. */
  bind(tx: Tx, wanted: WantedBinding): Promise<Binding>;
  /** Ends a living binding. Throws BINDING_UNKNOWN. */
  end(tx: Tx, binding: Binding | undefined, end: BindingEnd, actor: AuditActor): Promise<Binding>;
  /**
   * The certificate gave way to another: its bindings move, end or wait as each system's terms say (BJ-49, PA-32); a
   * renewal leaves them in force (PA-27).
   */
  replaced(tx: Tx, serial: string, successor: Held | null, how?: Replacement): Promise<void>;
  /** Follows what became of bound certificates: expired, revoked, replaced. */
  sweep(): Promise<void>;
}

const SYSTEM: AuditActor = { kind: 'system', id: null, name: 'system' };

const MOST_REPLACEMENTS = 50;

export function bindingService(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly ports: AccessPorts;
}): Bindings {
  const { db, clock, ports } = deps;

  const log = (tx: Tx, actor: AuditActor, action: AuditAction, one: Binding) =>
    ports.audit.record(tx, {
      actor,
      action,
      subject: { kind: 'binding', id: one.id, label: `${one.system}: ${one.account}` },
      details: {
        system: one.system,
        account: one.account,
        serial: one.serial,
        creditCode: one.credit_code,
        end: one.end_reason,
        predecessor: one.predecessor,
      },
    });

  const insert = async (tx: Tx, row: Binding, actor: AuditActor): Promise<Binding> => {
    const made = await store.insertBinding(tx, row);
    if (!made) throw problem('BINDING_BUSY');
    await log(tx, actor, 'binding.made', made);
    await ports.bound?.(tx, {
      applicationId: made.application_id,
      serial: made.serial,
      system: made.system,
      account: made.account,
    });
    return made;
  };

  const end: Bindings['end'] = async (tx, binding, reason, actor) => {
    const ended = binding && (await store.endBinding(tx, binding.id, reason, clock.now()));
    if (!ended) throw problem('BINDING_UNKNOWN');
    await log(tx, actor, 'binding.ended', ended);
    return ended;
  };

  const replaced: Bindings['replaced'] = async (tx, serial, successor, how) => {
    for (const living of await store.livingOfCertificate(tx, serial)) {
      const terms = await ports.relyingTerms(tx, living.system);
      const what = afterReplacement(terms, successor?.serial ?? null, how);
      if (what === 'wait') continue;
      if (what === 'end' || successor === null) {
        await end(tx, living, 'superseded', SYSTEM);
        continue;
      }
      await end(tx, living, 'transferred', SYSTEM);
      // The new certificate may have been bound by hand meanwhile: then that binding stays.
      const { id: predecessor, account, credit_code: creditCode } = living;
      const around = await store.livingAround(tx, living.system, { account, serial: successor.serial, creditCode });
      const next = {
        ...living,
        id: uuid(),
        serial: successor.serial,
        not_after: successor.notAfter,
        application_id: successor.applicationId,
        since: clock.now(),
        predecessor,
      };
      const tie = { account, serial: successor.serial, creditCode };
      const others = around.map((one) => ({ account: one.account, serial: one.serial, creditCode: one.credit_code }));
      if (refusesBinding(tie, terms?.one ?? 'account', others) === null) await insert(tx, next, SYSTEM);
    }
  };

  return {
    async bind(tx, { terms, account, held, owner, actor }) {
      const stands = refusesState(held.state);
      if (stands) throw problem(stands, { params: { ...dates(held), account, reason: held.state } });
      const tie = { account, serial: held.serial, creditCode: owner.creditCode };
      await store.lockOrganisation(tx, terms.code, owner.creditCode);
      const living = (await store.livingAround(tx, terms.code, tie)).map((one) => ({
        account: one.account,
        serial: one.serial,
        creditCode: one.credit_code,
      }));
      const refused = refusesBinding(tie, terms.one, living);
      if (refused) throw taken(refused.code, refused.by, owner);
      return insert(
        tx,
        {
          id: uuid(),
          system: terms.code,
          account,
          organisation_id: owner.id,
          organisation_name: owner.organisationName,
          credit_code: owner.creditCode,
          serial: held.serial,
          not_after: held.notAfter,
          application_id: held.applicationId,
          exclusive: terms.one === 'organisation' ? owner.creditCode : null,
          since: clock.now(),
          ended_at: null,
          end_reason: null,
          predecessor: null,
        },
        actor,
      );
    },
    end,
    replaced,
    async sweep() {
      for (const one of await store.livingOfEnded(db, clock.now())) await follow(one);
    },
  };

  async function follow(one: Binding): Promise<void> {
    const held = await ports.held(db, one.serial);
    const state = held?.state ?? 'revoked';
    if (state === 'expired' || state === 'revoked' || state === 'withdrawn') {
      const reason = state === 'expired' ? 'expired' : 'revoked';
      await transaction(db, async (tx) => {
        const still = await store.bindingById(tx, one.id);
        if (still?.ended_at === null) await end(tx, still, reason, SYSTEM);
      });
    } else if (state === 'superseded') {
      let next = await ports.successor?.(db, one.serial);
      // Replaced once more before anybody looked: the last of them is the one that counts.
      for (let more = 0; next?.state === 'superseded' && more < MOST_REPLACEMENTS; more += 1)
        next = await ports.successor?.(db, next.serial);
      const isReady = next !== undefined && refusesState(next.state) === null;
      await transaction(db, (tx) => replaced(tx, one.serial, isReady ? (next ?? null) : null));
    }
  }
}

/** What is in the way is named only to those whose own it is: strangers' certificates are not told. */
function taken(
  code: Parameters<typeof problem>[0],
  by: { readonly account: string; readonly serial: string; readonly creditCode: string },
  owner: Account,
): Problem {
  const isOwn = by.creditCode === owner.creditCode;
  const params = {
    account: isOwn ? by.account : '—',
    serial: isOwn ? by.serial : '—',
  };
  return problem(code, { params });
}
