import type { ProgrammeSource } from '@yinxin/programme';
import { workingDays } from '../common/clocks.ts';
import type { Service } from '../common/fields.ts';
import { paperReasons } from '../common/reasons.ts';
import { extensionFields, reissueFields, unlockFields } from './fields.ts';
import { extensionMaterials, reissueMaterials, unlockMaterials } from './materials.ts';

type Online = Extract<Service, { channel: 'online' }>;
type Stage = Online['stages'][number];
type Prices = ProgrammeSource['projects'][number]['prices'];

/** IT-27: fees are the company’s to set; these are placeholders of the sandbox. */
const fee = (code: string, zh: string, en: string, fen: number): Prices[number] => ({
  code,
  label: { zh, en },
  fen,
  from: '2026-01-01',
});
export const newPrices: Prices = [fee('new', '电子密钥新申请', 'New electronic key', 26_000)];
const extensionPrices: Prices = [fee('extension', '证书延期（一年）', 'Extension, one year', 15_000)];
const reissuePrices: Prices = [
  {
    ...fee('reissue', '密钥补发', 'Reissue of a key', 18_000),
    when: { field: 'reissue-reason', in: ['lost', 'damaged'] },
  },
  // IT-39: covered means that no medium is charged; said as a price, never left out.
  { ...fee('warranty', '保修更换', 'Warranty exchange', 0), when: { field: 'reissue-reason', in: ['warranty'] } },
];
const unlockPrices: Prices = [fee('unlock', '密钥解锁', 'Unlocking a key', 3_000)];

const fill: Stage = { kind: 'fill', state: 'draft' };
const papers: Stage = {
  kind: 'papers',
  state: 'submitted',
  address: {
    to: { zh: '信城通（收）', en: 'Xinchengtong' },
    address: { zh: '北京市（沙箱地址，请勿邮寄）', en: 'Beijing (sandbox address, do not post)' },
    phone: '010-00000000',
    postcode: '100000',
  },
  reasons: paperReasons,
  remindAfterDays: 7,
  clock: workingDays(2, 1),
};
/** IT-14, IT-19: three conditions; on hold while one fails, and the clock stands still. */
const review: Stage = {
  kind: 'review',
  state: 'in-review',
  rejectedState: 'returned',
  gate: ['fee', 'arrears'],
  closesPrinting: true,
  clock: workingDays(2, 1),
};
/** IT-20: two working days from the approval to the parcel, over both stages. */
const made = (when?: Stage['when']): Stage[] => {
  const condition = when ? { when } : {};
  return [
    {
      kind: 'production',
      state: 'reviewed',
      medium: 'usb-key',
      passwordCard: true,
      seal: false,
      clockFrom: 'approval',
      clock: workingDays(2, 1),
      ...condition,
    },
    // IT-18
    {
      kind: 'delivery',
      state: 'reviewed',
      modes: ['post'],
      addressFrozenAtReview: true,
      clockFrom: 'approval',
      clock: workingDays(2, 1),
      ...condition,
    },
  ];
};
const ended = { service: 'new' } as const;
const withdraw: Online['cancel'] = { while: ['fill', 'papers'] };

/** IT-09 */
export const services: Service[] = [
  {
    code: 'new',
    label: { zh: '证书申请', en: 'Certificate application' },
    channel: 'online',
    business: 'new',
    finishedState: 'completed',
    validity: { kind: 'years', years: 1 },
    cancel: withdraw,
    stages: [fill, papers, review, ...made()],
  },
  {
    code: 'extension',
    label: { zh: '证书更新：延期', en: 'Update: extension' },
    channel: 'online',
    business: 'renew',
    finishedState: 'completed',
    subject: { states: ['in-use'], window: { opensDaysBefore: 90 }, expired: ended },
    fields: extensionFields,
    materials: extensionMaterials,
    prices: extensionPrices,
    validity: { kind: 'extended', years: 1 },
    old: 'superseded-when-installed',
    // A key that still signs needs no stamp: nothing is printed, nothing is posted.
    signing: true,
    cancel: withdraw,
    stages: [
      fill,
      papers,
      review,
      // IT-20, IT-21
      {
        kind: 'install',
        state: 'codes-sent',
        medium: 'same',
        proofs: ['update-codes'],
        when: { field: 'extension-way', in: ['remote'] },
      },
      ...made({ field: 'extension-way', in: ['ordinary'] }),
    ],
  },
  {
    code: 'reissue',
    label: { zh: '证书更新：补发', en: 'Update: reissue' },
    channel: 'online',
    business: 'reissue',
    finishedState: 'completed',
    subject: { states: ['in-use', 'suspended'], expired: ended },
    fields: reissueFields,
    materials: reissueMaterials,
    prices: reissuePrices,
    validity: { kind: 'kept' },
    old: 'superseded-at-approval',
    cancel: withdraw,
    stages: [fill, papers, review, ...made()],
  },
  {
    code: 'unlock',
    label: { zh: '证书更新：解锁', en: 'Update: unlock' },
    channel: 'online',
    business: 'unlock',
    finishedState: 'completed',
    subject: { states: ['in-use'], expired: ended },
    fields: unlockFields,
    materials: unlockMaterials,
    prices: unlockPrices,
    cancel: withdraw,
    stages: [fill, papers, review, { kind: 'unlock', state: 'to-unlock' }],
  },
];
