/** Why the authority cannot work. Raised at start, for operators; each says what to do. */
export type AuthorityErrorCode =
  | 'AUTHORITY_MISSING'
  | 'AUTHORITY_KEY_MISSING'
  | 'AUTHORITY_KEY_UNREADABLE'
  | 'AUTHORITY_KEY_MISMATCH'
  | 'AUTHORITY_STORE_AWAY';

const HELP: Readonly<Record<AuthorityErrorCode, string>> = {
  AUTHORITY_MISSING:
    'there is no certification authority yet: run "npx yinxin authority init" once, which makes root and issuing CA ("npx yinxin setup" offers it too)',
  AUTHORITY_KEY_MISSING:
    'a key of the authority is not where it should be: copy dataDir/ca from the machine that made it, or from the safe',
  AUTHORITY_KEY_UNREADABLE:
    'a key of the authority does not open: check secrets.caPassphrase; if it is right, the file is damaged: restore it',
  AUTHORITY_STORE_AWAY:
    'the key store of the authority cannot be used: see the key stores below, and docs/key-stores.md',
  AUTHORITY_KEY_MISMATCH: 'a key file belongs to another certificate than the database names: restore the right file',
};

export class AuthorityError extends Error {
  readonly code: AuthorityErrorCode;
  constructor(code: AuthorityErrorCode, place: string, cause?: unknown) {
    super(`${code}: ${HELP[code]} (${place})`, { cause });
    this.name = 'AuthorityError';
    this.code = code;
  }
}
