import type { ProgrammeSource } from '@yinxin/programme';
import type { Field } from '../common/fields.ts';
import type { Both } from '../common/words.ts';

/** In what the products of the authority differ. */
export interface Product {
  readonly medium: 'usb-key' | 'ic-card';
  /** A password card lies in what is posted (BJ-02, BJ-03). */
  readonly card: boolean;
  /** Where the first password is, by the way the medium came (BJ-04). */
  readonly firstPin: { readonly counter: Both; readonly online: Both };
  readonly fields: readonly Field[];
  readonly client: NonNullable<ProgrammeSource['client']>;
}
