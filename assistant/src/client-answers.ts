/* Reads the assistant's answers for client.ts, value by value. No imports but types, safe for browsers. */
import { Fields, OPEN_PURPOSES, text } from './client-fields.ts';
import { readCounter, readFace } from './client-key.ts';
import type {
  ActivateAnswer,
  BothLanguages,
  CheckAnswer,
  CreatedRequest,
  Discovery,
  EventsAnswer,
  InstallAnswer,
  MediumAnswer,
  OpenAnswer,
  PairAnswer,
  PersonaliseAnswer,
  ProveAnswer,
  RenewRequestAnswer,
  RequestAnswer,
  SealAnswer,
  SerialAnswer,
  SignApplicationAnswer,
  SignedAnswer,
  SpoilAnswer,
  StatusAnswer,
  UnlockAnswer,
  UnlockChallengeAnswer,
} from './client-types.ts';

export { readKey } from './client-key.ts';

export function readDiscovery(value: unknown): Discovery {
  const fields = new Fields(value);
  return {
    name: fields.one('name', 'yinxin-assistant'),
    version: fields.text('version'),
    protocol: fields.list('protocol', text),
  };
}

export function readPair(value: unknown): PairAnswer {
  const fields = new Fields(value);
  const state = fields.one('state', 'paired', 'waiting');
  return state === 'paired'
    ? { state, token: fields.text('token') }
    : { state, pairing: fields.text('pairing'), code: fields.text('code') };
}

export function readMedium(value: unknown): MediumAnswer {
  const fields = new Fields(value);
  const containers = fields.list('containers', (one) => {
    const container = new Fields(one);
    return { name: container.text('name'), installed: container.flag('installed') };
  });
  return { ...readFace(fields), containers };
}

export function readStatus(value: unknown): StatusAnswer {
  const fields = new Fields(value);
  return {
    version: fields.text('version'),
    platform: fields.text('platform'),
    time: fields.text('time'),
    medium: fields.orNull('medium', readMedium),
    busy: fields.flag('busy'),
    revision: fields.number('revision'),
  };
}

export function readPersonalise(value: unknown): PersonaliseAnswer {
  const fields = new Fields(value);
  return { serial: fields.text('serial'), resumed: fields.flag('resumed') };
}

export function readRequest(value: unknown): RequestAnswer {
  const fields = new Fields(value);
  return { serial: fields.text('serial'), container: fields.text('container'), request: fields.text('request') };
}

export function readCreatedRequest(value: unknown): CreatedRequest {
  return { ...readRequest(value), attestation: new Fields(value).textOrNull('attestation') };
}

export function readInstall(value: unknown): InstallAnswer {
  const fields = new Fields(value);
  return { serial: fields.text('serial'), container: fields.text('container'), repeated: fields.flag('repeated') };
}

const readSigned = (fields: Fields): SignedAnswer => ({
  serial: fields.text('serial'),
  origin: fields.text('origin'),
  certificate: fields.text('certificate'),
  algorithm: fields.one('algorithm', 'SM2-SM3'),
  signature: fields.text('signature'),
  agent: fields.text('agent'),
});

export function readProve(value: unknown): ProveAnswer {
  const fields = new Fields(value);
  return { ...readSigned(fields), format: fields.one('format', 'yinxin-auth:1') };
}

export function readSpoil(value: unknown): SpoilAnswer {
  const fields = new Fields(value);
  return { serial: fields.text('serial'), state: fields.one('state', 'spoiled') };
}

export function readEvents(value: unknown): EventsAnswer {
  const fields = new Fields(value);
  return {
    revision: fields.number('revision'),
    events: fields.list('events', (one) => {
      const event = new Fields(one);
      return {
        revision: event.number('revision'),
        type: event.one('type', 'inserted', 'removed', 'changed', 'pairing'),
        serial: event.textOrNull('serial'),
      };
    }),
  };
}

const readWaiting = (fields: Fields) => ({ state: 'waiting' as const, ask: fields.text('ask') });

export function readOpen(value: unknown): OpenAnswer {
  const fields = new Fields(value);
  const state = fields.one('state', 'waiting', 'open');
  if (state === 'waiting') return readWaiting(fields);
  const purpose = fields.one('purpose', ...OPEN_PURPOSES);
  return { state, serial: fields.text('serial'), purpose };
}

export function readUnlock(value: unknown): UnlockAnswer {
  const fields = new Fields(value);
  const state = fields.one('state', 'waiting', 'unlocked');
  if (state === 'waiting') return readWaiting(fields);
  const pin = fields.object('pin', readCounter);
  return { state, serial: fields.text('serial'), pin, proof: fields.orNull('proof', readProve) };
}

export function readSignApplication(value: unknown): SignApplicationAnswer {
  const fields = new Fields(value);
  const state = fields.one('state', 'waiting', 'signed');
  if (state === 'waiting') return readWaiting(fields);
  return { state, serial: fields.text('serial'), message: fields.text('message'), agent: fields.text('agent') };
}

export function readRenewRequest(value: unknown): RenewRequestAnswer {
  const fields = new Fields(value);
  return {
    ...readRequest(value),
    format: fields.one('format', 'yinxin-renew:1'),
    origin: fields.text('origin'),
    certificate: fields.text('certificate'),
    algorithm: fields.one('algorithm', 'SM2-SM3'),
    signature: fields.text('signature'),
  };
}

export function readActivate(value: unknown): ActivateAnswer {
  const fields = new Fields(value);
  return { ...readSigned(fields), format: fields.one('format', 'yinxin-activate:1'), order: fields.text('order') };
}

export function readUnlockChallenge(value: unknown): UnlockChallengeAnswer {
  const fields = new Fields(value);
  return { serial: fields.text('serial'), nonce: fields.text('nonce'), challenge: fields.text('challenge') };
}

export function readSeal(value: unknown): SealAnswer {
  const fields = new Fields(value);
  return {
    serial: fields.text('serial'),
    container: fields.text('container'),
    id: fields.text('id'),
    name: fields.text('name'),
    sort: fields.text('sort'),
    notAfter: fields.text('notAfter'),
    certificate: fields.text('certificate'),
    picture: fields.text('picture'),
    object: fields.text('object'),
  };
}

export const readSerial = (value: unknown): SerialAnswer => ({ serial: new Fields(value).text('serial') });

const readBoth = (value: unknown): BothLanguages => {
  const fields = new Fields(value);
  return { zh: fields.text('zh'), en: fields.text('en') };
};

export function readCheckUp(value: unknown): CheckAnswer {
  const checks = new Fields(value).list('checks', (one) => {
    const check = new Fields(one);
    return {
      id: check.text('id'),
      outcome: check.one('outcome', 'ok', 'warn', 'fail', 'skipped'),
      code: check.text('code'),
      what: check.object('what', readBoth),
      fix: check.object('fix', readBoth),
    };
  });
  return { checks };
}
