import type { StoreAlgorithm } from '@yinxin/keystore';
import type { KeyAlgorithm, SignatureAlgorithm } from '@yinxin/pki';
import type { ColumnType, Generated } from 'kysely';

type Json = ColumnType<unknown, string, string>;
type JsonDefault = ColumnType<unknown, string | undefined, string>;

export type AuthorityKind = 'root' | 'issuing' | 'cross';
export type AuthorityState = 'planned' | 'requested' | 'active' | 'retired';
export type CeremonyStatus = 'proposed' | 'approved' | 'done' | 'refused';

/** Tables of CAs and ceremonies. */
export type AuthorityTables = {
  authority: {
    /** Short name, part of public addresses: `root`, `issuing`, … */
    name: string;
    kind: Generated<AuthorityKind>;
    state: Generated<AuthorityState>;
    /** Of the current certificate. */
    serial: string | null;
    certificate: Buffer | null;
    /** How its key signs; null for a CA elsewhere. */
    algorithm: StoreAlgorithm | null;
    signature_algorithm: SignatureAlgorithm | null;
    key_algorithm: Generated<KeyAlgorithm>;
    /** As in SubjectPublicKeyInfo; null where the certificate has it. */
    public_key: Buffer | null;
    /** Name parts, needed until there is a certificate. */
    subject: ColumnType<unknown, string | null | undefined, string | null>;
    parent: string | null;
    /** Key store and how it finds the key; null for a CA elsewhere. */
    store: string | null;
    key_ref: string | null;
    profiles: JsonDefault;
    is_default: Generated<boolean>;
    /** PKCS#10 for an outside root. */
    request: Buffer | null;
    /** Certificates above an issuer certified outside, base64, from its issuer to the root. */
    chain: JsonDefault;
    /** Operators needed to open the key; null when none are. */
    threshold: number | null;
    created_at: Date;
  };
  authority_certificate: {
    id: Generated<number>;
    authority: string;
    serial: string;
    kind: 'own' | 'renewed' | 'cross';
    certificate: Buffer;
    created_at: Date;
  };
  /** Which CA issues, where not the default one does; programme '' is any. */
  issuer_assignment: { profile: string; programme: string; authority: string };
  ceremony: {
    id: string;
    act: Json;
    /** The CA it makes or changes. */
    target: string;
    status: CeremonyStatus;
    reason: string;
    consequences: Json;
    proposed_by: string;
    proposed_by_name: string;
    proposed_at: Date;
    decided_by: string | null;
    decided_by_name: string | null;
    decided_at: Date | null;
    note: string | null;
    /** What will be signed, stored before it is. */
    prepared: ColumnType<unknown, string | null, string | null>;
    problem: string | null;
    authority: string | null;
    serials: JsonDefault;
    done_at: Date | null;
  };
  activation_operator: { id: string; name: string; salt: Buffer; public_key: Buffer; enrolled_at: Date };
  activation_share: {
    authority: string;
    operator_id: string;
    operator_name: string;
    salt: Buffer;
    public_key: Buffer;
    share_check: string;
    /** Encrypted under the operator's passphrase; null once collected. */
    share: string | null;
    dealt_at: Date;
    collected_at: Date | null;
  };
};
