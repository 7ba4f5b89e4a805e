import { type Field, handler, type Service } from '../common/fields.ts';
import { handling, keys, newName } from './fields.ts';
import { identityMaterials } from './materials.ts';
import type { Product } from './product.ts';
import { cancel, fill, type Online, ordered, review } from './stages.ts';

const inUse: NonNullable<Online['subject']> = { states: ['in-use'], expired: { service: 'new' } };

/** An order about one certificate asks for one medium. */
const keysOfOne: Field = { ...keys, choices: (keys.choices ?? []).slice(0, 1) };

/** What a service that ends with a new medium has; each online or at a counter (BJ-16, BJ-17). */
function order(
  product: Product,
  more: readonly Field[] = [],
): Omit<Online, 'code' | 'label' | 'business' | 'validity'> {
  return {
    channel: 'online',
    finishedState: 'completed',
    materials: identityMaterials,
    prices: [],
    cancel,
    fields: [handling, keysOfOne, ...more, ...product.fields],
    stages: ordered(product),
  };
}

/** What is done on the medium its holder has: nothing is posted, and it may be withdrawn until it is decided. */
function onOwnMedium(
  fields: readonly Field[],
  last: Online['stages'][number],
): Pick<Online, 'channel' | 'finishedState' | 'fields' | 'materials' | 'prices' | 'cancel' | 'stages'> {
  return {
    channel: 'online',
    finishedState: 'completed',
    fields: [...fields],
    materials: [],
    prices: [],
    cancel: { while: ['fill', 'review'] },
    stages: [fill, review, last],
  };
}

/** BJ-16: the businesses of a product. */
export function servicesOf(product: Product): Service[] {
  return [
    {
      ...order(product),
      code: 'new',
      label: { zh: '证书新办', en: 'New certificate' },
      business: 'new',
      validity: { kind: 'years', years: 1 },
      fields: [handling, keys, ...product.fields],
    },
    {
      ...order(product),
      code: 'lost-reissue',
      label: { zh: '丢失补办', en: 'Reissue of a lost certificate' },
      business: 'reissue',
      subject: { states: ['in-use', 'suspended'], expired: { service: 'new' } },
      validity: { kind: 'kept' },
      old: 'superseded-at-approval',
    },
    {
      ...order(product),
      code: 'damage-reissue',
      label: { zh: '损坏补办', en: 'Reissue of a damaged certificate' },
      business: 'reissue',
      subject: inUse,
      validity: { kind: 'kept' },
      old: 'superseded-when-made',
    },
    {
      ...order(product, [newName]),
      code: 'change-name',
      label: { zh: '单位名称变更', en: 'Change of the organisation’s name' },
      business: 'change',
      subject: inUse,
      validity: { kind: 'kept' },
      old: 'superseded-when-made',
    },
    {
      ...onOwnMedium(handler, { kind: 'install', state: 'to-install', medium: 'same' }),
      code: 'renew',
      label: { zh: '证书更新', en: 'Renewal' },
      business: 'renew',
      // BJ-31
      subject: { ...inUse, window: { opensDaysBefore: 90 } },
      validity: { kind: 'extended', years: 1 },
      old: 'superseded-when-installed',
    },
    {
      ...onOwnMedium(handler, { kind: 'unlock', state: 'to-unlock' }),
      code: 'unlock',
      label: { zh: '证书解锁', en: 'Unlock' },
      business: 'unlock',
      subject: inUse,
    },
  ];
}
