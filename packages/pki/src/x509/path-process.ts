import { sameName } from '../names/name.ts';
import type { NameConstraints } from './constraints.ts';
import type { Certificate } from './parse.ts';
import { namesPermitted } from './path-names.ts';
import { type PolicyDemand, PolicyState } from './path-policies.ts';
import { type RevocationEvidence, statusOf } from './path-status.ts';

/** Why a complete chain up to an anchor is not valid, seen from the anchor down. */
export type ProcessRefusal = 'NAME_NOT_PERMITTED' | 'POLICY' | 'REVOKED' | 'STATUS_UNKNOWN';

export type ProcessVerdict =
  | { readonly good: true; readonly policies: readonly string[] }
  | { readonly good: false; readonly refusal: ProcessRefusal; readonly position: number };

export interface ProcessQuestion {
  readonly at: Date;
  readonly policies?: PolicyDemand;
  readonly revocation?: RevocationEvidence;
}

export const isSelfIssued = ({ subjectRaw, issuerRaw }: Certificate): boolean => sameName(subjectRaw, issuerRaw);

function isKnownWell(path: readonly Certificate[], position: number, { at, revocation }: ProcessQuestion) {
  const [certificate, issuer] = [path[position], path[position + 1]];
  // A responder that says so is not asked about (RFC 6960 §4.2.2.2.1).
  if (revocation === undefined || certificate === undefined || issuer === undefined) return undefined;
  if (certificate.extensions.ocspNoCheck) return undefined;
  const status = statusOf(certificate, issuer, at, revocation);
  if (status === 'revoked') return 'REVOKED' as const;
  const demanded = revocation.demand === 'all' || (revocation.demand === 'end' && position === 0);
  return status === 'unknown' && demanded ? ('STATUS_UNKNOWN' as const) : undefined;
}

/**
 * RFC 5280 §6.1 for what is only seen from above: name constraints, policies, revocation. `path` runs from the end
 * certificate to the anchor; signatures, validity and CA flags were checked on the way up. The anchor's own name
 * constraints hold too (RFC 5937).
 */
export function processPath(path: readonly Certificate[], question: ProcessQuestion): ProcessVerdict {
  const constraints: NameConstraints[] = [];
  const policies = new PolicyState(path.length - 1, question.policies ?? {});
  const refuse = (refusal: ProcessRefusal, position: number): ProcessVerdict => ({ good: false, refusal, position });
  let valid: readonly string[] | undefined = [];
  for (let position = path.length - 1; position >= 0; position--) {
    const certificate = path[position];
    if (certificate === undefined) continue;
    const [isAnchor, isEnd] = [position === path.length - 1, position === 0];
    const selfIssued = isSelfIssued(certificate);
    if (!isAnchor) {
      const exempt = selfIssued && !isEnd;
      if (!exempt && !namesPermitted(certificate, constraints)) return refuse('NAME_NOT_PERMITTED', position);
      if (!policies.check(certificate, selfIssued, isEnd)) return refuse('POLICY', position);
      const status = isKnownWell(path, position, question);
      if (status !== undefined) return refuse(status, position);
      if (isEnd) valid = policies.finish(certificate);
      else policies.descend(certificate, selfIssued);
    }
    if (certificate.extensions.nameConstraints) constraints.push(certificate.extensions.nameConstraints);
  }
  return valid === undefined ? refuse('POLICY', 0) : { good: true, policies: valid };
}
