import type { FormTemplate } from '@yinxin/documents';
import { frame, handDate } from './frame.ts';

/** Application form (证书申请表), the same for every project. */
export const applicationForm: FormTemplate = {
  code: 'application-form',
  version: 1,
  title: '数字证书申请表',
  subtitle: '{project-name}',
  ...frame,
  blocks: [
    { kind: 'section', title: '一、申请单位' },
    {
      kind: 'rows',
      rows: [
        [{ label: '单位名称', value: '{organisation-name}' }],
        [
          { label: '统一社会信用代码', value: '{credit-code}' },
          { label: '法定代表人', value: '{legal-representative}' },
        ],
        [{ label: '单位地址', value: '{registered-address}' }],
      ],
    },
    { kind: 'section', title: '二、申请内容' },
    {
      kind: 'rows',
      rows: [
        [
          { label: '申请项目', value: '{project-name}' },
          { label: '使用系统', value: '{system-name}' },
        ],
        [
          { label: '业务类型', value: '证书新制（新开户）' },
          { label: '证书类别', value: '{certificate-type}' },
        ],
      ],
    },
    { kind: 'section', title: '三、经办人' },
    {
      kind: 'rows',
      rows: [
        [
          { label: '姓名', value: '{handler-name}' },
          { label: '身份证号码', value: '{handler-id-card}' },
        ],
        [
          {
            label: '手机号码',
            value: '{handler-mobile}',
            // JX-33
            note: '此号码须保持畅通；请勿拒接南昌座机（区号 0791）的来电，材料有问题时我们会打这个电话。',
          },
        ],
      ],
    },
    { kind: 'section', title: '四、证书领取' },
    {
      kind: 'choice',
      label: '领取方式',
      key: 'delivery-mode',
      options: [
        { value: 'post', text: '邮寄' },
        { value: 'collect', text: '自取' },
      ],
    },
    {
      kind: 'rows',
      rows: [
        [
          { label: '证书接收人', value: '{recipient-name}' },
          { label: '接收人手机', value: '{recipient-mobile}' },
        ],
        [{ label: '收件地址', value: '{recipient-address}' }],
      ],
    },
    { kind: 'section', title: '五、声明与签章' },
    {
      kind: 'paragraph',
      size: 9.5,
      indent: true,
      text: '本单位承诺：以上信息及所附材料真实、完整、有效；已阅读并同意《电子认证服务协议》；授权上述经办人办理本次申请，并妥善保管证书和密码。',
    },
    {
      kind: 'boxes',
      height: 122,
      boxes: [
        { label: '申请单位（加盖公章）', mark: 'round', hint: handDate },
        { label: '经办人（签字）', hint: handDate },
        { label: '发证机构审核', hint: '审核人：          日期：' },
      ],
    },
    {
      kind: 'notes',
      items: [
        '打印后加盖公章，扫描上传；付款成功后邮寄本表原件。',
        '信息有误请勿手工涂改，请在系统中更正后重新下载本表。',
      ],
    },
  ],
};
