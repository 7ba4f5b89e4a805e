import type { ProgrammeSource } from '@yinxin/programme';

type Service = ProgrammeSource['services'][number];
type Stage = Extract<Service, { channel: 'online' }>['stages'][number];

const state = (code: string, zh: string, en: string, meaningZh: string, meaningEn: string) => ({
  code,
  label: { zh, en },
  meaning: { zh: meaningZh, en: meaningEn },
});

export const states = [
  state('draft', '填写中', 'Draft', '还没有提交', 'Not submitted yet'),
  state('in-review', '审核中', 'In review', '工作人员正在核对', 'We are checking it'),
  state('returned', '已退回', 'Returned', '请按说明改正', 'Please correct what we marked'),
  state('to-pay', '待付款', 'To be paid', '审核已通过，请转账', 'Reviewed; please transfer the amount'),
  state(
    'sending',
    '寄送空白 Key',
    'Blank key on its way',
    '空白 Key 寄出后短信通知',
    'We send a message when it is posted',
  ),
  state(
    'to-install',
    '待安装',
    'To be installed',
    '请用证书助手安装证书',
    'Install the certificate with the assistant',
  ),
  state('to-seal', '待装印章', 'Seal to be installed', '印章做好后装入 Key', 'The seal is made, then put into the key'),
  state('to-bind', '待绑定', 'To be bound', '请在交易平台绑定证书', 'Bind it to your account of the platform'),
  state('done', '已办结', 'Done', '证书可以使用', 'The certificate can be used'),
  state('cancelled', '已取消', 'Cancelled', '订单已取消', 'The order was cancelled'),
];

const day = { amount: 1, unit: 'working-days' } as const;
const clock = { promise: { amount: 2, unit: 'working-days' }, target: day } as const;
const fill: Stage = { kind: 'fill', state: 'draft' };
const review: Stage = { kind: 'review', state: 'in-review', rejectedState: 'returned', clock };
/** After the review, and by bank transfer only: finance records what arrives. */
const transfer: Stage = { kind: 'payment', state: 'to-pay', methods: ['transfer'] };

/** The businesses. What a renewal asks differs from the project, so it brings lists of its own. */
export const services = (renewalFields: Extract<Service, { channel: 'online' }>['fields']): Service[] => [
  {
    code: 'new',
    label: { zh: '新办证书', en: 'New certificate' },
    channel: 'online',
    finishedState: 'done',
    validity: { kind: 'years', years: 'years' },
    cancel: { while: ['fill', 'review', 'payment'] },
    stages: [
      fill,
      review,
      transfer,
      { kind: 'provision', state: 'sending', medium: 'usb-key', passwordCard: true, clock },
      { kind: 'install', state: 'to-install', medium: 'provided', proofs: ['password-card', 'code'] },
      { kind: 'seal', state: 'to-seal', when: { field: 'with-seal', in: ['yes'] } },
      { kind: 'binding', state: 'to-bind', system: 'tenders' },
    ],
  },
  {
    code: 'renew',
    label: { zh: '延期', en: 'Renewal' },
    channel: 'online',
    business: 'renew',
    finishedState: 'done',
    subject: { states: ['in-use'], window: { opensDaysBefore: 60 }, expired: { service: 'new' } },
    ...(renewalFields ? { fields: renewalFields } : {}),
    materials: [],
    prices: [
      {
        code: 'renewal',
        label: { zh: '延期服务费（每年）', en: 'Renewal, per year' },
        fen: 16_000,
        times: 'years',
        from: '2026-01-01',
      },
    ],
    validity: { kind: 'extended', years: 'years' },
    old: 'superseded-when-installed',
    cancel: { while: ['fill', 'payment'] },
    stages: [
      fill,
      review,
      transfer,
      { kind: 'install', state: 'to-install', medium: 'same', proofs: ['update-codes'] },
    ],
  },
  {
    code: 'unlock',
    label: { zh: '解锁', en: 'Unlocking' },
    channel: 'hall',
    direction: { zh: '请带 Key 和营业执照到大厅办理。', en: 'Please bring the key and the licence to our hall.' },
  },
];
