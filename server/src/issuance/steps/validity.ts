import { PROFILES } from '@yinxin/pki';
import { lastSecond, wholeSecond } from '../authority/ceremony.ts';
import { refuse } from '../problems.ts';
import type { Validity } from '../types.ts';

const DAY = 86_400_000;
/** An issuer that ends sooner than this sells no years. */
const LEAST_ISSUER_DAYS = 30;

/** What limits a pair that begins now. */
export interface ValidityLimits {
  readonly now: Date;
  readonly issuerEnd: Date;
}

/** Both certificates of a pair end together. */
const MOST_DAYS = Math.min(
  PROFILES['organisation-signing'].maxValidityDays,
  PROFILES['organisation-encryption'].maxValidityDays,
);

/**
 * From when until when a pair is valid, in whole seconds. Years are counted from now and end with the issuer at the latest;
 * an end date is kept to the second or refused. Throws ISSUER_EXPIRES_TOO_SOON, VALIDITY_ENDED, VALIDITY_TOO_LONG with the
 * latest end there can be.
 */
export function validityOf(
  validity: Validity,
  { now, issuerEnd }: ValidityLimits,
): { readonly notBefore: string; readonly notAfter: string } {
  const from = wholeSecond(now);
  const most = new Date(from.getTime() + MOST_DAYS * DAY);
  const end = (latest: Date, wanted: Date) => {
    if (wanted > latest) throw refuse('VALIDITY_TOO_LONG', { params: { latest: latest.toISOString().slice(0, 10) } });
    return { notBefore: from.toISOString(), notAfter: wanted.toISOString() };
  };
  switch (validity.kind) {
    case 'years': {
      if (issuerEnd.getTime() - from.getTime() < LEAST_ISSUER_DAYS * DAY) throw refuse('ISSUER_EXPIRES_TOO_SOON');
      const wanted = lastSecond(from, validity.years);
      return end(most, wanted < issuerEnd ? wanted : issuerEnd);
    }
    case 'until': {
      const wanted = wholeSecond(validity.notAfter);
      if (wanted <= from) throw refuse('VALIDITY_ENDED', { params: { end: wanted.toISOString().slice(0, 10) } });
      return end(most < issuerEnd ? most : issuerEnd, wanted);
    }
  }
}
