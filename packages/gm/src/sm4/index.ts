import { type Sm4, sm4Over } from './modes.ts';
import { nodeBlocks, nodeHasSm4 } from './node.ts';
import { portableBlocks } from './portable.ts';

export type { Sm4, Sm4Padding } from './modes.ts';

/** SM4 in TypeScript only. */
export const portableSm4: Sm4 = sm4Over(portableBlocks);

/** SM4: the block modes of the running Node when it has them (GCM is built on them), otherwise the portable one. */
export const sm4: Sm4 = nodeHasSm4() ? sm4Over(nodeBlocks) : portableSm4;
