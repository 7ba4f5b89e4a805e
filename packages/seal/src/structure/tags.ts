/** Universal tags that stand in seals, as the one byte of DER. */
export const TAG = {
  BOOLEAN: 0x01,
  BIT_STRING: 0x03,
  UTF8_STRING: 0x0c,
  PRINTABLE_STRING: 0x13,
  IA5_STRING: 0x16,
  UTC_TIME: 0x17,
  GENERALIZED_TIME: 0x18,
  SEQUENCE: 0x30,
  CONTEXT_0: 0xa0,
} as const;
