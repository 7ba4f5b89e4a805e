import { LocalText } from '@yinxin/programme';
import { z } from 'zod';
import type { ProgrammePayees } from '../rules/payees.ts';

/** The part of a programme that says how it is paid by remittance; absent in programmes that are not. */
const Paid = z.object({
  code: z.string(),
  name: LocalText,
  payees: z
    .array(
      z.object({
        code: z.string(),
        regions: z.array(z.string().regex(/^\d{0,6}$/)),
        company: z.string(),
        bank: z.string(),
        account: z.string(),
        fax: z.string().optional(),
        invoiceKindForm: z.boolean().optional(),
      }),
    )
    .default([]),
  mistypedPayees: z.array(z.string()).default([]),
});

/** The programmes that are paid by remittance, of all there are. */
export function payeesIn(programmes: readonly unknown[]): readonly ProgrammePayees[] {
  return programmes.flatMap((programme) => {
    const { code, name, payees, mistypedPayees } = Paid.parse(programme);
    return payees.length === 0 ? [] : [{ programme: code, name, payees, mistypedPayees }];
  });
}
