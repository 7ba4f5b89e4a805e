import { isNameWithin } from '../names/name.ts';
import { OID } from '../oids.ts';
import type { NameConstraints } from './constraints.ts';
import type { GeneralName } from './general-name.ts';
import type { Certificate } from './parse.ts';

/** Name constraints 名称限制 along a path (RFC 5280 §4.2.1.10). What cannot be judged is refused. */

// More comparisons than this are an attempt to keep the verifier busy.
const MAX_COMPARISONS = 1 << 16;

const isWithinHost = (host: string, base: string): boolean =>
  base === '' || host === base || host.endsWith(base.startsWith('.') ? base : `.${base}`);

/** A host of an address or mailbox: "example.com" is that host alone, ".example.com" every host below. */
const isHost = (host: string, base: string): boolean => (base.startsWith('.') ? host.endsWith(base) : host === base);

function isMailbox(address: string, base: string): boolean | undefined {
  const at = address.lastIndexOf('@');
  if (at < 1) return undefined;
  const host = address.slice(at + 1).toLowerCase();
  const baseAt = base.lastIndexOf('@');
  if (baseAt < 0) return isHost(host, base.toLowerCase());
  return address.slice(0, at) === base.slice(0, baseAt) && host === base.slice(baseAt + 1).toLowerCase();
}

function isUri(uri: string, base: string): boolean | undefined {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^:/?#[\]]+)(?::\d*)?(?:[/?#]|$)/i.exec(uri)?.[1]?.toLowerCase();
  if (host === undefined || /^[\d.]+$/.test(host)) return undefined;
  return isHost(host, base.toLowerCase());
}

function isAddress(address: Uint8Array, base: Uint8Array): boolean | undefined {
  const size = base.length / 2;
  if ((size !== 4 && size !== 16) || (address.length !== 4 && address.length !== 16)) return undefined;
  return size === address.length && address.every((byte, i) => ((byte ^ (base[i] ?? 0)) & (base[size + i] ?? 0)) === 0);
}

/** Whether a name lies within a constraint of the same kind; undefined when that cannot be said. */
function isWithin(name: GeneralName, base: GeneralName): boolean | undefined {
  if (name.kind === 'directory' && base.kind === 'directory') return isNameWithin(name.value, base.value);
  if (name.kind === 'dns' && base.kind === 'dns') {
    return isWithinHost(name.value.toLowerCase(), base.value.toLowerCase());
  }
  if (name.kind === 'email' && base.kind === 'email') return isMailbox(name.value, base.value);
  if (name.kind === 'uri' && base.kind === 'uri') return isUri(name.value, base.value);
  if (name.kind === 'ip' && base.kind === 'ip') return isAddress(name.value, base.value);
  return undefined;
}

const sameKind = (a: GeneralName, b: GeneralName): boolean =>
  a.kind === 'other' && b.kind === 'other' ? a.tag === b.tag : a.kind === b.kind;

/** Every name a certificate claims: its subject, its alternative names, and mail addresses of old in the subject. */
function namesOf({ subject, subjectRaw, extensions }: Certificate): GeneralName[] {
  const { alternativeNames } = extensions;
  const old = alternativeNames.some(({ kind }) => kind === 'email')
    ? []
    : subject.filter(({ type }) => type === OID.emailAddress).map(({ value }) => ({ kind: 'email' as const, value }));
  const directory = subject.length === 0 ? [] : [{ kind: 'directory' as const, value: subjectRaw }];
  return [...directory, ...old, ...alternativeNames];
}

/** Whether every name of the certificate is allowed by all the CAs above it. */
export function namesPermitted(certificate: Certificate, above: readonly NameConstraints[]): boolean {
  if (above.length === 0) return true;
  const names = namesOf(certificate);
  const subtrees = above.reduce((sum, { permitted, excluded }) => sum + permitted.length + excluded.length, 0);
  if (names.length * subtrees > MAX_COMPARISONS) return false;
  return names.every((name) =>
    above.every(({ permitted, excluded }) => {
      const allowed = permitted.filter((base) => sameKind(base, name));
      const forbidden = excluded.filter((base) => sameKind(base, name));
      return (
        (allowed.length === 0 || allowed.some((base) => isWithin(name, base) === true)) &&
        forbidden.every((base) => isWithin(name, base) === false)
      );
    }),
  );
}
