/**
 * The permission to sign, good for one signature over exactly these bytes. Made only here, and only for bytes that are
 * already stored (docs/issuance.md, "The permission to sign"); `authority/keys.ts` accepts nothing else.
 */
export class SigningPermit {
  readonly #tbs: Uint8Array;
  #spent = false;

  /** Not for callers: use the functions below. The bytes are the permit's alone. */
  constructor(maker: symbol, tbs: Uint8Array) {
    if (maker !== MAKER) throw new PermitError('PERMIT_FORGED');
    this.#tbs = tbs;
  }

  /** Gives out the bytes, once. Throws `PERMIT_SPENT`. */
  spend(): Uint8Array {
    if (this.#spent) throw new PermitError('PERMIT_SPENT');
    this.#spent = true;
    return this.#tbs;
  }

  /** The bytes once more, after they were given out to be signed. Throws `PERMIT_UNSPENT`. */
  signed(): Uint8Array {
    if (!this.#spent) throw new PermitError('PERMIT_UNSPENT');
    return this.#tbs;
  }
}

const MAKER = Symbol('the only maker of permits');

/** A permission used twice or not made here: always a fault of the program. */
export class PermitError extends Error {
  readonly code: 'PERMIT_FORGED' | 'PERMIT_SPENT' | 'PERMIT_TOO_EARLY' | 'PERMIT_UNSPENT';
  constructor(code: PermitError['code']) {
    super(`signing refused: ${code}`);
    this.name = 'PermitError';
    this.code = code;
  }
}

/** Step 7: for a certificate whose bytes are stored and whose intent is in the journal. */
export function permitForCertificate(row: {
  readonly step: string;
  readonly tbs: Uint8Array | null;
  readonly certificate: Uint8Array | null;
}): SigningPermit {
  if (row.step !== 'recorded' || row.tbs === null || row.certificate !== null)
    throw new PermitError('PERMIT_TOO_EARLY');
  return new SigningPermit(MAKER, row.tbs.slice());
}

/**
 * For a CRL whose number and bytes are stored. The bytes move into the permit, since a copy of a large list is too much:
 * the caller's view of them is empty afterwards, and `signed` gives them back.
 */
export function permitForCrl(row: { readonly tbs: Uint8Array; readonly crl: Uint8Array | null }): SigningPermit {
  if (row.crl !== null) throw new PermitError('PERMIT_TOO_EARLY');
  return new SigningPermit(MAKER, moved(row.tbs));
}

/** The same bytes where nobody else reaches them: not copied when they are a whole buffer. */
function moved(tbs: Uint8Array): Uint8Array {
  const { buffer, byteLength } = tbs;
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  return isWhole ? new Uint8Array(buffer.transfer()) : tbs.slice();
}

/** For a certificate or request of a CA whose bytes are stored by its ceremony, and that is not signed yet. */
export function permitForCeremony(row: {
  readonly tbs: Uint8Array | null;
  readonly certificate: Uint8Array | null;
}): SigningPermit {
  if (row.tbs === null || row.certificate !== null) throw new PermitError('PERMIT_TOO_EARLY');
  return new SigningPermit(MAKER, row.tbs.slice());
}
