/* Reads what the assistant says of a key 介质. No imports but types, safe for browsers. */
import { Fields } from './client-fields.ts';
import type {
  CertificateFacts,
  KeyContainer,
  MediumAnswer,
  ReadAnswer,
  SealFacts,
  TryCounter,
} from './client-types.ts';

export function readFace(fields: Fields): Omit<MediumAnswer, 'containers'> {
  return {
    serial: fields.text('serial'),
    label: fields.text('label'),
    model: fields.text('model'),
    state: fields.one('state', 'blank', 'made', 'locked', 'spoiled'),
    personalised: fields.flag('personalised'),
    open: fields.flag('open'),
    passwordCard: fields.textOrNull('passwordCard'),
    transportPublicKey: fields.text('transportPublicKey'),
    pinInitial: fields.flag('pinInitial'),
    pinChange: fields.one('pinChange', 'advised', 'required'),
    pin: fields.object('pin', readCounter),
  };
}

export const readCounter = (value: unknown): TryCounter => {
  const fields = new Fields(value);
  return { left: fields.number('left'), limit: fields.number('limit') };
};

function readCertificate(value: unknown): CertificateFacts {
  const fields = new Fields(value);
  return {
    owner: fields.text('owner'),
    creditCode: fields.textOrNull('creditCode'),
    organisationCode: fields.textOrNull('organisationCode'),
    taxNumber: fields.textOrNull('taxNumber'),
    issuer: fields.text('issuer'),
    number: fields.text('number'),
    notBefore: fields.text('notBefore'),
    notAfter: fields.text('notAfter'),
    daysLeft: fields.number('daysLeft'),
    expired: fields.flag('expired'),
    notYet: fields.flag('notYet'),
    digest: fields.text('digest'),
  };
}

function readSealFacts(value: unknown): SealFacts {
  const fields = new Fields(value);
  return {
    id: fields.text('id'),
    name: fields.text('name'),
    sort: fields.text('sort'),
    notAfter: fields.text('notAfter'),
    certificate: fields.text('certificate'),
    fits: fields.one('fits', 'current', 'former'),
  };
}

function readContainer(value: unknown): KeyContainer {
  const fields = new Fields(value);
  return {
    name: fields.text('name'),
    sign: fields.orNull('sign', readCertificate),
    encrypt: fields.orNull('encrypt', readCertificate),
    next: fields.orNull('next', (one) => {
      const next = new Fields(one);
      return { sign: next.orNull('sign', readCertificate), proven: next.flag('proven') };
    }),
    former: fields.list('former', readCertificate),
    activation: fields.orNull('activation', (one) => {
      const activation = new Fields(one);
      return { order: activation.text('order'), at: activation.text('at') };
    }),
    seal: fields.orNull('seal', readSealFacts),
  };
}

export function readKey(value: unknown): ReadAnswer {
  const fields = new Fields(value);
  return {
    ...readFace(fields),
    spoiledReason: fields.textOrNull('spoiledReason'),
    containers: fields.list('containers', readContainer),
  };
}
