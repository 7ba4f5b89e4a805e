/** Why a journal is not given back to a database. */
export type RestoreRefusalCode =
  | 'RESTORE_SERVER_RUNNING'
  | 'RESTORE_JOURNAL_EMPTY'
  | 'RESTORE_JOURNAL_BROKEN'
  | 'RESTORE_JOURNAL_OLDER'
  | 'RESTORE_OTHER_JOURNAL'
  | 'RESTORE_OTHER_AUTHORITY'
  | 'RESTORE_DISAGREES';

const HELP: Readonly<Record<RestoreRefusalCode, string>> = {
  RESTORE_SERVER_RUNNING: 'a server is running on this database: stop every one of them first',
  RESTORE_JOURNAL_EMPTY: 'there is no journal, or nothing is in it',
  RESTORE_JOURNAL_BROKEN: 'the journal is altered, or lines are missing or out of place; nothing was restored',
  RESTORE_JOURNAL_OLDER: 'the journal in its place knows more than this one: restore from that one',
  RESTORE_OTHER_JOURNAL: 'the journal in its place is another one: move it away if this one is right',
  RESTORE_OTHER_AUTHORITY: 'the journal is of an authority that this database does not know',
  RESTORE_DISAGREES: 'journal and database say different things; nothing was restored',
};

/** Nothing was changed. `place` says where: a file, a line, a serial. */
export class RestoreRefused extends Error {
  readonly code: RestoreRefusalCode;
  constructor(code: RestoreRefusalCode, place: string) {
    super(`${code}: ${HELP[code]} (${place})`);
    this.name = 'RestoreRefused';
    this.code = code;
  }
}
