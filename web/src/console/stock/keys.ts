export interface DeliveredKey {
  readonly serial: string;
  readonly transportKey: string;
}

const KEY = /^[A-Za-z0-9+/]{80,}={0,2}$/;

/**
 * The maker's list of transport keys: serial and key in Base64 on each line, parted by a comma, semicolon, tab or spaces.
 * `wrong` are the numbers of lines that cannot be read, from 1; empty lines are passed over.
 */
export function keysIn(typed: string): { readonly keys: readonly DeliveredKey[]; readonly wrong: readonly number[] } {
  const keys: DeliveredKey[] = [];
  const wrong: number[] = [];
  for (const [at, line] of typed.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [serial, transportKey, ...rest] = line.split(/[\s,;\uff0c\uff1b]+/).filter(Boolean);
    if (serial && transportKey && rest.length === 0 && KEY.test(transportKey)) keys.push({ serial, transportKey });
    else wrong.push(at + 1);
  }
  return { keys, wrong };
}
