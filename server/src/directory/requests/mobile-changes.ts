import { humanNumber, maskMobile } from '@yinxin/identifiers';
import { v7 as uuid } from 'uuid';
import type { Audit, AuditActor } from '../../audit/index.ts';
import type { Notices } from '../../notices/index.ts';
import {
  type Clock,
  type Database,
  problem as platformProblem,
  type Sealing,
  type Sessions,
  type Tx,
} from '../../platform/index.ts';
import { organisationByCode, setMobile, setPassword } from '../accounts/store.ts';
import type { Codes } from '../codes/service.ts';
import type { Limits } from '../limits.ts';
import { problem } from '../problems.ts';
import { typedCreditCode, typedMobile, typedPersonName } from '../typed.ts';
import * as store from './mobile-change-store.ts';
import { nextNumber } from './numbers.ts';
import type { Proof } from './proof.ts';
import { type Decision, refusalToDecide } from './rules.ts';

const HOUR = 3600;
const MOST_LOOKS = 30;
/** Stands for the number of an account that does not exist; nothing is sent to it. */
const NOBODY = '10000000000';

export interface NewMobileChange {
  readonly creditCode: string;
  readonly newMobile: string;
  readonly contactName: string;
  readonly reason: store.MobileReason;
  readonly note: string;
}

/** Changes of the registered mobile (JX-14), for whoever can no longer sign in nor receive a code. */
export interface MobileChanges {
  /** Without sign-in: a code to the new number and proofs. Whether the account exists is not told. */
  ask(
    tx: Tx,
    asked: NewMobileChange & { readonly smsCode: string; readonly files: readonly Proof[] },
  ): Promise<store.MobileChange>;
  /** Entered by a member of staff for a caller. */
  enter(tx: Tx, actor: AuditActor, asked: NewMobileChange): Promise<store.MobileChange>;
  /** How a request stands, for whoever knows its number and the credit code. */
  status(number: string, creditCode: string, address: string): Promise<store.MobileChange>;
  /** Approval replaces the number, ends all sessions and stops the former password; a reset follows. */
  decide(
    tx: Tx,
    actor: AuditActor & { readonly id: string },
    id: string,
    decision: Decision,
  ): Promise<store.MobileChange>;
}

/** The asked change in stored form; throws what a typing mistake deserves. */
export function checkMobileChange(asked: NewMobileChange): NewMobileChange {
  return {
    creditCode: typedCreditCode(asked.creditCode),
    newMobile: typedMobile(asked.newMobile, 'body.newMobile'),
    contactName: typedPersonName(asked.contactName),
    reason: asked.reason,
    note: asked.note.trim(),
  };
}

export function mobileChanges(deps: {
  db: Database;
  clock: Clock;
  sealing: Sealing;
  sessions: Sessions;
  limits: Limits;
  codes: Codes;
  audit: Audit;
  notices: Notices;
}): MobileChanges {
  const { db, clock, sealing, sessions, limits, codes, audit, notices } = deps;

  async function found(handle: Database, id: string, lock = false): Promise<store.MobileChange> {
    const one = await store.changeById(handle, sealing, id, lock);
    if (!one) throw platformProblem('NOT_FOUND');
    return one;
  }

  async function insert(tx: Tx, actor: AuditActor, one: NewMobileChange, files: readonly Proof[]) {
    const known = await organisationByCode(tx, sealing, one.creditCode);
    if (known?.mobile === one.newMobile) throw problem('MOBILE_UNCHANGED', { field: 'body.newMobile' });
    const id = uuid();
    const now = clock.now();
    const number = await nextNumber(tx, 'MC', now);
    const enteredByStaff = actor.kind === 'staff' ? actor.id : null;
    const organisationId = known?.id ?? null;
    await store.insertChange(tx, sealing, {
      ...one,
      id,
      number,
      organisationId,
      files,
      enteredByStaff,
      createdAt: now,
    });
    await audit.record(tx, {
      actor,
      action: 'mobile-change.entered',
      subject: { kind: 'mobile-change', id, label: number },
      details: {
        creditCode: one.creditCode,
        newMobile: maskMobile(one.newMobile),
        reason: one.reason,
        files: files.map((file) => file.sha256),
      },
    });
    const params = { number };
    await notices.notify(tx, { to: { mobile: one.newMobile }, template: 'mobile-change-received', params });
    // Whoever still has the old number can stop somebody who wants to take the account over.
    await notices.notify(tx, {
      to: known ? { organisationId: known.id } : { mobile: NOBODY },
      template: 'mobile-change-warning',
      params,
      decoy: !known,
    });
    return found(tx, id);
  }

  async function approve(tx: Tx, one: store.MobileChange): Promise<string> {
    const known = await organisationByCode(tx, sealing, one.creditCode);
    if (!known) throw problem('ACCOUNT_UNKNOWN');
    await setMobile(tx, sealing, known.id, one.newMobile);
    // A password reset follows (JX-14): whoever left still knows the former password.
    await setPassword(tx, known.id, null);
    await sessions.endAll('organisation', known.id, tx);
    const params = { number: one.number };
    await notices.notify(tx, { to: { mobile: known.mobile }, template: 'mobile-changed-old', params });
    await notices.notify(tx, { to: { organisationId: known.id }, template: 'mobile-changed', params });
    return known.id;
  }

  return {
    async ask(tx, asked) {
      const one = checkMobileChange(asked);
      await codes.redeem(tx, 'change-mobile', one.newMobile, asked.smsCode);
      return insert(tx, { kind: 'public', id: null, name: 'public' }, one, asked.files);
    },

    enter: (tx, actor, asked) => insert(tx, actor, checkMobileChange(asked), []),

    async status(number, creditCode, address) {
      await limits.take('mobile-change-status', address, MOST_LOOKS, HOUR);
      const read = humanNumber.parse(number);
      const code = typedCreditCode(creditCode, 'query.creditCode');
      const one = read.ok ? await store.changeByNumber(db, sealing, read.number, code) : undefined;
      if (!one) throw problem('REQUEST_NOT_FOUND');
      return one;
    },

    async decide(tx, actor, id, decision) {
      const one = await found(tx, id, true);
      const refusal = refusalToDecide(one, actor.id, decision);
      if (refusal) throw problem(refusal);
      const status = decision.decision === 'approve' ? 'approved' : 'refused';
      const answer = decision.answer.trim();
      const organisationId = status === 'approved' ? await approve(tx, one) : one.organisationId;
      await store.closeChange(tx, id, { status, at: clock.now(), by: actor.id, answer, organisationId });
      await audit.record(tx, {
        actor,
        action: `mobile-change.${status}`,
        subject: { kind: 'mobile-change', id, label: one.number },
        details: { creditCode: one.creditCode, newMobile: maskMobile(one.newMobile) },
      });
      if (status === 'refused') {
        const params = { number: one.number, answer };
        await notices.notify(tx, { to: { mobile: one.newMobile }, template: 'mobile-change-refused', params });
      }
      return found(tx, id);
    },
  };
}
