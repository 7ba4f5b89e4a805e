/** What a round seal 圆形印章 shows. */
export interface RoundDesign {
  readonly shape: 'round';
  /** Name of the organisation, 1 to 60 characters. */
  readonly name: string;
  /** 20 to 58 whole millimetres; 40 unless told. */
  readonly diameter?: number;
  /** Straight line below the star, e.g. 合同专用章; at most 12 characters. */
  readonly line?: string;
  /** Number along the lower edge, at most 20 digits and capitals. */
  readonly number?: string;
  /** Whether the five-pointed star stands in the middle; yes unless told. */
  readonly star?: boolean;
  /** "#rrggbb"; a red unless told. */
  readonly colour?: string;
}

/** What an oval seal 椭圆形印章 shows: name above, number in the middle, line below. */
export interface OvalDesign {
  readonly shape: 'oval';
  readonly name: string;
  /** 40 by 30 millimetres unless told. */
  readonly width?: number;
  readonly height?: number;
  readonly line?: string;
  readonly number?: string;
  readonly colour?: string;
}

export type SealDesign = RoundDesign | OvalDesign;

/** What seals are for 印章用途, and the line each kind carries. The official seal carries none. */
export const SEAL_SORTS = {
  official: undefined,
  finance: '财务专用章',
  invoice: '发票专用章',
  contract: '合同专用章',
} as const;
export type SealSort = keyof typeof SEAL_SORTS;

/** The usual design of a sort: the invoice seal is oval with a number, all others are round with a star. */
export function usualDesign(sort: SealSort, name: string, number?: string): SealDesign {
  const line = SEAL_SORTS[sort];
  const shown = { name, ...(line !== undefined && { line }), ...(number !== undefined && { number }) };
  return sort === 'invoice' ? { shape: 'oval', ...shown } : { shape: 'round', ...shown };
}

/** Name of the seal itself: the organisation's, followed by what the seal is for. */
export const sealName = (sort: SealSort, organisation: string): string => `${organisation}${SEAL_SORTS[sort] ?? ''}`;
