import { concatBytes, fromHex } from '@yinxin/gm';
import type { Random } from './random.ts';
import { allNodes, encodeTree, freshNode, parseTree, type TreeNode } from './tree.ts';

/** One well-formed input and its parts. */
export interface Seed {
  readonly bytes: Uint8Array;
  readonly tree: readonly TreeNode[];
  readonly nodes: readonly TreeNode[];
}

/** Takes an input apart; what is not DER has no parts and is changed as plain bytes. */
export function seedOf(bytes: Uint8Array): Seed {
  const tree = parseTree(bytes) ?? [];
  return { bytes, tree, nodes: allNodes(tree) };
}

/** A changed input, what was done to it, and the first byte that differs from the original. */
export interface Mutant {
  readonly bytes: Uint8Array;
  readonly how: string;
  readonly at: number;
}

/** Nothing made here is longer: readers are asked about structure, their limits on length have their own tests. */
const MAX_LENGTH = 1 << 17;

const INTEGERS = [
  '',
  '00',
  '80',
  'ff',
  '7fffffff',
  '0080000000',
  '7fffffffffffffff',
  '00ffffffffffffffff',
  // The order and the prime of the SM2 curve, and the order less one.
  '00fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123',
  '00fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122',
  '00fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff',
  `00${'ff'.repeat(64)}`,
  `80${'00'.repeat(40)}`,
].map(fromHex);

const CONTENTS = [
  '',
  '00',
  '8080808080808080808001',
  '2a864886f70d01ffffffffffffffffffff7f',
  'c328',
  'eda080',
  '3939313233313233353935395a',
  '3030303030303030303030305a',
  '31393730303130313030303030302b30303030',
  '0000000000000000',
].map(fromHex);

const TAGS = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x16, 0x17, 0x18, 0x1e, 0x1f, 0x30, 0x31, 0x80, 0x81, 0xa0,
  0xa1, 0xa3, 0xff,
];
const LENGTHS = [
  '80',
  '00',
  'ff',
  '7f',
  '81',
  '8100',
  '820001',
  '83ffffff',
  '84ffffffff',
  '8500000000ff',
  '88ffffffffffffffff',
].map(fromHex);

type Change = (node: TreeNode, random: Random, other: Seed) => readonly TreeNode[];

/** Changes of one value; all lengths around it are made right again. */
const STRUCTURE: Readonly<Record<string, Change>> = {
  drop: () => [],
  double: (node) => [node, node],
  repeat: (node, random) =>
    Array(Math.min(random.pick([8, 64, 1000]), Math.ceil(MAX_LENGTH / (node.content.length + 2)))).fill(node),
  retag: (node, random) => [{ ...node, tag: random.pick(TAGS) }],
  empty: (node) => [freshNode(node.tag, new Uint8Array(0))],
  flatten: (node) => node.children ?? [],
  foreign: (node, random, other) => [other.nodes.length === 0 ? node : random.pick(other.nodes)],
  wrap: (node, random) => {
    let wrapped = node;
    const tag = random.pick([0x30, 0x31, 0x04, 0xa0]);
    for (let depth = random.pick([1, 1, 2, 30, 400]); depth > 0; depth--) {
      wrapped = freshNode(tag, new Uint8Array(0), [wrapped]);
    }
    return [wrapped];
  },
  reverse: (node) => [node.children === undefined ? node : { ...node, children: node.children.toReversed() }],
  integer: (node, random) => [freshNode(node.children === undefined ? node.tag : 0x02, random.pick(INTEGERS))],
  content: (node, random) => [freshNode(node.tag, random.pick(CONTENTS))],
  noise: (node, random) => [freshNode(node.tag, random.bytes(random.pick([1, 2, 16, 32, 300])))],
  long: (node) => [freshNode(node.tag, new Uint8Array(20_000).fill(0x41))],
  flip: (node, random) => {
    if (node.children !== undefined || node.content.length === 0) return [node];
    const content = node.content.slice();
    const at = random.below(content.length);
    content[at] = (content[at] ?? 0) ^ (1 << random.below(8));
    return [{ ...node, content }];
  },
};
const STRUCTURE_NAMES = Object.keys(STRUCTURE);

type Rewrite = (bytes: Uint8Array, random: Random, seed: Seed) => Uint8Array;

/** Changes of the bytes as they are; lengths are no longer right. */
const BYTES: Readonly<Record<string, Rewrite>> = {
  'flip a bit': (bytes, random) => {
    const out = bytes.slice();
    if (out.length === 0) return out;
    const at = random.below(out.length);
    out[at] = (out[at] ?? 0) ^ (1 << random.below(8));
    return out;
  },
  'set a byte': (bytes, random) => {
    const out = bytes.slice();
    if (out.length > 0) out[random.below(out.length)] = random.pick([0, 1, 0x7f, 0x80, 0xff, 0x0a, 0x2d, 0x3d]);
    return out;
  },
  truncate: (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
  append: (bytes, random) => concatBytes(bytes, random.bytes(1 + random.below(20))),
  cut: (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return concatBytes(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(8)));
  },
  insert: (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return concatBytes(bytes.subarray(0, at), random.bytes(1 + random.below(8)), bytes.subarray(at));
  },
  twice: (bytes) => concatBytes(bytes, bytes),
  length: (bytes, random, { nodes }) => {
    const at = nodes.length === 0 ? random.below(bytes.length + 1) : random.pick(nodes).lengthAt;
    return concatBytes(bytes.subarray(0, at), random.pick(LENGTHS), bytes.subarray(at + 1));
  },
  noise: (_, random) => random.bytes(random.below(200)),
};
const BYTES_NAMES = Object.keys(BYTES);

/** Changes one input in one to three ways; `others` lend parts. */
export function mutate(seed: Seed, others: readonly Seed[], random: Random): Mutant {
  const how: string[] = [];
  let bytes = seed.bytes;
  if (seed.nodes.length > 0 && random.below(4) > 0) {
    const replaced = new Map<TreeNode, readonly TreeNode[]>();
    for (let times = 1 + random.below(2); times > 0; times--) {
      const name = random.pick(STRUCTURE_NAMES);
      how.push(name);
      const node = random.pick(seed.nodes);
      replaced.set(node, STRUCTURE[name]?.(node, random, random.pick(others)) ?? [node]);
    }
    bytes = encodeTree(seed.tree, withoutCycles(replaced));
  }
  if (how.length === 0 || random.below(8) === 0) {
    const name = random.pick(BYTES_NAMES);
    how.push(name);
    bytes = BYTES[name]?.(bytes, random, seed) ?? bytes;
  }
  return { bytes: bytes.slice(0, MAX_LENGTH), how: how.join(', '), at: firstDifference(seed.bytes, bytes) };
}

/** A replacement that contains a replaced node again would never end: inside replacements originals stay originals. */
function withoutCycles(
  replaced: ReadonlyMap<TreeNode, readonly TreeNode[]>,
): ReadonlyMap<TreeNode, readonly TreeNode[]> {
  const copy = (node: TreeNode): TreeNode => ({
    ...node,
    children: node.children?.map(copy),
  });
  return new Map(
    [...replaced].map(([node, instead]) => {
      const copied = new Map<TreeNode, TreeNode>();
      // The same node many times over is copied once.
      const once = (one: TreeNode): TreeNode => {
        const known = copied.get(one) ?? copy(one);
        copied.set(one, known);
        return known;
      };
      return [node, instead.map(once)];
    }),
  );
}

function firstDifference(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a[at] === b[at]) at++;
  return at;
}
