import type { FormTemplate } from '@yinxin/documents';
import type { ProgrammeSource } from '@yinxin/programme';
import { fields, renewalFields } from './fields.ts';
import { services, states } from './services.ts';

const days = (promise: number, target: number) => ({
  promise: { amount: promise, unit: 'working-days' as const },
  target: { amount: target, unit: 'working-days' as const },
});
const scans: ('application/pdf' | 'image/jpeg' | 'image/png')[] = ['application/pdf', 'image/jpeg', 'image/png'];
const hours = { zh: '工作日 9:00–17:00', en: 'Working days 9:00–17:00' };
const other = {
  code: 'other',
  label: { zh: '其他问题（见说明）', en: 'Something else (see the note)' },
  whatToDo: { zh: '请按工作人员的说明改正。', en: 'Please correct it as our note says.' },
};
const wrong = (what: 'project' | 'name' | 'code', zh: string, en: string) => ({
  code: `wrong-${what}`,
  wrong: what,
  label: { zh, en },
  whatToDo: {
    zh: '更正后请重新申请，已付的款项可以退回。',
    en: 'Correct it and apply anew; what was paid can be refunded.',
  },
});

/** Lanjiang CA (兰江CA) does not exist: the programme that docs/programmes.md writes step by step. */
const lanjiang: ProgrammeSource = {
  code: 'lanjiang',
  version: 1,
  name: { zh: '兰江CA 远程办证', en: 'Lanjiang CA remote certificates' },
  authority: { zh: '兰江CA', en: 'Lanjiang CA' },
  orderPrefix: 'LJ',
  states,
  services: services(renewalFields),
  projects: [
    {
      code: 'tenders',
      name: { zh: '公共资源交易', en: 'Public tenders' },
      system: {
        name: { zh: '兰江公共资源交易平台', en: 'Lanjiang tender platform' },
        purpose: { zh: '登录、签署和加密投标文件。', en: 'Sign in, sign and encrypt bids.' },
      },
      audience: { zh: '参加兰江市招投标的单位', en: 'Organisations that bid in Lanjiang' },
      fields,
      materials: [
        {
          code: 'application-form',
          label: { zh: '办证申请表', en: 'Application form' },
          guidance: { zh: '下载打印，盖章后扫描上传。', en: 'Print it, apply the seal, scan and upload.' },
          required: true,
          paper: false,
          form: 'application-form',
          accept: scans,
          reasons: [other],
        },
        {
          code: 'seal-form',
          label: { zh: '印模采集表', en: 'Seal collection form' },
          guidance: { zh: '在框内清晰盖章。', en: 'Apply the seal inside the frame.' },
          required: true,
          paper: false,
          accept: scans,
          when: { field: 'with-seal', in: ['yes'] },
          reasons: [other],
        },
      ],
      prices: [
        {
          code: 'certificate',
          label: { zh: '证书服务费（每年）', en: 'Certificate, per year' },
          fen: 18_000,
          times: 'years',
          from: '2026-01-01',
          until: '2027-07-01',
        },
        {
          code: 'certificate',
          label: { zh: '证书服务费（每年）', en: 'Certificate, per year' },
          fen: 16_000,
          times: 'years',
          from: '2027-07-01',
        },
        { code: 'key', label: { zh: '空白 USB Key', en: 'Blank USB key' }, fen: 6_000, from: '2026-01-01' },
        {
          code: 'seal',
          label: { zh: '电子印章', en: 'Electronic seal' },
          fen: 5_000,
          from: '2026-01-01',
          when: { field: 'with-seal', in: ['yes'] },
        },
      ],
      certificate: { profile: 'organisation-sm2', years: 1 },
    },
  ],
  fieldReasons: [other],
  wrongReasons: [
    wrong('project', '选错了项目', 'Wrong project'),
    wrong('name', '单位名称有误', 'Wrong organisation name'),
    wrong('code', '信用代码有误', 'Wrong credit code'),
  ],
  ends: { cancelled: 'cancelled' },
  invoice: { kinds: ['e-invoice-general'], clock: days(5, 3) },
  refund: { when: 'void-and-paid', clock: days(5, 3), letterForm: 'refund-letter', mailbox: 'refund@example.invalid' },
  relyingSystems: [
    {
      code: 'tenders',
      name: { zh: '兰江公共资源交易平台', en: 'Lanjiang tender platform' },
      one: 'account',
      onReplacement: 'transfer',
    },
  ],
  payees: [
    {
      code: 'lanjiang',
      regions: [''],
      company: '兰江数字认证有限公司',
      bank: '沙箱银行',
      account: '0000 0000 0000 0000',
    },
  ],
  lives: { certificate: { without: ['suspend', 'resume'] } },
  courier: {
    name: { zh: '顺丰速运', en: 'SF Express' },
    eveningScan: '19:00',
    notice: { zh: '单号在晚间扫描后可查。', en: 'Tracking works after the evening scan.' },
  },
  hall: {
    name: { zh: '兰江CA 服务大厅', en: 'Lanjiang CA hall' },
    address: { zh: '兰江市（示例地址）', en: 'Lanjiang (an example)' },
    hours,
    phone: '000-00000000',
    askFirst: { zh: '出发前请先打电话。', en: 'Please call before you come.' },
  },
  customerService: { phone: '000-00000000', hours },
  requests: { nameCorrection: days(1, 1), mobileChange: days(1, 1) },
  articles: [
    {
      slug: 'remote-install',
      title: { zh: '怎样自己安装证书', en: 'How to install the certificate yourself' },
      body: {
        zh: '收到空白 Key 后插入电脑，打开证书助手，输入密码卡上的密码和短信验证码。付款见[怎样付款](/help/transfer)。',
        en: 'Insert the blank key, open the assistant, enter the password of the card and the code we send. See [how to pay](/help/transfer).',
      },
      topics: ['install'],
    },
    {
      slug: 'transfer',
      title: { zh: '怎样付款', en: 'How to pay' },
      body: {
        zh: '审核通过后按订单金额转账，附言写订单号。',
        en: 'After the review, transfer the amount of the order and give the order number as its purpose.',
      },
      topics: ['payment'],
    },
  ],
};
export default lanjiang;

const frame = { version: 1, authority: '{authority}', footer: '客服电话：{service-phone}' } as const;
/** The forms that materials and the refund name. */
export const forms: readonly FormTemplate[] = [
  {
    ...frame,
    code: 'application-form',
    title: '数字证书办证申请表',
    blocks: [
      {
        kind: 'rows',
        rows: [
          [{ label: '单位名称', value: '{organisation-name}' }],
          [{ label: '统一社会信用代码', value: '{credit-code}' }],
          [
            { label: '经办人', value: '{handler-name}' },
            { label: '手机号码', value: '{handler-mobile}' },
          ],
        ],
      },
      {
        kind: 'boxes',
        height: 130,
        boxes: [{ label: '申请单位（盖章）', mark: 'round' }, { label: '经办人（签名）' }],
      },
    ],
  },
  {
    ...frame,
    code: 'refund-letter',
    title: '退款申请函',
    blocks: [
      { kind: 'paragraph', text: '我单位（{organisation-name}）申请退回订单 {order-number} 的款项。' },
      { kind: 'boxes', height: 130, boxes: [{ label: '单位（盖章）', mark: 'round' }] },
    ],
  },
];
