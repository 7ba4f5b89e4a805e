import type { ProgrammeSource } from '@yinxin/programme';
import { workingDays } from '../common/clocks.ts';
import {
  type Field,
  handler,
  legalRepresentative,
  type Material,
  registeredAddress,
  type Service,
  scans,
} from '../common/fields.ts';
import {
  copyReasons,
  fieldReasons,
  formReasons,
  idCopyReasons,
  paperReasons,
  wrongReasons,
} from '../common/reasons.ts';

type Online = Extract<Service, { channel: 'online' }>;
export type Stage = Online['stages'][number];

/** BJ-17, BJ-18: both figures are shown; the table is the shortest time, the range the usual one. */
export const handling: Field = {
  code: 'handling',
  label: { zh: '办理方式', en: 'Way of handling' },
  kind: 'choice',
  required: true,
  choices: [
    { code: 'online', label: { zh: '在线办理（一般 4–7 个工作日）', en: 'Online (usually 4–7 working days)' } },
    {
      code: 'on-site',
      label: { zh: '现场办理（当场办结，着急请选）', en: 'At a counter (finished at once; for those in a hurry)' },
    },
  ],
  hint: {
    zh: '材料符合要求时最短：北京 2 个工作日，北京以外快递可到 4 个工作日，偏远地区（邮政速递）8 个工作日。',
    en: 'Shortest, with papers in order: Beijing 2 working days, elsewhere by courier 4, remote by postal express 8.',
  },
};
export const online: NonNullable<Field['when']> = { field: 'handling', in: ['online'] };
export const onSite: NonNullable<Field['when']> = { field: 'handling', in: ['on-site'] };

/** BJ-30: the points of attention come before an extra application. */
export const branches = {
  attention: {
    zh: '额外办理前请注意：分支机构须自己办理过工商登记或组织机构代码登记；证书上写分支机构的名称和代码；材料加盖分支机构公章；证书由登记的分支机构经办人领取和使用。',
    en: 'Before an extra application: the branch must be registered by itself (business licence or organisation code certificate); the certificate bears its name and code; the papers are stamped with its seal; its registered handler receives and uses the certificate.',
  },
};

/** How many keys an online order asks for. */
export const keys: Field = {
  code: 'keys',
  label: { zh: 'USBKey 数量', en: 'Number of USB keys' },
  kind: 'choice',
  required: true,
  when: online,
  choices: [1, 2, 3, 4, 5].map((n) => ({ code: String(n), label: { zh: `${n} 个`, en: String(n) } })),
};

/** BJ-26: capitals; the field says so and the form prints it. */
export const taxNumber: Field = {
  code: 'taxpayer-number',
  label: { zh: '国税纳税人识别号', en: 'Taxpayer identification number' },
  kind: 'text',
  required: false,
  maxLength: 30,
  hint: { zh: '需要网上报税的请填写，会写入证书。', en: 'For e-filing of taxes; it goes into the certificate.' },
};

export const organisationFields: readonly Field[] = [registeredAddress, legalRepresentative, ...handler];

export const newName: Field = {
  code: 'new-name',
  role: 'organisation-name',
  label: { zh: '变更后的单位名称', en: 'New name of the organisation' },
  kind: 'text',
  required: true,
  maxLength: 100,
  hint: { zh: '按新营业执照填写。', en: 'As on the new licence.' },
};

const applicationForm: Material = {
  code: 'application-form',
  label: { zh: '证书业务申请表', en: 'Certificate business form' },
  guidance: { zh: '下载打印，签名、盖公章。', en: 'Print, sign and seal it.' },
  required: true,
  paper: true,
  form: 'application-form',
  accept: scans,
  maxPages: 4,
  reasons: [...formReasons],
};
/** Identity materials (身份鉴证资料), posted to the online acceptance point or brought to the counter (BJ-16). */
export const identityMaterials: Material[] = [
  applicationForm,
  {
    code: 'business-licence',
    label: { zh: '营业执照复印件', en: 'Photocopy of the business licence' },
    guidance: { zh: '加盖单位公章。', en: 'With the official seal.' },
    required: true,
    paper: true,
    accept: scans,
    maxPages: 4,
    reasons: [...copyReasons],
  },
  {
    code: 'handler-id-copy',
    label: { zh: '经办人身份证复印件（正反面）', en: 'Photocopy of the handler’s identity card, both sides' },
    guidance: { zh: '加盖单位公章。', en: 'With the official seal.' },
    required: true,
    paper: true,
    accept: scans,
    maxPages: 4,
    reasons: [...idCopyReasons],
  },
];

export const fill: Stage = { kind: 'fill', state: 'draft' };
export const papers: Stage = {
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
export const counter = (medium: 'usb-key' | 'ic-card'): Stage[] => [
  { kind: 'production', state: 'approved-counter', medium, passwordCard: true, seal: false, when: onSite },
  { kind: 'delivery', state: 'approved-counter', modes: ['collect'], when: onSite },
];
/** BJ-02, BJ-03, BJ-19 … BJ-22: blank media by courier, then written by the holder. */
export const posted = (medium: 'usb-key' | 'ic-card', card: boolean): Stage[] => [
  {
    kind: 'provision',
    state: 'approved-post',
    medium,
    passwordCard: card,
    count: 'keys',
    when: online,
    clock: workingDays(2, 1),
  },
  {
    kind: 'install',
    state: 'keys-posted',
    medium: 'provided',
    proofs: card ? ['password-card', 'code'] : ['code'],
    when: online,
  },
];
/** BJ-24: until something is posted or handed over; unapproved ones may be withdrawn too. */
export const cancel: NonNullable<Online['cancel']> = { while: ['fill', 'papers', 'review', 'provision', 'production'] };

export const states: ProgrammeSource['states'] = [
  { code: 'draft', label: { zh: '草稿', en: 'Draft' }, meaning: { zh: '还没有提交。', en: 'Not submitted yet.' } },
  {
    code: 'submitted',
    label: { zh: '已提交，等待材料', en: 'Submitted, awaiting materials' },
    meaning: {
      zh: '请把身份鉴证资料寄到在线受理点。',
      en: 'Post the identity materials to the online acceptance point.',
    },
  },
  {
    code: 'under-review',
    label: { zh: '审批中', en: 'Under review' },
    meaning: { zh: '工作人员正在审批。', en: 'Our staff decide.' },
  },
  {
    code: 'rejected',
    label: { zh: '未通过', en: 'Rejected' },
    meaning: { zh: '有项目需要更正，原因写在订单里。', en: 'Something is to be corrected; the order says what.' },
  },
  {
    code: 'approved-post',
    label: { zh: '已审批,请等待邮寄空USBKEY', en: 'Approved, wait for the blank USB key to be posted' },
    meaning: {
      zh: '已审批，空白 USBKey 即将寄出，可以取消。',
      en: 'Approved; the blank keys are about to be posted. It can be cancelled.',
    },
  },
  {
    code: 'approved-counter',
    label: { zh: '已审批,请前往就近受理点办理', en: 'Approved, go to the nearest counter' },
    meaning: {
      zh: '已审批，请带材料到受理点，可以取消。',
      en: 'Approved; bring the papers to a counter. It can be cancelled.',
    },
  },
  {
    code: 'keys-posted',
    label: { zh: '已邮寄全部USBKey,请注意查收', en: 'All keys posted, watch for delivery' },
    meaning: {
      zh: '收到后下载证书，不能再取消。',
      en: 'Download the certificate when they are there; it can no longer be cancelled.',
    },
  },
  {
    code: 'to-install',
    label: { zh: '待安装', en: 'To be installed' },
    meaning: { zh: '请插上证书，安装新证书。', en: 'Plug the medium in and install the new certificate.' },
  },
  { code: 'completed', label: { zh: '已完成', en: 'Completed' }, meaning: { zh: '已办结。', en: 'Finished.' } },
  {
    code: 'cancelled',
    label: { zh: '已取消', en: 'Cancelled' },
    meaning: { zh: '订单已取消。', en: 'The order was cancelled.' },
  },
];

const year: Online['validity'] = { kind: 'years', years: 1 };
const inUse: NonNullable<Online['subject']> = { states: ['in-use'], expired: { service: 'new' } };

/** BJ-16: the four businesses of an online order, each online or at a counter. */
export function ordering(given: { medium: 'usb-key' | 'ic-card'; card: boolean; fields: readonly Field[] }): Service[] {
  const { medium, card, fields } = given;
  const stages: Stage[] = [fill, papers, review, ...counter(medium), ...posted(medium, card)];
  const common = {
    channel: 'online',
    finishedState: 'completed',
    materials: identityMaterials,
    prices: [],
    cancel,
  } satisfies Partial<Online>;
  const one = (more: readonly Field[]): Field[] => [handling, keysOfOne, ...more];
  return [
    {
      ...common,
      code: 'new',
      label: { zh: '证书新办', en: 'New certificate' },
      business: 'new',
      validity: year,
      fields: [handling, keys, ...fields],
      stages,
    },
    {
      ...common,
      code: 'lost-reissue',
      label: { zh: '丢失补办', en: 'Reissue of a lost certificate' },
      business: 'reissue',
      subject: { states: ['in-use', 'suspended'], expired: { service: 'new' } },
      validity: { kind: 'kept' },
      old: 'superseded-at-approval',
      fields: one(fields),
      stages,
    },
    {
      ...common,
      code: 'damage-reissue',
      label: { zh: '损坏补办', en: 'Reissue of a damaged certificate' },
      business: 'reissue',
      subject: inUse,
      validity: { kind: 'kept' },
      old: 'superseded-when-made',
      fields: one(fields),
      stages,
    },
    {
      ...common,
      code: 'change-name',
      label: { zh: '单位名称变更', en: 'Change of the organisation’s name' },
      business: 'change',
      subject: inUse,
      validity: { kind: 'kept' },
      old: 'superseded-when-made',
      fields: one([newName, ...fields]),
      stages,
    },
    {
      code: 'renew',
      label: { zh: '证书更新', en: 'Renewal' },
      channel: 'online',
      business: 'renew',
      finishedState: 'completed',
      // BJ-31
      subject: { ...inUse, window: { opensDaysBefore: 90 } },
      fields: [...handler],
      materials: [],
      prices: [],
      validity: { kind: 'extended', years: 1 },
      old: 'superseded-when-installed',
      cancel: { while: ['fill', 'review'] },
      stages: [fill, review, { kind: 'install', state: 'to-install', medium: 'same' }],
    },
  ];
}

/** An order about one certificate asks for one medium. */
const keysOfOne: Field = { ...keys, choices: (keys.choices ?? []).slice(0, 1) };

/** What the three products of the authority have in common. */
export const authority = {
  authority: { zh: '北京数字认证（BJCA）', en: 'BJCA' },
  states,
  fieldReasons,
  wrongReasons,
  ends: { cancelled: 'cancelled' },
  invoice: { kinds: ['e-invoice-general'], clock: workingDays(5, 3) },
  refund: {
    when: 'void-and-paid',
    clock: workingDays(5, 3),
    letterForm: 'refund-letter',
    mailbox: 'refund@example.invalid',
  },
  courier: {
    name: { zh: '顺丰速运', en: 'SF Express' },
    eveningScan: '19:00',
    notice: { zh: '寄出当晚之后可以查到物流。', en: 'The parcel can be followed from the evening on.' },
  },
  hall: {
    name: { zh: '就近受理点', en: 'The nearest counter' },
    address: { zh: '受理点名单见帮助（沙箱地址）', en: 'See the list of counters in the help (sandbox address)' },
    hours: { zh: '工作日 9:00–17:00', en: 'Working days 9:00–17:00' },
    phone: '010-00000000',
    askFirst: { zh: '现场办理当场办结。', en: 'At a counter it is finished at once.' },
  },
  customerService: { phone: '010-00000000', hours: { zh: '工作日 9:00–17:00', en: 'Working days 9:00–17:00' } },
  requests: { nameCorrection: workingDays(1, 0), mobileChange: workingDays(1, 0) },
} as const satisfies Partial<ProgrammeSource>;
