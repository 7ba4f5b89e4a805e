import type { Rule } from '../../rule.ts';
import { fileKind } from './kind.ts';
import { fileReadable } from './readable.ts';

export const FILE_RULES: readonly Rule[] = [fileReadable, fileKind];
