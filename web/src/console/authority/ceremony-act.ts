import { type CEREMONY_KINDS, CeremonyAct } from '@yinxin/contract';

export type CeremonyKind = (typeof CEREMONY_KINDS)[number];

/** What the form holds: every field as typed, whatever the kind; several values on lines of their own. */
export interface CeremonyDraft {
  readonly name: string;
  readonly authority: string;
  readonly parent: string;
  readonly organisation: string;
  readonly commonName: string;
  readonly years: string;
  readonly store: string;
  readonly algorithm: string;
  readonly profile: string;
  readonly programme: string;
  readonly certificate: string;
  readonly chain: string;
  readonly request: string;
  readonly retireReason: string;
  readonly threshold: string;
  readonly operators: readonly string[];
}
export type DraftField = keyof CeremonyDraft;

export const EMPTY_DRAFT: CeremonyDraft = {
  name: '',
  authority: '',
  parent: '',
  organisation: '',
  commonName: '',
  years: '10',
  store: 'files',
  algorithm: 'sm2',
  profile: '',
  programme: '',
  certificate: '',
  chain: '',
  request: '',
  retireReason: '',
  threshold: '2',
  operators: [],
};

const key = ['store', 'algorithm'] as const;
const subject = ['organisation', 'commonName'] as const;
/** The fields a kind asks for, in the order they are asked. */
export const FIELDS: Record<CeremonyKind, readonly DraftField[]> = {
  'create-root': ['name', ...subject, 'years', ...key],
  'create-issuing': ['name', 'parent', ...subject, 'years', ...key],
  'create-request': ['name', ...subject, ...key],
  'import-certificate': ['authority', 'certificate', 'chain'],
  'renew-same-key': ['authority', 'years'],
  'renew-new-key': ['authority', 'name', 'years', ...key],
  'cross-sign': ['parent', 'authority', 'request', 'name', 'years'],
  retire: ['authority', 'retireReason'],
  assign: ['authority', 'profile', 'programme'],
  'require-activation': ['authority', 'threshold', 'operators'],
};
/** Fields that may stay empty. */
export const OPTIONAL: Partial<Record<CeremonyKind, readonly DraftField[]>> = {
  'cross-sign': ['authority', 'request', 'name'],
  assign: ['profile', 'programme'],
};

const given = (text: string) => (text.trim() === '' ? undefined : text.trim());

/** Certificates written one after the other, as files of a chain hold them. */
export function pemsOf(text: string): string[] {
  return text.match(/-----BEGIN [A-Z ]+-----[\s\S]+?-----END [A-Z ]+-----/g) ?? [];
}

function candidate(kind: CeremonyKind, draft: CeremonyDraft): unknown {
  const { name, authority, store, algorithm, organisation, commonName } = draft;
  const years = Number(draft.years);
  const of = { organisation, commonName };
  switch (kind) {
    case 'create-root':
      return { kind, name, subject: of, years, store, algorithm };
    case 'create-issuing':
      return { kind, name, parent: draft.parent, subject: of, years, store, algorithm };
    case 'create-request':
      return { kind, name, subject: of, store, algorithm };
    case 'import-certificate':
      return { kind, authority, certificate: pemsOf(draft.certificate)[0], chain: pemsOf(draft.chain) };
    case 'renew-same-key':
      return { kind, authority, years };
    case 'renew-new-key':
      return { kind, authority, name, years, store, algorithm };
    case 'cross-sign': {
      const [other, request] = [given(authority), given(draft.request)];
      return { kind, issuer: draft.parent, authority: other, request, name: given(name), years };
    }
    case 'retire':
      return { kind, authority, reason: draft.retireReason };
    case 'assign':
      return { kind, authority, profile: given(draft.profile), programme: given(draft.programme) };
    case 'require-activation':
      return { kind, authority, threshold: Number(draft.threshold), operators: draft.operators };
  }
}

/** The act the form describes; null while something is missing or cannot be. */
export function actOf(kind: CeremonyKind, draft: CeremonyDraft): CeremonyAct | null {
  const read = CeremonyAct.safeParse(candidate(kind, draft));
  return read.success ? read.data : null;
}
