import { v7 as uuid } from 'uuid';
import type { Audit, AuditActor } from '../../audit/index.ts';
import type { Notices } from '../../notices/index.ts';
import { type Clock, type Database, problem as platformProblem, type Sealing, type Tx } from '../../platform/index.ts';
import { acknowledgeName, correctCode, correctName, holdAccountsOf, type Organisation } from '../accounts/store.ts';
import { problem } from '../problems.ts';
import { typedCreditCode, typedName } from '../typed.ts';
import type { AffectedOrder, OrdersOfOrganisation } from '../wiring.ts';
import * as store from './name-correction-store.ts';
import { nextNumber } from './numbers.ts';
import type { Proof } from './proof.ts';
import { type Decision, refusalToDecide } from './rules.ts';

export interface NewCorrection {
  readonly organisation: Organisation;
  readonly rightName: string;
  /** Another credit code as it was typed (IT-05). */
  readonly rightCode?: string | undefined;
  readonly note: string;
  readonly proof: Proof | null;
  readonly actor: AuditActor;
}

/** Corrections of registered names (JX-08, JX-09): reported by anybody concerned, decided by the back office. */
export interface NameCorrections {
  /** Enters a request; the actor is the applicant or a member of staff for a caller. */
  open(tx: Tx, asked: NewCorrection): Promise<store.NameCorrection>;
  /** Approval changes the name, keeps the former one and makes all open orders void, all or nothing. */
  decide(
    tx: Tx,
    actor: AuditActor & { readonly id: string },
    id: string,
    decision: Decision,
  ): Promise<store.NameCorrection>;
  /** The organisation has looked at its new name. */
  acknowledge(tx: Tx, organisation: Organisation): Promise<void>;
}

export function nameCorrections(deps: {
  clock: Clock;
  sealing: Sealing;
  audit: Audit;
  notices: Notices;
  orders: OrdersOfOrganisation;
}): NameCorrections {
  const { clock, sealing, audit, notices, orders } = deps;

  async function found(db: Database, id: string, lock = false): Promise<store.NameCorrection> {
    const one = await store.correctionById(db, sealing, id, lock);
    if (!one) throw platformProblem('NOT_FOUND');
    return one;
  }
  const subjectOf = (one: store.NameCorrection) => ({ kind: 'name-correction', id: one.id, label: one.number });

  return {
    async open(tx, { organisation, rightName, rightCode: typedCode, note, proof, actor }) {
      const right = typedName(rightName, 'body.rightName');
      const code = typedCode === undefined ? organisation.creditCode : typedCreditCode(typedCode, 'body.rightCode');
      const rightCode = code === organisation.creditCode ? null : code;
      if (right === organisation.name && rightCode === null)
        throw problem('NAME_UNCHANGED', { field: 'body.rightName' });
      const id = uuid();
      const now = clock.now();
      const number = await nextNumber(tx, 'NC', now);
      const added = await store.insertCorrection(tx, sealing, {
        id,
        number,
        organisationId: organisation.id,
        registeredName: organisation.name,
        rightName: right,
        rightCode,
        note: note.trim(),
        proof,
        enteredByStaff: actor.kind === 'staff' ? actor.id : null,
        createdAt: now,
      });
      if (!added) {
        const [open] = await store.correctionsOf(tx, sealing, organisation.id);
        throw problem('NAME_CORRECTION_OPEN', { params: { number: open?.number ?? '' } });
      }
      const one = await found(tx, id);
      await audit.record(tx, {
        actor,
        action: 'name-correction.entered',
        subject: subjectOf(one),
        details: {
          creditCode: one.creditCode,
          from: one.registeredName,
          to: right,
          code: rightCode,
          proof: proof?.sha256 ?? null,
        },
      });
      await notices.notify(tx, {
        to: { organisationId: organisation.id },
        template: 'name-correction-received',
        params: { number, name: right },
      });
      return one;
    },

    async decide(tx, actor, id, decision) {
      const one = await found(tx, id, true);
      const refusal = refusalToDecide(one, actor.id, decision);
      if (refusal) throw problem(refusal);
      const approved = decision.decision === 'approve';
      const at = clock.now();
      const to = { organisationId: one.organisationId };
      // What is corrected is the organisation: all its accounts follow (PA-03).
      const accounts = approved ? await holdAccountsOf(tx, one.organisationId) : [];
      if (approved && one.rightCode !== null) {
        const changed = await correctCode(tx, { accounts, creditCode: one.rightCode, correctionId: id, at });
        if (!changed) throw problem('CREDIT_CODE_TAKEN');
      }
      if (approved && one.rightName !== one.registeredName) {
        await correctName(tx, sealing, { accounts, name: one.rightName, correctionId: id, at });
      }
      // JX-09: the former applications carry the wrong name on their papers and are void.
      const voided: AffectedOrder[] = [];
      for (const account of accounts) voided.push(...(await orders.voidAll(tx, account, actor.id)));
      const status = approved ? 'approved' : 'refused';
      const answer = decision.answer.trim();
      await store.closeCorrection(tx, id, { status, at, by: actor.id, answer, voided });
      await audit.record(tx, {
        actor,
        action: `name-correction.${status}`,
        subject: subjectOf(one),
        details: {
          from: one.registeredName,
          to: one.rightName,
          code: one.rightCode,
          voided: voided.map((order) => order.number),
        },
      });
      if (approved) {
        const params = { name: one.rightName, orders: voided.length };
        for (const organisationId of accounts) {
          await notices.notify(tx, { to: { organisationId }, template: 'name-corrected', params });
        }
      } else {
        await notices.notify(tx, { to, template: 'name-correction-refused', params: { number: one.number, answer } });
      }
      return found(tx, id);
    },

    async acknowledge(tx, organisation) {
      if (organisation.nameCorrectedAt === null) return;
      await acknowledgeName(tx, organisation.id);
      await audit.record(tx, {
        actor: { kind: 'organisation', id: organisation.id, name: organisation.name },
        action: 'organisation.name-acknowledged',
        subject: { kind: 'organisation', id: organisation.id, label: organisation.creditCode },
        details: { name: organisation.name },
      });
    },
  };
}
