/** Whether the bytes are one complete DER SEQUENCE or SET and nothing after it. */
export function isOneDerValue(bytes: Uint8Array): boolean {
  const [tag, first] = bytes;
  if ((tag !== 0x30 && tag !== 0x31) || first === undefined) return false;
  if (first < 0x80) return bytes.length === 2 + first;
  const size = first & 0x7f;
  if (size < 1 || size > 3 || bytes.length < 2 + size) return false;
  const length = bytes.subarray(2, 2 + size).reduce((sum, byte) => sum * 256 + byte, 0);
  return bytes.length === 2 + size + length;
}
