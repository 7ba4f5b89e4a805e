import { concatBytes } from '@yinxin/gm';

/** DER taken apart for mutation: lenient, unlike the readers that are tested with it. */
export interface TreeNode {
  readonly tag: number;
  /** Bytes before the children: the count of unused bits when a BIT STRING holds a structure. */
  readonly prefix: Uint8Array;
  /** Undefined in a primitive value. */
  readonly children: readonly TreeNode[] | undefined;
  readonly content: Uint8Array;
  /** Where its length octets are in the original. */
  readonly lengthAt: number;
}

const NONE = new Uint8Array(0);
const MAX_DEPTH = 40;
const OCTET_STRING = 0x04;
const BIT_STRING = 0x03;

/** The values in a byte string; undefined when it is not a whole number of definite-length values. */
export function parseTree(bytes: Uint8Array, base = 0, depth = 0): readonly TreeNode[] | undefined {
  const nodes: TreeNode[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1];
    if (first === undefined || first === 0x80 || first > 0x84) return undefined;
    let start = at + 2;
    let length = first;
    if (first > 0x80) {
      length = 0;
      for (let i = 0; i < first - 0x80; i++) length = length * 256 + (bytes[start++] ?? 0);
    }
    if (start + length > bytes.length) return undefined;
    const content = bytes.subarray(start, start + length);
    const skip = tag === BIT_STRING ? 1 : 0;
    const mayHold = (tag & 0x20) !== 0 || ((tag === OCTET_STRING || tag === BIT_STRING) && length > 2);
    const children =
      mayHold && depth < MAX_DEPTH ? parseTree(content.subarray(skip), base + start + skip, depth + 1) : undefined;
    const held = children !== undefined && children.length > 0 ? children : undefined;
    nodes.push({
      tag,
      prefix: held === undefined ? NONE : content.subarray(0, skip),
      children: held,
      content,
      lengthAt: base + at + 1,
    });
    at = start + length;
  }
  return nodes;
}

/** Every node, parents first. */
export function allNodes(nodes: readonly TreeNode[]): readonly TreeNode[] {
  return nodes.flatMap((node) => [node, ...allNodes(node.children ?? [])]);
}

/** A node that is not from a parsed original. */
export const freshNode = (tag: number, content: Uint8Array, children?: readonly TreeNode[]): TreeNode => ({
  tag,
  prefix: NONE,
  children,
  content,
  lengthAt: 0,
});

export function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}

/** Writes the nodes again with all lengths right; `replaced` says what stands for a node instead. */
export function encodeTree(
  nodes: readonly TreeNode[],
  replaced: ReadonlyMap<TreeNode, readonly TreeNode[]> = new Map(),
): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const node of nodes) {
    for (const one of replaced.get(node) ?? [node]) {
      const content =
        one.children === undefined ? one.content : concatBytes(one.prefix, encodeTree(one.children, replaced));
      parts.push(Uint8Array.of(one.tag), lengthOctets(content.length), content);
    }
  }
  return concatBytes(...parts);
}
