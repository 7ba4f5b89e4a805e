import type { Generated } from 'kysely';
import type { MediumKind } from '../types.ts';
import type { Difference } from './rules.ts';

/** Tables of the stock room. */
export type StockRoomTables = {
  media_receipt: {
    id: string;
    number: string;
    kind: MediumKind;
    model: string;
    place: string;
    supplier: string;
    note: string | null;
    added: number;
    known: string[];
    by_name: string;
    at: Date;
  };
  media_minimum: { kind: MediumKind; model: string; place: string; minimum: number };
  stock_take: {
    id: string;
    number: string;
    place: string;
    status: 'open' | 'closed';
    expected: number;
    counted: number;
    by_name: string;
    at: Date;
    closed_by: string | null;
    closed_at: Date | null;
  };
  stock_difference: {
    take_id: string;
    serial: string;
    kind: Difference;
    explanation: string | null;
    lost: Generated<boolean>;
  };
};
