import type { Article } from '@yinxin/programme';

/** PA-06: a guide for each business, and what people ask before they call. */
export const articles: Article[] = [
  {
    slug: 'guide-new',
    topics: ['start', 'materials'],
    title: { zh: '新申请指南', en: 'Guide: new application' },
    body: {
      zh: '1. 选择年限（1 到 5 年，每年 200 元），填写信息；电子印章默认一起办，不需要的选“否”。\n2. 下载表格打印，手写授权期限、经办人签名和日期，加盖实体印章，扫描上传。\n3. 在线付款，填写开票信息。付款后进入审核。\n4. 审核通过后邮寄纸质材料，快递费由单位支付，不收挂号信。\n5. 收到介质和激活短信后，先安装证书助手，再激活，最后登录采购系统绑定。\n\n一个账号只能办理、绑定一张证书，一张证书一枚印章。需要多枚印章，请用不同的账号申请。',
      en: '1. Choose 1 to 5 years (200 yuan each) and fill in the data; the e-seal is included unless you answer no.\n2. Print the forms, complete period, signature and date by hand, apply the physical seal, scan and upload.\n3. Pay online and give the invoice data. The review begins then.\n4. Once approved, post the papers at your expense; no registered mail.\n5. With the key and the activation message: install the certificate assistant, activate, then sign in to the procurement system and bind.\n\nOne account has one certificate and one seal. For more seals apply with other accounts.',
    },
  },
  {
    slug: 'guide-renew',
    topics: ['renew'],
    title: { zh: '续期指南', en: 'Guide: renewal' },
    body: {
      zh: '到期前 90 天起可以续期，每年 200 元，不用寄材料。插上介质，填写年限，在线付款，再点“安装证书”。新证书从原到期日往后延；安装之前原证书照常使用，印章和绑定保持不变。安装中断可以重来，不用再付款。过期后不能续期，要重新申请。',
      en: 'Renewal is open from 90 days before expiry, 200 yuan a year, without papers. Plug the key in, choose the years, pay, then install the certificate. The new one counts from the old end; until it is installed the old one works, seal and binding stay. An interrupted installation can be repeated without paying again. After expiry please apply anew.',
    },
  },
  {
    slug: 'client',
    topics: ['delivery', 'renew', 'unlock', 'seal'],
    title: { zh: '客户端：下载、安装和使用', en: 'The client: download, install, use' },
    body: {
      zh: '1. 下载客户端（证书助手），解压，双击安装，等到提示成功；在那之前不能对介质做任何操作。\n2. 打开客户端，插上介质。\n\n- 主页：激活证书、申请印章或变更印章、安装印章。\n- 证书续期：申请续期、安装证书。\n- 我的证书：忘记密码。',
      en: '1. Download the client (the certificate assistant), unzip it, start the installation and wait until it reports success; before that nothing is done with the key.\n2. Open the client and plug the key in.\n\n- Home: activate the certificate, apply for a seal or change it, install the seal.\n- Certificate renewal: apply for renewal, install the certificate.\n- My certificates: forgotten password.',
    },
  },
  {
    slug: 'guide-change',
    topics: ['change'],
    title: { zh: '变更指南', en: 'Guide: change of information' },
    body: {
      zh: '只能变更单位名称和法定住所，统一社会信用代码必须相同。免费。请把材料和需要变更的介质一起寄来。变更后有效期不变，须重新激活和绑定；寄出到重新绑定之间不能用证书登录。',
      en: 'Only the name and the legal domicile change; the credit code must be the same. It is free. Post the papers together with the key. The end date stays; activate and bind again afterwards. From posting until then you cannot sign in with the certificate.',
    },
  },
  {
    slug: 'guide-reissue',
    topics: ['reissue'],
    title: { zh: '补办指南', en: 'Guide: reissue' },
    body: {
      zh: '证书遗失或损坏、还没有过期的，可以补办，每次 200 元，不用插介质。审核通过后原证书立即吊销、解除绑定。新证书到期日与原来相同，须重新激活和绑定。',
      en: 'A lost or damaged certificate that has not expired can be reissued for 200 yuan, without the key. Once approved the old one is revoked and unbound. The new one ends on the same day; activate and bind it again.',
    },
  },
  {
    slug: 'guide-unlock',
    topics: ['unlock'],
    title: { zh: '解锁指南', en: 'Guide: unlock' },
    body: {
      zh: '忘记密码或密码次数用完，插上介质申请解锁，免费。您是最近一次业务的经办人且信息一致的，自动通过；否则上传授权材料，2 个工作日内审核。通过后输入短信验证码，设置新密码。',
      en: 'If you forgot the password or no tries are left, plug the key in and ask for unlocking; it is free. The handler of the latest business whose data agree passes at once; others upload an authorisation, decided within two working days. Then enter the code of our message and choose a new password.',
    },
  },
  {
    slug: 'guide-seal',
    topics: ['seal'],
    title: { zh: '电子印章指南', en: 'Guide: e-seal' },
    body: {
      zh: '申请证书时没有办印章的，可以单独申请；印章与实物不一致的，可以变更。免费，不用寄材料。目前只支持公章和合同专用章，名称须与证书一致。审核通过后插上介质安装。',
      en: 'If no seal was requested with the certificate, apply for one; if it differs from the physical one, change it. Free, nothing is posted. Official and contract seals only, with the certificate’s name. Once approved, plug the key in and install it.',
    },
  },
  {
    slug: 'guide-refund',
    topics: ['refund'],
    title: { zh: '退费指南', en: 'Guide: refund' },
    body: {
      zh: '可以退：业务还没有受理；或者已受理但介质没有激活，且签收不超过 14 天（含第 14 天）。不能退：介质已激活，或签收超过 14 天。\n\n只能邮寄办理：《退款申请表》一份，手写签名并盖实体章，连同介质一起寄回（从未收到的不用寄）。收到正确的表和介质后约 15 个工作日退款；表填写有误的不开始计算，我们会告诉您哪里不对。办理期间介质不能激活。变更、解锁、印章不收费，没有退费。',
      en: 'Refunded: business not yet accepted; or accepted, the key not activated and no more than 14 days, the 14th included, since it was signed for. Not refunded: an activated key, or more than 14 days.\n\nBy post only: one refund form, signed by hand and physically sealed, with the key (unless never received). The money is back about 15 working days after a correct form and the key have arrived; a faulty form does not start the period and we tell you what is wrong. Meanwhile the key cannot be activated. Change, unlock and seals are free, so there is nothing to refund.',
    },
  },
  {
    slug: 'invoice',
    topics: ['invoice'],
    title: { zh: '电子发票', en: 'E-invoice' },
    body: {
      zh: '新申请、续期、补办办结后 1 到 2 个工作日开具电子发票，短信发送链接，也可以在订单页下载。',
      en: 'The e-invoice for new, renewal and reissue comes 1 to 2 working days after the business is finished, by SMS link and on the order page.',
    },
  },
];
