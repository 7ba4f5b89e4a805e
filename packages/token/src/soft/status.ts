import { fromBase64 } from '../base64.ts';
import type { CertificateSet, ContainerInfo, MediumState, TokenStatus } from '../types.ts';
import type { ContainerRecord, MediumRecord } from './record.ts';

const stateOf = (record: MediumRecord): MediumState =>
  record.life === 'made' && record.pin.left === 0 ? 'locked' : record.life;

const certificatesOf = (container: ContainerRecord): CertificateSet | null => {
  const stored = container.installed?.certificates;
  if (!stored) return null;
  return { sign: fromBase64(stored.sign), encrypt: fromBase64(stored.encrypt), chain: stored.chain.map(fromBase64) };
};

const infoOf = (container: ContainerRecord): ContainerInfo => ({
  name: container.name,
  signPublicKey: fromBase64(container.sign.publicKey),
  encryptPublicKey: container.installed ? fromBase64(container.installed.encrypt.publicKey) : null,
  certificates: certificatesOf(container),
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
  passwordCard: record.passwordCard,
  spoiledReason: record.spoiledReason,
  containers: record.containers.map(infoOf),
});
