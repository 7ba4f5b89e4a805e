import { createHash, randomBytes } from 'node:crypto';
import type { AuditAction } from '@yinxin/contract';
import { v7 as uuid } from 'uuid';
import { type Audit, publicActor } from '../../audit/index.ts';
import { type Clock, type Config, type Database, type Sealing, type Tx, transaction } from '../../platform/index.ts';
import { reservedMobileOf } from '../accounts/store.ts';
import type { Codes } from '../codes/service.ts';
import type { Limits } from '../limits.ts';
import { problem } from '../problems.ts';
import { typedMobile, typedName, typedOrganisationCode, typedPersonName } from '../typed.ts';
import { branchSubject, codePart, MOST_BRANCHES, PAGE_SECONDS } from './rules.ts';
import * as store from './store.ts';

const HOUR = 3600;

/** A branch as it was typed; without a mobile its handler's stays as it is. */
export interface TypedBranch {
  readonly name: string;
  readonly code: string;
  readonly registration: store.Registration | 'none';
  readonly address: string;
  readonly handler: { readonly name: string; readonly mobile?: string | undefined };
}

export interface Parent {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
}

/** Maintenance of held organisations 持有机构信息维护. */
export interface Branches {
  /**
   * Opens the page with the parent's code, its handler's mobile and the code sent there. A mobile that is not the parent's,
   * an unknown parent and a wrong or expired code are answered alike: SMS_CODE_WRONG (BJ-28).
   */
  open(
    asked: { readonly code: string; readonly mobile: string; readonly smsCode: string },
    address: string,
  ): Promise<{ readonly access: string; readonly expiresAt: Date; readonly parent: Parent }>;
  /** The parent of an opened page; throws BRANCH_PAGE_CLOSED. */
  parent(db: Database, access: string): Promise<Parent>;
  list(db: Database, parentCode: string): Promise<readonly store.Branch[]>;
  /** Throws BRANCH_NOT_REGISTERED, BRANCH_IS_PARENT, BRANCH_EXISTS, BRANCHES_FULL (BJ-27, BJ-29). */
  add(tx: Tx, parent: Parent, typed: TypedBranch): Promise<void>;
  /** The same, and BRANCH_UNKNOWN for what is no branch of this parent. */
  change(tx: Tx, parent: Parent, id: string, typed: TypedBranch): Promise<void>;
}

const hashOf = (access: string) => createHash('sha256').update(access).digest('hex');

/** What was typed in the form it is kept in. */
function checked(typed: TypedBranch, parent: Parent) {
  const { registration } = typed;
  if (registration === 'none') throw problem('BRANCH_NOT_REGISTERED', { field: 'body.registration' });
  const code = typedOrganisationCode(typed.code);
  if (codePart(code) === codePart(parent.creditCode)) throw problem('BRANCH_IS_PARENT', { field: 'body.code' });
  const { mobile } = typed.handler;
  return {
    name: typedName(typed.name),
    code,
    registration,
    address: typed.address.trim(),
    handlerName: typedPersonName(typed.handler.name, 'body.handler.name'),
    mobile: mobile === undefined ? undefined : typedMobile(mobile, 'body.handler.mobile'),
  };
}

export function branches(deps: {
  db: Database;
  clock: Clock;
  config: Config;
  sealing: Sealing;
  limits: Limits;
  codes: Codes;
  audit: Audit;
}): Branches {
  const { db, clock, config, sealing, limits, codes, audit } = deps;
  const record = (tx: Tx, action: AuditAction, parent: Parent, branch: store.Branch) =>
    audit.record(tx, {
      actor: { kind: 'organisation', id: parent.id, name: parent.name },
      action,
      subject: { kind: 'branch', id: branch.id, label: branch.code },
      details: { parent: parent.creditCode, name: branch.name, registration: branch.registration },
    });
  const exists = (code: string) => problem('BRANCH_EXISTS', { field: 'body.code', params: { code } });

  return {
    async open(asked, address) {
      await limits.take('branch-page', address, config.rateLimits.codesPerAddress, HOUR);
      const typed = { code: typedOrganisationCode(asked.code), mobile: typedMobile(asked.mobile) };
      const subject = branchSubject(typed);
      await codes.countTry('branches', subject);
      return transaction(db, async (tx) => {
        await codes.redeem(tx, 'branches', subject, asked.smsCode);
        const known = await reservedMobileOf(tx, sealing, typed);
        // A code of a mobile that is not the parent's was never sent, so a right guess is still told to be wrong.
        if (!known) throw problem('SMS_CODE_WRONG', { field: 'body.smsCode' });
        const access = randomBytes(32).toString('base64url');
        const now = clock.now();
        const expiresAt = new Date(now.getTime() + PAGE_SECONDS * 1000);
        await store.insertPage(tx, { tokenHash: hashOf(access), organisationId: known.id, expiresAt, now });
        await audit.record(tx, {
          actor: publicActor,
          action: 'branch.page-opened',
          subject: { kind: 'credit-code', id: known.creditCode, label: known.creditCode },
        });
        return { access, expiresAt, parent: { id: known.id, creditCode: known.creditCode, name: known.name } };
      });
    },
    async parent(db, access) {
      const known = await store.parentOfPage(db, hashOf(access), clock.now());
      if (!known) throw problem('BRANCH_PAGE_CLOSED');
      return known;
    },
    list: (db, parentCode) => store.branchesOf(db, sealing, parentCode),
    async add(tx, parent, typed) {
      const { handlerName, mobile, ...basics } = checked(typed, parent);
      if (mobile === undefined) throw problem('MOBILE_INVALID', { field: 'body.handler.mobile' });
      await store.lockParent(tx, parent.creditCode);
      const all = await store.branchesOf(tx, sealing, parent.creditCode);
      if (all.length >= MOST_BRANCHES) throw problem('BRANCHES_FULL', { params: { most: MOST_BRANCHES } });
      await store.lockCode(tx, basics.code);
      const one: store.Branch = {
        ...basics,
        id: uuid(),
        parentCode: parent.creditCode,
        handler: { name: handlerName, mobile },
        createdAt: clock.now(),
        changedAt: null,
      };
      if (!(await store.insertBranch(tx, sealing, one, parent.id))) throw exists(basics.code);
      await record(tx, 'branch.added', parent, one);
    },
    async change(tx, parent, id, typed) {
      const { handlerName, mobile, ...basics } = checked(typed, parent);
      await store.lockParent(tx, parent.creditCode);
      const known = await store.branchById(tx, sealing, id);
      if (known?.parentCode !== parent.creditCode) throw problem('BRANCH_UNKNOWN');
      await store.lockCode(tx, basics.code);
      if (await store.codeTaken(tx, basics.code, id)) throw exists(basics.code);
      const handler = { name: handlerName, mobile: mobile ?? known.handler.mobile };
      const one: store.Branch = { ...known, ...basics, handler, changedAt: clock.now() };
      await store.updateBranch(tx, sealing, one);
      await record(tx, 'branch.changed', parent, one);
    },
  };
}
