import type { SessionView } from '@yinxin/contract';
import type { Certificate } from '@yinxin/pki';
import type { Audit } from '../audit/index.ts';
import type { Limits, Present } from '../directory/index.ts';
import type { Database, Tx } from '../platform/index.ts';
import type { RelyingTerms } from './bindings/rules.ts';
import type { HeldState } from './rules.ts';

/** An account 账号 as sign-in needs it. */
export interface Account {
  readonly id: string;
  /** The name it signs in with. */
  readonly name: string;
  readonly creditCode: string;
  readonly organisationName: string;
}

/** The certificate pair a signing certificate belongs to, as its holder has it. */
export interface Held {
  /** Serial of the signing certificate, upper-case hexadecimal. */
  readonly serial: string;
  /** The holding's id; null while only the certificate is known. */
  readonly holding: string | null;
  /** Account that applied for it. */
  readonly account: string;
  /** Whom it names, once its life is known. A branch of the account has a code of its own (BJ-30). */
  readonly holder?: { readonly name: string; readonly creditCode: string };
  readonly state: HeldState;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The signing certificate, DER. */
  readonly certificate: Uint8Array;
  readonly applicationId: string | null;
  /** Relying system whose binding the programme demands before the certificate may be used; null for none. */
  readonly demands: string | null;
}

/** Certificates of our own CAs. */
export interface Trust {
  readonly anchors: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
}

/** What this room needs of others. */
export interface AccessPorts {
  readonly audit: Audit;
  readonly limits: Limits;
  trust(): Promise<Trust>;
  /** The holder's pair by the serial of its signing certificate, its status as it is now; undefined when not ours. */
  held(db: Database, serial: string): Promise<Held | undefined>;
  account(db: Database, id: string): Promise<Account | undefined>;
  view(db: Database, present: Present): Promise<SessionView>;
  /** Systems that programmes in force name (`relyingSystems`). */
  relyingSystems(db: Database): Promise<readonly RelyingTerms[]>;
  relyingTerms(db: Database, code: string): Promise<RelyingTerms | undefined>;
  /** The certificate that took the place of another, once there is one. */
  successor?(db: Database, serial: string): Promise<Held | undefined>;
  /** A binding was made; in its transaction. */
  bound?(
    tx: Tx,
    what: {
      readonly applicationId: string | null;
      readonly serial: string;
      readonly system: string;
      readonly account: string;
    },
  ): Promise<void>;
}
