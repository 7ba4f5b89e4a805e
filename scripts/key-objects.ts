/**
 * What of node:crypto makes or uses key objects. With an SM2 key they sign without the signer's identity and say nothing,
 * and some of their exports end the process (GB/T 32918.2 §5.5 asks for the identity; OpenSSL leaves it empty).
 */
const FORBIDDEN = new RegExp(
  `^(${[
    'create(Private|Public|Secret)Key',
    'generateKeyPair(Sync)?',
    'KeyObject',
    'X509Certificate',
    'create(ECDH|Sign|Verify)',
    'ECDH',
    'Sign',
    'Verify',
    'sign',
    'verify',
    'diffieHellman',
    '(public|private)(En|De)crypt',
  ].join('|')})$`,
);

const MODULE = String.raw`['"\x60](?:node:)?crypto['"\x60]`;
const STATIC = new RegExp(String.raw`(?:import|export)\s+(?:type\s+)?(\{[^}]*\}|\*?[^'"]*?)\s+from\s+${MODULE}`, 'g');
/** The whole module at once would hide what is used of it. */
const WHOLE = new RegExp(String.raw`(?:import|require|getBuiltinModule)\s*\(\s*${MODULE}`, 'g');

/** The names a source text takes from node:crypto; "*" for all of it. */
export function cryptoImports(text: string): readonly string[] {
  const named = [...text.matchAll(STATIC)].flatMap(([, what = '']) =>
    what.startsWith('{')
      ? what
          .slice(1, -1)
          .split(',')
          .map((one) => one.trim().replace(/^type\s+|\s+as\s.*$/g, ''))
          .filter((one) => one !== '')
      : ['*'],
  );
  return [...named, ...[...text.matchAll(WHOLE)].map(() => '*')];
}

/** The names among them by which an SM2 key could reach node:crypto. */
export const keyObjectUses = (text: string): readonly string[] =>
  cryptoImports(text).filter((name) => name === '*' || name === 'default' || FORBIDDEN.test(name));
