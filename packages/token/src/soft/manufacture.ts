import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { engine } from '@yinxin/gm';
import { toBase64 } from '../base64.ts';
import { replaceFile } from './disk.ts';
import { CHIP_FILE, MEDIUM_FILE, type MediumRecord, type ScryptCost } from './record.ts';
import { chipKeyFor, DEFAULT_COST, wrap } from './wrap.ts';

/** How a soft medium leaves the factory. */
export interface Manufacture {
  /** Printed on the medium, see `mediumSerial`. */
  readonly serial: string;
  readonly label?: string;
  readonly model?: string;
  /** PIN tries until the medium locks. */
  readonly pinTries?: number;
  /** Administrator key tries until the medium can never be unlocked again. */
  readonly adminTries?: number;
  readonly cost?: ScryptCost;
}

/**
 * Makes a blank soft medium in `directory` (created, mode 0700). Throws if one is already there.
 * Its transport key pair is made here and its private half never leaves.
 */
export function manufactureSoftToken(directory: string, plan: Manufacture): void {
  if (existsSync(join(directory, MEDIUM_FILE))) throw new Error(`a medium already exists in ${directory}`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const { serial, label = '', model = 'Yinxin Soft Key', pinTries = 6, adminTries = 10, cost = DEFAULT_COST } = plan;
  const chipKey = randomBytes(32);
  const transport = engine().generateKeyPair();
  const wrapped = wrap(
    chipKeyFor(chipKey, 'transport'),
    transport.privateKey,
    `yinxin-soft-token/1 ${serial} transport`,
  );
  const record: MediumRecord = {
    format: 'yinxin-soft-token/1',
    serial,
    label,
    model,
    life: 'blank',
    spoiledReason: null,
    passwordCard: null,
    transport: { publicKey: toBase64(transport.publicKey), wrapped },
    pin: { left: pinTries, limit: pinTries },
    admin: { left: adminTries, limit: adminTries },
    pinInitial: false,
    pinChange: 'advised',
    cost,
    access: null,
    attest: null,
    challenge: null,
    containers: [],
  };
  replaceFile(directory, CHIP_FILE, chipKey);
  replaceFile(directory, MEDIUM_FILE, `${JSON.stringify(record, null, 1)}\n`);
}
