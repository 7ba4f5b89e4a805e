import { sm3, toHex } from '@yinxin/gm';
import { z } from 'zod';
import { HouseSnapshot } from '../authority/snapshot.ts';
import { OrderPlan } from '../types.ts';

const Serial = z.string();
const Version = z.literal(2);

/**
 * What the journal remembers: enough to give an older backup back every serial, every certificate, every change of status
 * and every CRL number. Kinds with `v` came later; the others are read as they always were. The order of the members is
 * part of the hash: new ones go to the end and are optional.
 */
export const JournalBody = z.discriminatedUnion('kind', [
  /** Step 2: an order with its serials, whose it is, and its encryption key (encrypted, and enveloped for the medium). */
  z.strictObject({
    kind: z.literal('reservation'),
    v: Version,
    orderId: z.string(),
    order: z.enum(['twin', 'responder', 'seal-maker']),
    applicationId: z.string().nullable(),
    applicationNumber: z.string().nullable(),
    organisationId: z.string().nullable(),
    mediumSerial: z.string().nullable(),
    request: z.string().nullable(),
    requestHash: z.string().nullable(),
    keyHash: z.string(),
    plan: OrderPlan,
    escrow: z
      .strictObject({ id: z.string(), publicKey: z.string(), sealedPrivate: z.string(), storageKeyId: z.string() })
      .nullable(),
    envelopedKey: z.string().nullable(),
    /** Which of the application's media it is for; 0 where it is absent. */
    position: z.number().int().optional(),
  }),
  /** Step 5: a serial, the bytes that will be signed and their SM3. */
  z.strictObject({
    kind: z.literal('intent'),
    orderId: z.string().nullable(),
    serial: Serial,
    use: z.string(),
    tbs: z.string(),
    tbsSm3: z.string(),
  }),
  /** Step 9: the certificate as stored, base64. */
  z.strictObject({ kind: z.literal('issue'), serial: Serial, certificate: z.string() }),
  /** An order was given up: its application may have another. */
  z.strictObject({ kind: z.literal('abandonment'), v: Version, orderId: z.string(), at: z.iso.datetime() }),
  /** A revocation as it was written before `status` existed. */
  z.strictObject({ kind: z.literal('revocation'), serial: Serial, reason: z.string(), at: z.string() }),
  /** A change of status, on the disk before anybody was told of it. */
  z.strictObject({
    kind: z.literal('status'),
    v: Version,
    serial: Serial,
    change: z.enum(['revoke', 'suspend', 'resume']),
    reason: z.string().nullable(),
    at: z.iso.datetime(),
    requestId: z.string().nullable(),
    /** Since when the key must be taken as compromised, if that is known. */
    invalidityDate: z.iso.datetime().nullable().optional(),
  }),
  /** Entries recorded before a transaction that did not come to pass. */
  z.strictObject({ kind: z.literal('void'), v: Version, ids: z.array(z.number().int()) }),
  /** A number of a CRL was used; `list` names the list where one authority has several. */
  z.strictObject({
    kind: z.literal('crl'),
    authority: z.string(),
    number: z.number().int(),
    list: z.string().optional(),
  }),
  /** Whose journal this is: the certificate of the issuing CA, base64. */
  z.strictObject({ kind: z.literal('authority'), v: Version, certificate: z.string() }),
  /** Every CA after a ceremony: the newest entry is how they are. */
  z.strictObject({ kind: z.literal('house'), v: Version, house: HouseSnapshot }),
]);
export type JournalBody = z.infer<typeof JournalBody>;

/** One line of the journal. The same id with the same body is the same entry. */
export const JournalLine = z.strictObject({
  id: z.number().int(),
  at: z.iso.datetime(),
  body: JournalBody,
  /** Hash of the line before, 64 zeros at the beginning. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type JournalLine = z.infer<typeof JournalLine>;
export type JournalEntry = Pick<JournalLine, 'id' | 'at' | 'body'>;

export const FIRST_HASH = '0'.repeat(64);

const encoder = new TextEncoder();
const hashOf = (id: number, at: string, body: string, previous: string) =>
  toHex(sm3.digest(encoder.encode(`[${id},${JSON.stringify(at)},${body},"${previous}"]`)));

/** The line of an entry as text, linked to the line before it. */
export function chainLine(entry: JournalEntry, previous: string): { readonly text: string; readonly hash: string } {
  const { id, at } = entry;
  const body = JSON.stringify(entry.body);
  const hash = hashOf(id, at, body, previous);
  const text = `{"id":${id},"at":${JSON.stringify(at)},"body":${body},"previous":"${previous}","hash":"${hash}"}`;
  return { text, hash };
}

/** Whether the line is unaltered and follows `previous`. */
export function followsFrom(line: JournalLine, previous: string): boolean {
  return line.previous === previous && line.hash === hashOf(line.id, line.at, JSON.stringify(line.body), previous);
}
