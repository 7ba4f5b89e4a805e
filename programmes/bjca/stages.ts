import { workingDays } from '../common/clocks.ts';
import type { Service } from '../common/fields.ts';
import { paperReasons } from '../common/reasons.ts';
import { both } from '../common/words.ts';
import { online, onSite } from './fields.ts';
import type { Product } from './product.ts';

export type Online = Extract<Service, { channel: 'online' }>;
export type Stage = Online['stages'][number];

export const fill: Stage = { kind: 'fill', state: 'draft' };
/** BJ-16: the identity materials (身份鉴证资料) of an online order are posted to the online acceptance point. */
const papers: Stage = {
  kind: 'papers',
  state: 'submitted',
  when: online,
  address: {
    to: { zh: '北京数字认证 在线受理点（收）', en: 'BJCA, online acceptance point' },
    address: { zh: '北京市（沙箱地址，请勿邮寄）', en: 'Beijing (sandbox address, do not post)' },
    phone: '010-00000000',
    postcode: '100080',
  },
  reasons: paperReasons,
  remindAfterDays: 7,
  clock: workingDays(2, 1),
};
export const review: Stage = {
  kind: 'review',
  state: 'under-review',
  rejectedState: 'rejected',
  clock: workingDays(2, 1),
};

/** BJ-01, BJ-17: finished at the counter at once, with the card printed with the first password. */
const counter = ({ medium, firstPin }: Product): Stage[] => [
  {
    kind: 'production',
    state: 'approved-counter',
    medium,
    passwordCard: true,
    seal: false,
    firstPin: both(firstPin.counter),
    when: onSite,
  },
  { kind: 'delivery', state: 'approved-counter', modes: ['collect'], when: onSite },
];

/** BJ-02, BJ-03, BJ-19 … BJ-22: blank media by courier, written by the holder once the parcel is there. */
const posted = ({ medium, card, firstPin }: Product): Stage[] => [
  {
    kind: 'provision',
    state: 'approved-post',
    medium,
    passwordCard: card,
    count: 'keys',
    firstPin: both(firstPin.online),
    when: online,
    clock: workingDays(2, 1),
  },
  {
    kind: 'install',
    state: 'keys-posted',
    medium: 'provided',
    proofs: card ? ['password-card', 'code'] : ['code'],
    afterReceipt: true,
    when: online,
  },
];

/** The way of an order that ends with a new medium: online, or at a counter. */
export const ordered = (product: Product): Stage[] => [fill, papers, review, ...counter(product), ...posted(product)];

/** BJ-24: until something is posted or handed over; unapproved ones may be withdrawn too. */
export const cancel: NonNullable<Online['cancel']> = { while: ['fill', 'papers', 'review', 'provision', 'production'] };
