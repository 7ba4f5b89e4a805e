/** An organisation as finance types it: its credit code of 18 characters, or the number of one of its orders. */
export function whoseOf(typed: string): { creditCode: string } | { orderNumber: string } {
  const plain = typed.replace(/\s+/g, '').toUpperCase();
  return /^[0-9A-Z]{18}$/.test(plain) ? { creditCode: plain } : { orderNumber: plain };
}
