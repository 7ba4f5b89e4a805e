/* Reads the assistant's answers for client.ts, value by value. No imports but types, safe for browsers. */
import type {
  Discovery,
  EventsAnswer,
  InstallAnswer,
  MediumAnswer,
  PairAnswer,
  PersonaliseAnswer,
  ProveAnswer,
  RequestAnswer,
  SpoilAnswer,
  StatusAnswer,
} from './client.ts';

/** An answer that this client does not understand: it was built with another version of the assistant. */
export class UnreadableAnswer extends Error {}

const unreadable = (field: string): never => {
  throw new UnreadableAnswer(field);
};

/** The fields of one JSON object. Every method throws `UnreadableAnswer` if the field is not of that kind. */
class Fields {
  readonly #fields: ReadonlyMap<string, unknown>;

  constructor(value: unknown) {
    this.#fields = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  }

  text(name: string): string {
    const value = this.#fields.get(name);
    return typeof value === 'string' ? value : unreadable(name);
  }

  textOrNull(name: string): string | null {
    return this.#fields.get(name) === null ? null : this.text(name);
  }

  number(name: string): number {
    const value = this.#fields.get(name);
    return typeof value === 'number' ? value : unreadable(name);
  }

  flag(name: string): boolean {
    const value = this.#fields.get(name);
    return typeof value === 'boolean' ? value : unreadable(name);
  }

  one<const T extends string>(name: string, ...allowed: readonly T[]): T {
    const value = this.#fields.get(name);
    return allowed.find((option) => option === value) ?? unreadable(name);
  }

  list<T>(name: string, read: (value: unknown) => T): readonly T[] {
    const value = this.#fields.get(name);
    return Array.isArray(value) ? value.map(read) : unreadable(name);
  }

  orNull<T>(name: string, read: (value: unknown) => T): T | null {
    const value = this.#fields.get(name);
    return value === null ? null : read(value);
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : unreadable('text'));

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
  return {
    serial: fields.text('serial'),
    label: fields.text('label'),
    model: fields.text('model'),
    state: fields.one('state', 'blank', 'made', 'locked', 'spoiled'),
    personalised: fields.flag('personalised'),
    open: fields.flag('open'),
    passwordCard: fields.textOrNull('passwordCard'),
    transportPublicKey: fields.text('transportPublicKey'),
    containers: fields.list('containers', (one) => {
      const container = new Fields(one);
      return { name: container.text('name'), installed: container.flag('installed') };
    }),
  };
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

export function readInstall(value: unknown): InstallAnswer {
  const fields = new Fields(value);
  return { serial: fields.text('serial'), container: fields.text('container'), repeated: fields.flag('repeated') };
}

export function readProve(value: unknown): ProveAnswer {
  const fields = new Fields(value);
  return {
    format: fields.one('format', 'yinxin-auth:1'),
    serial: fields.text('serial'),
    origin: fields.text('origin'),
    certificate: fields.text('certificate'),
    algorithm: fields.one('algorithm', 'SM2-SM3'),
    signature: fields.text('signature'),
    agent: fields.text('agent'),
  };
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
