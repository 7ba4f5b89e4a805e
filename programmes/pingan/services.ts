import type { ProgrammeSource } from '@yinxin/programme';
import { workingDays } from '../common/clocks.ts';
import type { Service } from '../common/fields.ts';
import { paperReasons } from '../common/reasons.ts';
import { changeFields, reissueFields, renewFields, sealFields, unlockFields } from './fields.ts';
import { changeMaterials, fourMaterials, sealOnly, unlockMaterials } from './materials.ts';

type Online = Extract<Service, { channel: 'online' }>;
type Stages = Online['stages'];
type Prices = ProgrammeSource['projects'][number]['prices'];

const review: Stages[number] = {
  kind: 'review',
  state: 'under-review',
  rejectedState: 'returned',
  clock: workingDays(2, 1),
};
const payment: Stages[number] = { kind: 'payment', state: 'awaiting-payment', methods: ['cashier'] };

/** PA-18: where the papers go; the unit is the catalogue’s, the rest a placeholder of the sandbox. */
const papers: Stages[number] = {
  kind: 'papers',
  state: 'awaiting-papers',
  address: {
    to: { zh: '广东省电子商务认证有限公司 深圳服务中心（收）', en: 'NETCA, Shenzhen service centre' },
    address: {
      zh: '广东省深圳市（沙箱地址，请勿邮寄）。快递费由申请单位支付，不收挂号信。',
      en: 'Shenzhen, Guangdong (sandbox address, do not post). The applicant pays the courier; no registered mail.',
    },
    phone: '0755-00000000',
    postcode: '518000',
  },
  refusedCarriers: [
    {
      contains: '挂号',
      message: { zh: '不接受挂号信，请改用快递寄送。', en: 'Registered mail is not accepted; please use a courier.' },
    },
  ],
  reasons: paperReasons,
  remindAfterDays: 7,
  clock: workingDays(3, 2),
};

/** From the papers to a certificate in use: no step can be skipped (PA-22). */
const made: Stages = [
  papers,
  {
    kind: 'production',
    state: 'papers-received',
    medium: 'usb-key',
    passwordCard: true,
    seal: true,
    clock: workingDays(2, 1),
  },
  { kind: 'delivery', state: 'made', modes: ['post'], clock: workingDays(1, 0) },
  { kind: 'activation', state: 'awaiting-activation' },
  { kind: 'binding', state: 'awaiting-binding', system: 'procurement' },
];

const perYear: Prices = [
  {
    code: 'certificate-year',
    label: { zh: '机构数字证书（每年）', en: 'Organisational certificate, for each year' },
    fen: 20_000,
    from: '2026-01-01',
    times: 'years',
  },
];
/** PA-35: for each certificate and time, whatever is left of its term. */
const reissueFee: Prices = [
  { code: 'reissue', label: { zh: '证书补办费', en: 'Reissue of a certificate' }, fen: 20_000, from: '2026-01-01' },
];

export const prices = perYear;

const inUse = ['in-use', 'activated'] as const;
/** PA-01: the certificate signs in for what is about it; reissue and unlocking are for who cannot. */
const signIn = 'certificate' as const;
const ended = { service: 'new' } as const;
/** A draft or an unpaid order must not keep its certificate, or the account, from the right business for ever. */
const withdraw: Online['cancel'] = { while: ['fill'] };
const unpaid: Online['cancel'] = { while: ['fill', 'payment'] };

export const services: Service[] = [
  {
    code: 'new',
    label: { zh: '新申请', en: 'New application' },
    channel: 'online',
    business: 'new',
    finishedState: 'bound',
    cancel: unpaid,
    validity: { kind: 'years', years: 'years' },
    // PA-13: paid before it is reviewed.
    stages: [{ kind: 'fill', state: 'draft' }, payment, review, ...made],
  },
  {
    code: 'renew',
    label: { zh: '更新续期', en: 'Renewal' },
    channel: 'online',
    business: 'renew',
    signIn,
    finishedState: 'done',
    cancel: unpaid,
    // PA-24
    subject: { states: [...inUse], window: { opensDaysBefore: 90 }, expired: ended },
    fields: renewFields,
    materials: [],
    prices: perYear,
    // PA-27
    validity: { kind: 'extended', years: 'years' },
    old: 'superseded-when-installed',
    stages: [
      { kind: 'fill', state: 'draft' },
      payment,
      { kind: 'install', state: 'awaiting-installation', medium: 'same' },
    ],
  },
  {
    code: 'change',
    label: { zh: '变更信息', en: 'Change of information' },
    channel: 'online',
    business: 'change',
    signIn,
    finishedState: 'bound',
    cancel: withdraw,
    subject: { states: [...inUse], expired: ended },
    fields: changeFields,
    materials: changeMaterials,
    // PA-30
    prices: [],
    // PA-29
    validity: { kind: 'kept' },
    // PA-32
    old: 'superseded-when-made',
    stages: [{ kind: 'fill', state: 'draft' }, review, ...made],
  },
  {
    code: 'reissue',
    label: { zh: '补办', en: 'Reissue' },
    channel: 'online',
    business: 'reissue',
    finishedState: 'bound',
    cancel: unpaid,
    subject: { states: ['made', ...inUse, 'suspended'], expired: ended },
    fields: reissueFields,
    materials: fourMaterials,
    prices: reissueFee,
    // PA-34
    validity: { kind: 'kept' },
    // PA-36
    old: 'superseded-at-approval',
    stages: [{ kind: 'fill', state: 'draft' }, payment, review, ...made],
  },
  {
    code: 'unlock',
    label: { zh: '解锁', en: 'Unlock' },
    channel: 'online',
    business: 'unlock',
    finishedState: 'done',
    cancel: withdraw,
    subject: { states: [...inUse], expired: ended },
    fields: unlockFields,
    materials: unlockMaterials,
    prices: [],
    stages: [
      { kind: 'fill', state: 'draft' },
      // PA-38, PA-39
      {
        kind: 'review',
        state: 'under-review',
        rejectedState: 'returned',
        clock: workingDays(2, 1),
        automatic: { rule: 'last-handler', when: { field: 'last-handler', in: ['yes'] } },
      },
      { kind: 'unlock', state: 'awaiting-unlock' },
    ],
  },
  {
    code: 'seal-apply',
    label: { zh: '申请电子印章', en: 'Apply for a seal' },
    channel: 'online',
    business: 'seal-apply',
    signIn,
    finishedState: 'done',
    cancel: withdraw,
    // PA-42
    subject: { states: [...inUse], seal: 'without', expired: ended },
    fields: [...sealFields],
    materials: sealOnly,
    prices: [],
    stages: [{ kind: 'fill', state: 'draft' }, review, { kind: 'seal', state: 'awaiting-installation' }],
  },
  {
    code: 'seal-change',
    label: { zh: '变更电子印章', en: 'Change the seal' },
    channel: 'online',
    business: 'seal-change',
    signIn,
    finishedState: 'done',
    cancel: withdraw,
    subject: { states: [...inUse], seal: 'with', expired: ended },
    fields: [...sealFields],
    materials: sealOnly,
    prices: [],
    stages: [{ kind: 'fill', state: 'draft' }, review, { kind: 'seal', state: 'awaiting-installation' }],
  },
  {
    code: 'refund',
    label: { zh: '退费申请', en: 'Refund' },
    channel: 'hall',
    // PA-46, PA-48
    direction: {
      zh: '退费只能邮寄办理：寄回签名并盖实体章的《退款申请表》和介质（从未收到介质的不用寄）。业务还没有受理的可以退；已受理的，介质未激活、签收不超过 14 天（含第 14 天）的可以退。',
      en: 'Refunds are handled by post: send the signed and sealed refund form and the key (unless you never received it). Business not yet accepted can be refunded; accepted business as long as the key is not activated and no more than 14 days, the 14th included, have passed since it was signed for.',
    },
  },
];
