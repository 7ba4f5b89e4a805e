import { refuse } from './problems.ts';
import { readSerial } from './stock.ts';

/**
 * Transport keys 介质公钥 by serial as the maker delivered them with the media. Throws MEDIUM_SERIAL_WRONG, and
 * MEDIUM_KEY_STRAY for a key whose medium is not in the delivery: the wrong list was pasted.
 */
export function deliveredKeys(
  keys: readonly { readonly serial: string; readonly transportKey: string }[] = [],
  delivered: readonly string[],
): ReadonlyMap<string, Uint8Array> {
  const media = new Set(delivered);
  return new Map(
    keys.map(({ serial: typed, transportKey }) => {
      const serial = readSerial(typed, 'body.keys');
      if (!media.has(serial)) throw refuse('MEDIUM_KEY_STRAY', { field: 'body.keys', params: { serial } });
      return [serial, new Uint8Array(Buffer.from(transportKey, 'base64'))];
    }),
  );
}
