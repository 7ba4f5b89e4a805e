import type { Certificate } from '@yinxin/pki';
import type { Database } from '../../platform/index.ts';

/** A held signing certificate, with its status as the issuing side has it this moment. */
export interface SigningCertificate {
  /** Upper-case hexadecimal. */
  readonly serial: string;
  readonly certificate: Uint8Array;
  /** Neither suspended nor revoked nor over. */
  readonly good: boolean;
}

/** What signing needs of other rooms. */
export interface SigningPorts {
  /** The signing certificate of a held pair; undefined when there is none of this id. */
  certificate(db: Database, holding: string): Promise<SigningCertificate | undefined>;
  trust(): Promise<{ readonly anchors: readonly Certificate[]; readonly intermediates: readonly Certificate[] }>;
  /** Web origins of our own pages. */
  origins(): readonly string[];
}
