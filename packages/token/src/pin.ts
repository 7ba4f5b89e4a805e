/** Why a PIN is not accepted; `same`: it is the one in force. */
export type PinWeakness = 'length' | 'characters' | 'repeated' | 'sequence' | 'common' | 'serial' | 'same';

export const PIN_LENGTH = { min: 6, max: 16 } as const;

// The head of every published PIN list, and the factory PINs of key makers.
const COMMON = new Set([
  '123123',
  '112233',
  '445566',
  '147258',
  '147258369',
  '159357',
  '520520',
  '521521',
  '5201314',
  '1314520',
  'password',
  'passw0rd',
  'admin123',
  'administrator',
  'abc123',
  'a123456',
  'qwerty',
  'qwerty123',
  'iloveyou',
]);

const steps = (pin: string): number[] =>
  [...pin].slice(1).map((character, index) => character.charCodeAt(0) - pin.charCodeAt(index));

const isPeriodic = (pin: string): boolean =>
  [1, 2, 3].some((period) => pin.length >= period * 2 && [...pin].every((c, index) => c === pin[index % period]));

/**
 * The PIN policy of every medium: 6–16 printable ASCII characters without spaces, not one that a thief tries first.
 * `serial` is what is printed on the medium. Answers the first weakness, or null if the PIN is fit.
 */
export function pinWeakness(pin: string, serial: string): PinWeakness | null {
  if (pin.length < PIN_LENGTH.min || pin.length > PIN_LENGTH.max) return 'length';
  if (!/^[\x21-\x7e]+$/.test(pin)) return 'characters';
  if (isPeriodic(pin)) return 'repeated';
  const walk = steps(pin);
  if (walk.every((step) => step === 1) || walk.every((step) => step === -1)) return 'sequence';
  if (COMMON.has(pin.toLowerCase())) return 'common';
  const printed = serial.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
  if (printed.includes(pin.toUpperCase())) return 'serial';
  return null;
}
