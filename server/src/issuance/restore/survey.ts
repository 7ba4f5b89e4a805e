import type { HouseSnapshot } from '../authority/snapshot.ts';
import type { JournalBody } from '../journal/line.ts';
import { readJournal } from '../journal/read.ts';
import { RestoreRefused } from './refusal.ts';

type Status = Extract<JournalBody, { kind: 'status' }>;

/** Where a certificate stands in the end, as the journal tells it. */
export interface LastStatus {
  readonly serial: string;
  readonly change: Status['change'];
  /** As RFC 5280 §5.3.1 names it. */
  readonly reason: string;
  readonly at: string;
  readonly requestId: string | null;
  readonly invalidityDate: string | null;
}

/** What must be known of the whole journal before the first row is written. */
export interface Survey {
  readonly file: string;
  readonly lines: number;
  /** Hash of the last line. */
  readonly last: string;
  readonly torn: readonly number[];
  readonly endsTorn: boolean;
  readonly newestId: number;
  /** Entries recorded before a commit that did not come. */
  readonly voided: ReadonlySet<number>;
  /** Orders given up, and when. */
  readonly abandoned: ReadonlyMap<string, string>;
  readonly statuses: ReadonlyMap<string, LastStatus>;
  /** Highest number used, by authority and list. */
  readonly crls: ReadonlyMap<
    string,
    { readonly authority: string; readonly list: string; readonly number: number; readonly at: string }
  >;
  /** Certificates of the authorities the journal says it is of, base64. */
  readonly authorities: ReadonlySet<string>;
  /** The newest entry about all CAs, with its number. */
  readonly house: { readonly id: number; readonly house: HouseSnapshot } | null;
}

/** Reads and verifies the journal. Throws RestoreRefused RESTORE_JOURNAL_BROKEN with the line, RESTORE_JOURNAL_EMPTY. */
export async function survey(file: string): Promise<Survey> {
  let newestId = 0;
  const voided = new Set<number>();
  const abandoned = new Map<string, string>();
  const changes: { id: number; last: LastStatus }[] = [];
  const crls = new Map<string, { authority: string; list: string; number: number; at: string }>();
  const authorities = new Set<string>();
  let house: Survey['house'] = null;

  const look = (id: number, at: string, body: JournalBody) => {
    switch (body.kind) {
      case 'void':
        for (const one of body.ids) voided.add(one);
        break;
      case 'abandonment':
        abandoned.set(body.orderId, body.at);
        break;
      case 'revocation': {
        const { serial, reason } = body;
        const last = { serial, change: 'revoke', reason, at: body.at, requestId: null, invalidityDate: null } as const;
        changes.push({ id, last });
        break;
      }
      case 'status': {
        const { serial, change, requestId, invalidityDate = null } = body;
        changes.push({ id, last: { serial, change, reason: reasonOf(body), at: body.at, requestId, invalidityDate } });
        break;
      }
      case 'crl': {
        const { authority, number, list = '' } = body;
        const key = `${authority} ${list}`;
        if (number > (crls.get(key)?.number ?? 0)) crls.set(key, { authority, list, number, at });
        break;
      }
      case 'house':
        house = { id, house: body.house };
        break;
      case 'authority':
        authorities.add(body.certificate);
        break;
      case 'reservation':
      case 'intent':
      case 'issue':
        break;
    }
  };

  const end = await readJournal(file, ({ id, at, body }) => {
    newestId = Math.max(newestId, id);
    look(id, at, body);
  });
  if (end.brokenAt !== null) throw new RestoreRefused('RESTORE_JOURNAL_BROKEN', `${file}, line ${end.brokenAt}`);
  if (end.lines === 0) throw new RestoreRefused('RESTORE_JOURNAL_EMPTY', file);
  const statuses = new Map<string, LastStatus>();
  for (const { id, last } of changes) {
    // Revoked is the end: whatever came later was refused.
    if (!voided.has(id) && statuses.get(last.serial)?.change !== 'revoke') statuses.set(last.serial, last);
  }
  const { lines, torn, endsTorn, last } = end;
  return { file, lines, last, torn, endsTorn, newestId, voided, abandoned, statuses, crls, authorities, house };
}

function reasonOf({ change, reason }: Status): string {
  switch (change) {
    case 'revoke':
      return reason ?? 'unspecified';
    case 'suspend':
      return 'certificateHold';
    case 'resume':
      return 'removeFromCRL';
  }
}
