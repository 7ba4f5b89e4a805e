import type { Sm4Gcm } from './block-cipher.ts';
import { gcmOver } from './gcm.ts';
import { type Sm4, sm4Over } from './modes.ts';
import { nodeBlocks, nodeHasSm4 } from './node.ts';
import { openSslGcm } from './openssl-gcm.ts';
import { portableBlocks } from './portable.ts';

export type { Sm4, Sm4Padding } from './modes.ts';

/** SM4 in TypeScript only. */
export const portableSm4: Sm4 = sm4Over(portableBlocks);

let gcm: Sm4Gcm | undefined;

/** node:crypto offers no SM4-GCM even where its OpenSSL does: asked there first, otherwise built on the counter mode. */
function nodeGcm(): Sm4Gcm {
  gcm ??= openSslGcm() ?? gcmOver(nodeBlocks);
  return gcm;
}

/** SM4: the modes of the running Node's OpenSSL when it has them, otherwise the portable one. */
export const sm4: Sm4 = nodeHasSm4() ? sm4Over(nodeBlocks, nodeGcm) : portableSm4;

/** SM4 of Node with GCM built on its counter mode, as where OpenSSL has no GCM: for tests that compare. */
export const sm4WithOwnGcm: Sm4 = nodeHasSm4() ? sm4Over(nodeBlocks) : portableSm4;
