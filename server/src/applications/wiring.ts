import type { AddressInfo } from 'node:net';
import type { Audit } from '../audit/index.ts';
import type { Notices } from '../notices/index.ts';
import type { Database, Deps, Session, Tx } from '../platform/index.ts';
import type { Facts, HeldCertificate } from './engine/context.ts';
import type { Actor, ApplicationEvent } from './engine/events.ts';
import type { ApplicationState, Recipient } from './engine/state.ts';
import type { SigningPorts } from './signing/ports.ts';

/** An organisation as this room needs it; the directory's own has more. */
export interface OrganisationFacts {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
  readonly mobile: string;
}

/** A registered branch of an organisation, as this room needs it. */
export interface BranchFacts {
  readonly id: string;
  /** Credit code of its parent. */
  readonly parentCode: string;
  readonly name: string;
  readonly code: string;
  /** Who handles its certificates. */
  readonly handler: { readonly name: string; readonly mobile: string };
}

/** A held certificate (证书) as the room of holdings knows it. */
export interface HeldFacts extends Omit<HeldCertificate, 'running' | 'lastHandler'> {
  readonly organisationId: string;
  /** Whom it is for: the account's own credit code, or that of its branch. */
  readonly holderCode: string;
  /** The application it was made by. */
  readonly applicationId: string;
}

/** Certificates the accounts hold, for businesses that are about one. */
export interface HoldingsForApplications {
  held(db: Database, holding: string): Promise<HeldFacts | undefined>;
  living(db: Database, organisationId: string): Promise<readonly HeldFacts[]>;
}

/** What happened to one application in one command. */
export interface Change {
  /** `undefined` when it was just opened. */
  readonly before: ApplicationState | undefined;
  readonly state: ApplicationState;
  readonly events: readonly ApplicationEvent[];
  readonly actor: Actor;
}

/** What this room needs of others; `main` gives it. */
export interface ApplicationsWiring {
  audit(deps: Deps): Pick<Audit, 'record'>;
  notices(deps: Deps): Pick<Notices, 'notify'>;
  organisation(deps: Deps): (db: Database, id: string) => Promise<OrganisationFacts | undefined>;
  /** The name a business register has for a credit code, to show beside the registered one. */
  registerName?(deps: Deps): (db: Database, creditCode: string) => Promise<string | null>;
  /** A branch by id, whoever's it is (BJ-30). */
  branch?(deps: Deps): (db: Database, id: string) => Promise<BranchFacts | undefined>;
  /** Number of another order that blank media were posted for with this tracking number. */
  packageOf?(deps: Deps): (db: Database, trackingNumber: string, except: string) => Promise<string | undefined>;
  holdings?(deps: Deps): HoldingsForApplications;
  /** Whether an organisation owes for something else than its orders (IT-19). */
  arrears?(deps: Deps): (db: Database, organisationId: string) => Promise<boolean>;
  /** Certificates that can sign applications; without it none can. `address`: where the server listens. */
  signing?(deps: Deps, address: () => AddressInfo | string | null): SigningPorts;
  /**
   * The held certificate a session was opened with, `null` for one opened otherwise. Throws why it may not be used now:
   * revoked, expired, not bound (PA-01).
   */
  signedInWith?(deps: Deps): (db: Database, session: Session) => Promise<string | null>;
  /** The account's default address (IT-18). */
  defaultAddress?(deps: Deps): (db: Database, organisationId: string) => Promise<Recipient | undefined>;
  /** Which kinds of invoice the payer of an order may have; undefined where the programme alone decides (IT-33, IT-35). */
  invoiceKinds?(deps: Deps): (db: Database, applicationId: string) => Promise<Facts['invoiceKinds']>;
  /** Organisations a typed text is a part of the name of, or its pinyin initials. */
  organisationsNamed?(deps: Deps): (db: Database, typed: string) => Promise<readonly string[]>;
  /** Called in the transaction of the events, for rooms that follow them (the ledger). Throwing rolls all back. */
  onChange?(deps: Deps): (tx: Tx, change: Change) => Promise<void>;
}
