import { type Certificate, type LintCertificate, lint, readLintCertificate, serialText } from '@yinxin/pki';

/** What an answer was made from. */
export interface AnswerMaking {
  readonly responder: Certificate;
  readonly issuer: Certificate;
  readonly at: Date;
  /** What distinguishes one way of answering from another: statuses, nonce, naming of the responder. */
  readonly shape: string;
  /** Whether a serial (upper-case hexadecimal) was published. */
  readonly isPublished: (serial: string) => boolean;
}

/**
 * Of answers alike only every so many is looked at: they come from the same lines of code and differ in serial, times and
 * nonce, which were read or made strictly. Looking costs several times what signing costs, so looking at each would cost most of what
 * the responder can answer; one in a thousand costs nothing, and the first of each kind is looked at before it leaves.
 */
export const EVERY = 1000;

const seen = new WeakMap<Certificate, Map<string, number>>();
const issuers = new WeakMap<Certificate, LintCertificate>();

function isDue({ responder, shape }: AnswerMaking): boolean {
  const counts = seen.get(responder) ?? new Map<string, number>();
  seen.set(responder, counts);
  const count = counts.get(shape) ?? 0;
  counts.set(shape, count + 1);
  return count % EVERY === 0;
}

function read(certificate: Certificate): LintCertificate | undefined {
  const known = issuers.get(certificate) ?? readLintCertificate(certificate.raw);
  if (known) issuers.set(certificate, known);
  return known;
}

/**
 * Holds a signed answer against every rule of the lint before it leaves: the first of each shape of a responder, then one
 * in a thousand. Throws when it breaks one; nothing is answered then. True when it was looked at.
 */
export function checkAnswer(bytes: Uint8Array, making: AnswerMaking): boolean {
  if (!isDue(making)) return false;
  const { findings } = lint(bytes, {
    kind: 'ocsp',
    issuing: true,
    issuer: read(making.issuer),
    now: making.at,
    isIssued: (serial) => making.isPublished(serialText(BigInt(`0x${serial}`))),
  });
  const broken = findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
  if (broken.length > 0) throw new Error(`an OCSP answer breaks ${broken.join(', ')} and was not sent`);
  return true;
}
