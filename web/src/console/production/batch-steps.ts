import type { Answer } from '@yinxin/client';
import type { endpoints } from '@yinxin/contract';

export type Batch = Answer<typeof endpoints.productionBatches.read>;
export type BatchItem = Batch['items'][number];

/** The one thing to do now, as the page says it in large letters. */
export type Instruction =
  | 'not-yours'
  | 'ended'
  | 'finish'
  | 'label'
  | 'assistant'
  | 'insert'
  | 'remove'
  | 'card'
  | 'go'
  | 'running'
  | 'failed';

export interface Desk {
  readonly batch: Pick<Batch, 'status' | 'mine'>;
  /** The item the batch is at; undefined when all is settled. */
  readonly item: Pick<BatchItem, 'state' | 'production' | 'mediumSerial'> | undefined;
  readonly assistant: 'looking' | 'pairing' | 'ready' | 'failed';
  readonly medium: { readonly serial: string; readonly state: string } | null;
  /** Serials made in this batch: one still in the reader is taken out before the next. */
  readonly made: readonly string[];
  readonly card: string;
  readonly running: boolean;
  readonly failed: boolean;
}

/** What the operator does next. What was begun goes on with its own medium; a made one is taken out first. */
export function instructionOf(desk: Desk): Instruction {
  const { batch, item, assistant, medium, card } = desk;
  if (batch.status === 'closed') return 'ended';
  if (!batch.mine) return 'not-yours';
  if (!item) return 'finish';
  if (item.state === 'made') return 'label';
  if (desk.running) return 'running';
  if (desk.failed) return 'failed';
  if (assistant !== 'ready') return 'assistant';
  if (!medium) return 'insert';
  if (item.mediumSerial !== null && medium.serial !== item.mediumSerial) return 'remove';
  if (item.mediumSerial === null && desk.made.includes(medium.serial)) return 'remove';
  return card === '' ? 'card' : 'go';
}
