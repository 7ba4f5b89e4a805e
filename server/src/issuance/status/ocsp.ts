import type { Clock, Database } from '../../platform/index.ts';
import { type Answer, liveResponder, type SerialStatus, statusOf } from '../../responder/index.ts';
import type { CertificationAuthority } from '../authority/authority.ts';
import type { IssuanceTables } from '../tables.ts';
import type { ResponderKeeper } from './responder-key.ts';

export interface OcspTools {
  readonly db: Database;
  readonly clock: Clock;
  /** The CAs whose certificates are answered for. */
  issuers(): readonly CertificationAuthority[];
  readonly responder: ResponderKeeper;
  readonly responderId: 'name' | 'key';
}

/** OCSP inside the server: every answer looks at the database. `yinxin ocsp` is the same code with a memory. */
export interface OcspAnswers {
  answer(request: Uint8Array): Promise<Answer>;
  /** Answers given in the last whole minute. */
  perMinute(): number;
}

export function ocspAnswers({ db, clock, issuers, responder, responderId }: OcspTools): OcspAnswers {
  const live = liveResponder({
    issuers,
    responderId,
    now: () => clock.now(),
    responder: (name) => responder.current(name),
    statuses: (serials) => readStatuses(db, serials),
  });
  const counted = { minute: 0, now: 0, last: 0 };
  const turn = () => {
    const minute = Math.floor(performance.now() / 60_000);
    if (minute === counted.minute) return;
    counted.last = minute === counted.minute + 1 ? counted.now : 0;
    counted.minute = minute;
    counted.now = 0;
  };
  return {
    answer(request) {
      turn();
      counted.now += 1;
      return live(request);
    },
    perMinute() {
      turn();
      return counted.last;
    },
  };
}

async function readStatuses(db: Database, serials: readonly string[]): Promise<ReadonlyMap<string, SerialStatus>> {
  const rows = await db
    .withTables<IssuanceTables>()
    .selectFrom('certificate')
    .leftJoin('revocation', 'revocation.serial', 'certificate.serial')
    .select(['certificate.serial', 'certificate.authority', 'revocation.revoked_at', 'revocation.reason'])
    .where('certificate.serial', 'in', [...new Set(serials)])
    .where('certificate.use', 'in', ['sign', 'encrypt', 'ocsp', 'seal-maker'])
    .where('certificate.published_at', 'is not', null)
    .execute();
  return new Map(
    rows.map((row): [string, SerialStatus] => [row.serial, { authority: row.authority, status: statusOf(row) }]),
  );
}
