import { humanNumber } from '@yinxin/identifiers';

/** The number printed on a medium, e.g. `YK261122-000123-K`: maker's prefix, day made, sequence, check character. */
export const mediumSerial = (madeOn: Date, sequence: number): string => humanNumber.make('YK', madeOn, sequence);
