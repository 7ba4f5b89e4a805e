/** Kinds of invoice (发票类型), as programmes name them. */
export type InvoiceKind = 'e-invoice-general' | 'e-invoice-special';

export type InvoiceKindAnswer =
  | { readonly allowed: readonly InvoiceKind[] }
  | { readonly code: 'INVOICE_KIND_NOT_CONFIRMED' };

/** One confirmation form (开票类型确认书): the first, or a change. */
export interface InvoiceChoice {
  readonly kind: InvoiceKind;
  readonly at: Date;
}

/**
 * Which kinds of invoice may be issued for money designated at `at`. A third-party payer: the ordinary one only, without a
 * form (IT-35). Where a form is asked for: the kind last confirmed before `at`, none until there is one (IT-33, IT-34).
 */
export function invoiceKinds(asked: {
  readonly thirdParty: boolean;
  readonly formNeeded: boolean;
  readonly choices: readonly InvoiceChoice[];
  readonly at: Date;
}): InvoiceKindAnswer {
  if (asked.thirdParty) return { allowed: ['e-invoice-general'] };
  if (!asked.formNeeded) return { allowed: ['e-invoice-general', 'e-invoice-special'] };
  const sorted = asked.choices.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const first = sorted[0];
  if (!first) return { code: 'INVOICE_KIND_NOT_CONFIRMED' };
  // The first choice also serves what was paid before it; a change works forward only.
  const inForce = sorted.findLast((choice) => choice.at <= asked.at) ?? first;
  return { allowed: [inForce.kind] };
}
