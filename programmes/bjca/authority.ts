import type { ProgrammeSource } from '@yinxin/programme';
import { workingDays } from '../common/clocks.ts';
import { fieldReasons, wrongReasons } from '../common/reasons.ts';
import { states } from './states.ts';

/** BJ-30: the points of attention come before an extra application. */
export const branches = {
  attention: {
    zh: '额外办理前请注意：分支机构须自己办理过工商登记或组织机构代码登记；证书上写分支机构的名称和代码；材料加盖分支机构公章；证书由登记的分支机构经办人领取和使用。',
    en: 'Before an extra application: the branch must be registered by itself (business licence or organisation code certificate); the certificate bears its name and code; the papers are stamped with its seal; its registered handler receives and uses the certificate.',
  },
};

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
