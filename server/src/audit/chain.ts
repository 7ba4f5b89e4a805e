import { sm3, toHex } from '@yinxin/gm';
import type { AuditRecord, JsonValue } from './types.ts';

/** What stands before the first record. */
export const GENESIS = '0'.repeat(64);

/** JSON with sorted keys: the database keeps objects without an order. */
export function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
    return `{${parts.join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * Hash of a record in its place: SM3 over previous hash, sequence and the record's canonical JSON. Whoever changes,
 * removes, adds or reorders a record changes every hash after it.
 */
export function link(previous: string, sequence: number, record: AuditRecord): string {
  const { id, at, actor, action, subject, details } = record;
  const text = canonical({
    id,
    at: at.toISOString(),
    actor: { kind: actor.kind, id: actor.id, name: actor.name },
    action,
    subject: { kind: subject.kind, id: subject.id, label: subject.label },
    details,
  });
  return toHex(sm3.digest(Buffer.from(`${previous}\n${sequence}\n${text}`, 'utf8')));
}
