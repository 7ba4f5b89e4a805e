import type { FormBlock, FormTemplate } from '@yinxin/documents';
import { form, handlerRows, howToStamp, organisationRows, stampAndSign } from '../../common/forms.ts';

/** PA-15: completed by hand. */
const authorisationPeriod: FormBlock = {
  kind: 'rows',
  rows: [[{ label: '授权期限（手写）', value: '　　　　年　　月　　日 至 　　　　年　　月　　日' }]],
};
const promise: FormBlock = {
  kind: 'paragraph',
  size: 9.5,
  indent: true,
  text: '本单位承诺以上信息及材料真实有效，已阅读并同意《电子认证服务协议》，授权上述经办人办理本次业务，并妥善保管证书介质和密码。',
};

const applicationForm = form({
  code: 'application-form',
  title: '机构数字证书申请表',
  blocks: [
    { kind: 'section', title: '一、申请单位' },
    organisationRows,
    { kind: 'section', title: '二、申请内容' },
    {
      kind: 'rows',
      rows: [
        [
          { label: '使用系统', value: '{system-name}' },
          { label: '证书类别', value: '{certificate-type}' },
        ],
        [
          { label: '证书年限', value: '{years}' },
          { label: '同时办理电子印章', value: '{seal}' },
        ],
      ],
    },
    { kind: 'section', title: '三、经办人' },
    handlerRows,
    authorisationPeriod,
    { kind: 'section', title: '四、声明与签章' },
    promise,
    stampAndSign,
    howToStamp,
  ],
});

const changeForm = form({
  code: 'change-form',
  title: '机构数字证书变更申请表',
  blocks: [
    { kind: 'section', title: '一、原登记信息' },
    organisationRows,
    { kind: 'section', title: '二、变更后的信息' },
    {
      kind: 'rows',
      rows: [[{ label: '单位名称', value: '{new-name}' }], [{ label: '法定住所', value: '{registered-address}' }]],
    },
    { kind: 'section', title: '三、经办人' },
    handlerRows,
    authorisationPeriod,
    { kind: 'section', title: '四、声明与签章' },
    promise,
    stampAndSign,
    { kind: 'notes', items: ['随本表寄回需要变更的证书介质。变更后证书有效期不变，须重新激活和绑定。'] },
  ],
});

const sealForm = form({
  code: 'seal-form',
  title: '电子印章申请表',
  blocks: [
    { kind: 'section', title: '一、单位与印章' },
    organisationRows,
    {
      kind: 'rows',
      rows: [
        [
          { label: '印章类型', value: '{seal-sort}' },
          { label: '印章名称', value: '{seal-name}' },
        ],
      ],
    },
    { kind: 'section', title: '二、印模采集' },
    { kind: 'boxes', height: 190, boxes: [{ label: '实体印章印模', mark: 'round', hint: '请盖在虚线圈中央' }] },
    promise,
    stampAndSign,
    howToStamp,
  ],
});

const unlockForm = form({
  code: 'unlock-form',
  title: '证书介质解锁授权书',
  blocks: [
    { kind: 'section', title: '一、单位' },
    organisationRows,
    { kind: 'section', title: '二、被授权的经办人' },
    handlerRows,
    {
      kind: 'paragraph',
      indent: true,
      text: '兹授权上述经办人办理本单位数字证书介质的解锁，并重新设置密码。',
    },
    stampAndSign,
    howToStamp,
  ],
});

/** PA-48 */
const refundLetter = form({
  code: 'refund-letter',
  title: '退款申请表',
  blocks: [
    organisationRows,
    {
      kind: 'rows',
      rows: [
        [
          { label: '订单号', value: '{order-number}' },
          { label: '已付金额', value: '{amount}' },
        ],
        [
          { label: '付款日期', value: '{paid-at}' },
          { label: '退款原因', value: '{refund-reason}' },
        ],
        [{ label: '开户银行', value: '{bank-name}' }],
        [{ label: '银行账号（与单位同名）', value: '{bank-account}' }],
      ],
    },
    handlerRows,
    stampAndSign,
    {
      kind: 'notes',
      items: [
        '本表一份，手写签名并加盖实体公章，连同证书介质一起寄回（从未收到介质的不用寄）。',
        '介质已激活的不能退费；未激活的，签收之日起 14 天内（含第 14 天）可以申请。',
      ],
    },
  ],
});

/** Every form of the programme, found by its code. */
export const forms: readonly FormTemplate[] = [applicationForm, changeForm, sealForm, unlockForm, refundLetter];
