import { fromBase64 } from '../base64.ts';
import { certificateDigest, type InstalledSeal } from '../seal.ts';
import type { CertificateSet, ContainerInfo, MediumState, NextPair, TokenStatus } from '../types.ts';
import type { ContainerRecord, MediumRecord, NextRecord, PairRecord } from './record.ts';

const stateOf = ({ life, access, pin }: MediumRecord): MediumState =>
  life !== 'spoiled' && access !== null && pin.left === 0 ? 'locked' : life;

const certificatesOf = (pair: PairRecord): CertificateSet | null => {
  const stored = pair.installed?.certificates;
  if (!stored) return null;
  return { sign: fromBase64(stored.sign), encrypt: fromBase64(stored.encrypt), chain: stored.chain.map(fromBase64) };
};

const nextOf = (next: NextRecord): NextPair => ({
  signPublicKey: fromBase64(next.sign.publicKey),
  certificates: certificatesOf(next),
  proven: next.proven,
});

const names = (pair: PairRecord | null, certificate: string): boolean => {
  const stored = pair?.installed?.certificates;
  return stored !== undefined && certificateDigest(fromBase64(stored.sign)) === certificate;
};

/** The seal that counts: a renewed certificate's is shown with it once it is in use. */
const sealOf = (container: ContainerRecord): InstalledSeal | null => {
  const { seal } = container;
  if (!seal) return null;
  const fits = names(container, seal.descriptor.certificate) ? 'current' : 'former';
  return { ...seal.descriptor, fits };
};

const infoOf = (container: ContainerRecord): ContainerInfo => ({
  name: container.name,
  signPublicKey: fromBase64(container.sign.publicKey),
  encryptPublicKey: container.installed ? fromBase64(container.installed.encrypt.publicKey) : null,
  certificates: certificatesOf(container),
  next: container.next && nextOf(container.next),
  activation: container.activation,
  former: container.former.flatMap(({ certificate }) => (certificate === null ? [] : [fromBase64(certificate)])),
  seal: sealOf(container),
});

/** The public face of a soft medium's record. */
export const statusOf = (record: MediumRecord, open: boolean): TokenStatus => ({
  serial: record.serial,
  label: record.label,
  model: record.model,
  state: stateOf(record),
  personalised: record.access !== null,
  open,
  transportPublicKey: fromBase64(record.transport.publicKey),
  pin: record.pin,
  admin: record.admin,
  pinInitial: record.pinInitial,
  pinChange: record.pinChange,
  passwordCard: record.passwordCard,
  spoiledReason: record.spoiledReason,
  containers: record.containers.map(infoOf),
});
