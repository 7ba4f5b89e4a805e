import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manufacture, type MediumState, manufactureSoftToken, mediumSerial, readSoftToken } from '@yinxin/token';

export interface StockItem {
  readonly serial: string;
  readonly label: string;
  readonly state: MediumState | 'damaged';
  readonly personalised: boolean;
}

const SERIAL = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;

/** The drawer with software media: `DATA/media/SERIAL/`, and which of them was last plugged in. */
export class Stock {
  readonly #media: string;
  readonly #inserted: string;

  constructor(data: string) {
    this.#media = join(data, 'media');
    this.#inserted = join(data, 'inserted');
    mkdirSync(this.#media, { recursive: true, mode: 0o700 });
  }

  /** The folder of a medium, or null if there is none. `serial` comes from outside: it must look like one. */
  directoryOf(serial: string): string | null {
    const directory = join(this.#media, serial);
    return SERIAL.test(serial) && existsSync(join(directory, 'medium.json')) ? directory : null;
  }

  serials(): readonly string[] {
    return readdirSync(this.#media)
      .filter((name) => this.directoryOf(name) !== null)
      .sort();
  }

  /** What each medium shows without a PIN; one that cannot be read is listed as damaged, not hidden. */
  list(): readonly StockItem[] {
    return this.serials().map((serial) => {
      try {
        const { label, state, personalised } = readSoftToken(join(this.#media, serial));
        return { serial, label, state, personalised };
      } catch {
        return { serial, label: '', state: 'damaged', personalised: false };
      }
    });
  }

  /** Makes blank media until there are at least `blanks`. Answers the serials made. */
  fill(blanks: number, madeOn: Date, plan: Omit<Manufacture, 'serial'> = {}): readonly string[] {
    const missing = blanks - this.list().filter((medium) => medium.state === 'blank' && !medium.personalised).length;
    return Array.from({ length: Math.max(0, missing) }, () => this.#make(madeOn, plan));
  }

  /** The medium that was plugged in when the program ended. */
  lastInserted(): string | null {
    try {
      const serial = readFileSync(this.#inserted, 'utf8').trim();
      return this.directoryOf(serial) ? serial : null;
    } catch {
      return null;
    }
  }

  remember(serial: string | null): void {
    writeFileSync(this.#inserted, serial ?? '', { mode: 0o600 });
  }

  #make(madeOn: Date, plan: Omit<Manufacture, 'serial'>): string {
    for (;;) {
      // At random, so that the drawers of two computers do not hold the same number.
      const serial = mediumSerial(madeOn, randomInt(1_000_000));
      if (this.directoryOf(serial)) continue;
      manufactureSoftToken(join(this.#media, serial), { ...plan, serial });
      return serial;
    }
  }
}
