import { equalBytes } from '@yinxin/gm';
import { DerReader, der } from '@yinxin/pki';

/** A SEQUENCE with its last member, which must be `old`, replaced or (with nothing) removed. */
export function replaceLast(sequence: Uint8Array, old: Uint8Array, by: Uint8Array = new Uint8Array()): Uint8Array {
  const members = [...DerReader.over(sequence).sequence().rest()].map(({ raw }) => raw);
  const last = members.pop();
  if (last === undefined || !equalBytes(last, old)) throw new Error('the last member is another');
  return der.sequence(...members, by);
}

/** Rebuilds a SEQUENCE after `change` has looked at the members along the path of indexes. */
export function within(
  sequence: Uint8Array,
  path: readonly number[],
  change: (members: Uint8Array[]) => readonly Uint8Array[],
): Uint8Array {
  const members = [...DerReader.over(sequence).sequence().rest()].map(({ raw }) => raw);
  const [first, ...rest] = path;
  if (first === undefined) return der.sequence(...change(members));
  return der.sequence(...members.map((member, index) => (index === first ? within(member, rest, change) : member)));
}
