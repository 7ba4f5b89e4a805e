import { input } from '@inquirer/prompts';
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

/** Makes root and issuing CA once, with guided names; their keys lie encrypted under `secrets.caPassphrase`. Returns the exit code. */
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
  return withPlatform(options, async ({ deps }) => {
    const names = namesOf(organisation, prefix);
    const isNew = await initAuthority(deps, names);
    const place = authorityPlace(deps);
    // Opened once, so that a passphrase or folder that does not work shows now and not at the start.
    const { root, issuing } = await openAuthority(place);
    const made = { root: nameText(root.certificate.subject), issuing: nameText(issuing.certificate.subject) };
    console.log(text(isNew ? 'authority.made' : 'authority.there', made));
    if (isNew) console.log(text('authority.keep', { folder: place.folder }));
    return 0;
  });
}
