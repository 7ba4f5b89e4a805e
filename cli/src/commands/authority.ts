import { input } from '@inquirer/prompts';
import { AUTHORITY_ALGORITHMS } from '@yinxin/contract';
import { nameText } from '@yinxin/pki';
import { authorityPlace, initAuthority, namesOf, openAuthority } from '@yinxin/server';
import { text } from '../texts.ts';
import { withPlatform } from './with-platform.ts';

export interface AuthorityOptions {
  readonly config?: string;
  /** Registered name of the authority, as it stands in every certificate. */
  readonly organisation?: string;
  /** Short name before "Root CA (SM2)" and "Issuing CA (SM2)". */
  readonly prefix?: string;
  /** Kind of both keys; SM2 unless told. */
  readonly algorithm?: string;
  /** Where the keys are made: `files`, or a name of the setting keyStores. */
  readonly store?: string;
}

/** Longest value of a name in a certificate (RFC 5280, ub-common-name). */
const LONGEST = 64;
const LONGEST_PREFIX = LONGEST - ' Issuing CA (SM2)'.length;

/** What is wrong with a name, or true. */
function checkName(longest: number) {
  return (typed: string) => {
    const name = typed.trim();
    return (
      (name !== '' && name.length <= longest && !/\p{Cc}/u.test(name)) || text('authority.name.wrong', { longest })
    );
  };
}

/**
 * Makes root and issuing CA once, with guided names; their keys lie encrypted under `secrets.caPassphrase`, or in the key
 * store named. Returns the exit code.
 */
export async function createAuthority(options: AuthorityOptions): Promise<number> {
  const ask = async (given: string | undefined, message: string, longest: number) => {
    const validate = checkName(longest);
    if (given === undefined) return (await input({ message, validate })).trim();
    const verdict = validate(given);
    if (verdict !== true) throw new Error(verdict);
    return given.trim();
  };
  const organisation = await ask(options.organisation, text('authority.organisation'), LONGEST);
  const prefix = await ask(options.prefix, text('authority.prefix'), LONGEST_PREFIX);
  const algorithm = readAlgorithm(options.algorithm ?? 'sm2');
  const { store = 'files' } = options;
  return withPlatform(options, async ({ deps }) => {
    const names = namesOf(organisation, prefix, algorithm);
    const isNew = await initAuthority(deps, names, { algorithm, store });
    const place = authorityPlace(deps);
    // Opened once, so that a passphrase or folder that does not work shows now and not at the start.
    const { root, issuing } = await openAuthority(place);
    const made = { root: nameText(root.certificate.subject), issuing: nameText(issuing.certificate.subject) };
    console.log(text(isNew ? 'authority.made' : 'authority.there', made));
    if (isNew && store === 'files') console.log(text('authority.keep', { folder: place.folder }));
    if (isNew && store !== 'files') console.log(text('authority.keep.store', { store }));
    return 0;
  });
}

type Algorithm = (typeof AUTHORITY_ALGORITHMS)[number];

/** A kind of CA key; throws with the list of all when it is none. */
export function readAlgorithm(given: string): Algorithm {
  const found = AUTHORITY_ALGORITHMS.find((one) => one === given);
  if (!found) throw new Error(text('authority.algorithm.unknown', { given, all: AUTHORITY_ALGORITHMS.join(', ') }));
  return found;
}
