/** A fresh key for a command. `crypto.randomUUID` exists only on https and this machine; an office network may have neither. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
