import type { FoundBy } from '@yinxin/contract';
import type { LocalText } from '@yinxin/programme';
import type { AuditFact } from '../audit/index.ts';
import type { Database, Tx } from '../platform/index.ts';
import type { ReadNames } from './names.ts';

/** An order as other rooms find it. */
export interface OrderFound {
  readonly id: string;
  readonly number: string;
  readonly organisationName: string;
  readonly isPerson: boolean;
  readonly state: { readonly code: string; readonly label: LocalText };
  readonly void: boolean;
  readonly by: FoundBy;
}

export interface OrganisationFound {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string;
  readonly isPerson: boolean;
}

export interface CertificateFound {
  readonly id: string;
  readonly organisationName: string;
  readonly isPerson: boolean;
  readonly mediumSerial: string | null;
  readonly signSerial: string;
  readonly status: string;
  readonly notAfter: Date;
  readonly by: FoundBy;
}

export interface OrdersSought {
  readonly number?: string | undefined;
  readonly begins?: string | undefined;
  readonly code?: string | undefined;
  readonly serials?: readonly string[];
  readonly mobile?: string | undefined;
  readonly organisations?: readonly string[];
}

/** What this room asks of others; `rooms.ts` gives it. */
export interface SearchPorts {
  readonly names: ReadNames;
  organisations(db: Database, ids: readonly string[]): Promise<readonly OrganisationFound[]>;
  organisationsByCode(db: Database, creditCode: string, limit: number): Promise<readonly OrganisationFound[]>;
  /** Accounts of persons with exactly this name. */
  personsNamed(db: Database, name: string, limit: number): Promise<readonly OrganisationFound[]>;
  orders(db: Database, sought: OrdersSought, limit: number): Promise<readonly OrderFound[]>;
  /** By the serial of a key medium or of either certificate, whichever of these it is; none for none. */
  certificates(db: Database, serials: readonly string[], limit: number): Promise<readonly CertificateFound[]>;
  audit(tx: Tx, fact: AuditFact): Promise<void>;
}
