import { OID } from '../oids.ts';
import type { PolicyMapping } from './constraints.ts';
import type { Certificate } from './parse.ts';

/** Certificate policies 证书策略 along a path: RFC 5280 §6.1 with the graph of RFC 9618 instead of a tree that can explode. */

/** What the verifier demands of policies; the defaults demand nothing. */
export interface PolicyDemand {
  /** Policies acceptable to the verifier; any when not given. */
  readonly acceptable?: readonly string[];
  /** Some acceptable policy must hold for the whole path. */
  readonly requireExplicit?: boolean;
  readonly inhibitMapping?: boolean;
  readonly inhibitAny?: boolean;
}

/**
 * One policy at one depth: what the next certificate may call it, and which policies of the first CA it stands for.
 * Those origins take the place of the edges of the graph.
 */
interface PolicyNode {
  expected: ReadonlySet<string>;
  readonly origins: ReadonlySet<string>;
}
type Level = Map<string, PolicyNode>;

const ANY = OID.anyPolicy;
// More policies in one certificate are an attempt to keep the verifier busy.
const MAX_POLICIES = 256;

/** The running state of one validation. `check` takes every certificate below the anchor, from the top; the last is final. */
export class PolicyState {
  private level: Level | undefined = new Map([[ANY, { expected: new Set([ANY]), origins: new Set([ANY]) }]]);
  private explicit: number;
  private mapping: number;
  private any: number;
  private readonly acceptable: readonly string[];

  constructor(length: number, demand: PolicyDemand) {
    this.explicit = demand.requireExplicit ? 0 : length + 1;
    this.mapping = demand.inhibitMapping ? 0 : length + 1;
    this.any = demand.inhibitAny ? 0 : length + 1;
    this.acceptable = demand.acceptable ?? [ANY];
  }

  /** Takes the next certificate; false when the path has no valid policy although one is demanded (§6.1.3 d–f). */
  check({ extensions: { policies, policyMappings } }: Certificate, selfIssued: boolean, final: boolean): boolean {
    if (policies.length > MAX_POLICIES || policyMappings.length > MAX_POLICIES) return false;
    const anyAllowed = this.any > 0 || (!final && selfIssued);
    this.level = policies.length === 0 || !this.level ? undefined : nextLevel(this.level, policies, anyAllowed);
    return this.explicit > 0 || this.level !== undefined;
  }

  /** Takes over what a CA says about those below it (§6.1.4 a, b, h–j). */
  descend({ extensions }: Certificate, selfIssued: boolean): void {
    if (this.level !== undefined) this.level = mapped(this.level, extensions.policyMappings, this.mapping > 0);
    if (!selfIssued) {
      this.explicit = Math.max(0, this.explicit - 1);
      this.mapping = Math.max(0, this.mapping - 1);
      this.any = Math.max(0, this.any - 1);
    }
    const { requireExplicit = this.explicit, inhibitMapping = this.mapping } = extensions.policyConstraints ?? {};
    this.explicit = Math.min(this.explicit, requireExplicit);
    this.mapping = Math.min(this.mapping, inhibitMapping);
    this.any = Math.min(this.any, extensions.inhibitAnyPolicy ?? this.any);
  }

  /** After the last certificate: the acceptable policies the path is valid for, undefined when it must have one (§6.1.5). */
  finish({ extensions }: Certificate): readonly string[] | undefined {
    const explicit = extensions.policyConstraints?.requireExplicit === 0 ? 0 : Math.max(0, this.explicit - 1);
    const valid = new Set([...(this.level?.values() ?? [])].flatMap(({ origins }) => [...origins]));
    const found = this.acceptable.includes(ANY)
      ? [...valid]
      : this.acceptable.filter((policy) => valid.has(policy) || valid.has(ANY));
    return explicit > 0 || found.length > 0 ? found : undefined;
  }
}

/** §6.1.3 d: undefined when no policy is left. */
function nextLevel(above: Level, policies: readonly string[], anyAllowed: boolean): Level | undefined {
  const byExpected = new Map<string, Set<string>>();
  for (const { expected, origins } of above.values()) {
    for (const policy of expected) {
      const known = byExpected.get(policy) ?? new Set<string>();
      for (const origin of origins) known.add(origin);
      byExpected.set(policy, known);
    }
  }
  const level: Level = new Map();
  for (const policy of policies) {
    if (policy === ANY) continue;
    const origins = byExpected.get(policy) ?? (above.has(ANY) ? new Set([policy]) : undefined);
    if (origins !== undefined) level.set(policy, { expected: new Set([policy]), origins });
  }
  if (anyAllowed && policies.includes(ANY)) {
    for (const [policy, origins] of byExpected) {
      if (!level.has(policy)) level.set(policy, { expected: new Set([policy]), origins });
    }
  }
  return level.size === 0 ? undefined : level;
}

/** §6.1.4 b. */
function mapped(level: Level, mappings: readonly PolicyMapping[], allowed: boolean): Level | undefined {
  const targets = new Map<string, Set<string>>();
  for (const { issuer, subject } of mappings) {
    targets.set(issuer, (targets.get(issuer) ?? new Set<string>()).add(subject));
  }
  for (const [policy, expected] of targets) {
    const node = level.get(policy);
    if (!allowed) level.delete(policy);
    else if (node !== undefined) node.expected = expected;
    else if (level.has(ANY)) level.set(policy, { expected, origins: new Set([policy]) });
  }
  return level.size === 0 ? undefined : level;
}
