import type { Article } from '@yinxin/programme';

/** A guide for each business (IT-09), paying (IT-28 … IT-31) and the key (IT-37 … IT-44). */
export const articles: Article[] = [
  {
    slug: 'guide-new',
    topics: ['start', 'materials'],
    title: { zh: '新申请指南', en: 'Guide: new application' },
    body: {
      zh: '填写并提交，打印申请表盖章，和材料一起寄来，按页面上的账户汇款。材料齐全、费用到账并指定用于本业务、账户没有其他欠费，三项都满足才能通过；之后 2 个工作日内寄出密钥和发票。动植检业务用户没有报检注册号和产地证注册号，选择用户类型后系统自动填写。',
      en: 'Fill in and submit, print and seal the form, post it with the materials and transfer the fee to the account shown. It passes when the papers are complete, the fee is credited for this business and nothing else is owed; key and invoice are posted within two working days. Quarantine users have no numbers: choose that kind of user.',
    },
  },
  {
    slug: 'guide-extension',
    topics: ['renew'],
    title: { zh: '延期指南', en: 'Guide: extension' },
    body: {
      zh: '远程延期：密钥留在手里，审核通过后收到两个更新码，插上密钥下载，只寄发票。两个码缺一不可，只能用一次；下载失败不会消耗，可以再试。普通延期：寄回密钥，我们寄出写好新证书的密钥和发票。',
      en: 'Remote: keep the key; after the review two update codes arrive, plug the key in and download; only the invoice is posted. Both codes are needed and work once; a failed download does not use them up. Ordinary: post the key; a key with the new certificate comes back with the invoice.',
    },
  },
  {
    slug: 'remote-update-download',
    topics: ['renew'],
    title: { zh: '远程更新下载流程', en: 'Remote update: how to download' },
    body: {
      zh: '1. 插上要延期的密钥，打开制证控件（证书助手）。\n2. 浏览器顶部出现黄色信息栏的，点信息栏，在安全警告里选“安装”；装好后刷新页面。\n3. 打开业务页面，输入两个更新码，点“下载”。\n4. 等到提示写入成功，再拔出密钥。\n\n中途断开可以从头再来，两个更新码不会用掉。',
      en: '1. Plug in the key that is extended and open the certificate-making control (the assistant).\n2. If the browser shows its yellow information bar, click the bar and choose “Install” in the security warning; then load the page again.\n3. Open the business, enter both update codes and click “Download”.\n4. Pull the key out only when it reports success.\n\nAn interruption uses up neither code: begin again.',
    },
  },
  {
    slug: 'guide-reissue',
    topics: ['reissue'],
    title: { zh: '补发和保修', en: 'Reissue and warranty' },
    body: {
      zh: '遗失、损坏按补发办理。密钥一年内非人为损坏可以保修更换：选“保修更换”，把密钥和材料一起寄来，由审核人员检查后决定；不在保修范围的按补发收费。',
      en: 'Lost or damaged keys are reissued. Within a year and without physical damage the key is exchanged under warranty: choose it, post the key with the papers; our inspection decides. What is not covered is charged.',
    },
  },
  {
    slug: 'guide-unlock',
    topics: ['unlock'],
    title: { zh: '解锁指南', en: 'Guide: unlock' },
    body: {
      zh: '密码输错次数用完，密钥会锁住，等待或重启都没有用，只能办理解锁。审核通过后输入短信验证码，设置新密码。',
      en: 'When no tries are left the key is locked; waiting or restarting does not help, only unlocking does. After the review enter the code of our message and choose a new password.',
    },
  },
  {
    slug: 'paying',
    topics: ['payment', 'invoice'],
    title: { zh: '怎样汇款', en: 'How to pay' },
    body: {
      zh: '各公司独立核算，请汇到页面显示的账户。收款单位名称里是“城”，不是“诚”，写错银行会退回，请用复制按钮。由个人或其他单位代付的，请上传汇款凭证和费用用途说明，只能开普通发票。汇来的钱要指定用途，没有指定用于本业务的余额不算。',
      en: 'The companies keep separate books: pay into the account shown. The payee’s name has 城, not 诚; with the wrong character the bank returns the money, so use the copy button. If somebody else pays, upload the slip and a statement of purpose; only an ordinary invoice is possible. Money counts once it is designated to this business.',
    },
  },
  {
    slug: 'key-first-use',
    topics: ['delivery'],
    title: { zh: '收到密钥以后', en: 'When the key arrives' },
    body: {
      zh: '先安装证书助手，插上密钥，改掉初始密码，再做一次身份认证测试：能看到单位名称和机构代码，密钥就是好的。页面提示“请插入密钥”时，也先做这个测试。',
      en: 'Install the certificate assistant, plug the key in, change the initial password and run the identity test: if it shows your name and code, the key is sound. Do the same when a page says “please insert the key”.',
    },
  },
];
