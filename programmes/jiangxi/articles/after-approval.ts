import type { Article } from '@yinxin/programme';

/** Money, papers, production, delivery: JX-34 … JX-47. */
export const afterApprovalArticles: Article[] = [
  {
    slug: 'payment-problems',
    topics: ['payment'],
    title: { zh: '支付不成功', en: 'Payment does not work' },
    body: {
      zh: '1. 换一台电脑或浏览器再试，可以重复支付，不会重复扣费。\n2. 已扣款但订单仍是待支付：在订单里点“查询支付结果”，我们会向银行核对。\n3. 还不行，请致电客服。失败已经记录在订单里，不用重新申请。',
      en: '1. Try another computer or browser; you may repeat the payment.\n2. Charged but still awaiting payment? Choose "Check the payment" in the order: we ask the bank.\n3. Still no luck? Call customer service. The failure is recorded; no need to apply again.',
    },
  },
  {
    slug: 'refund',
    topics: ['refund', 'rejected'],
    title: { zh: '作废订单退款', en: 'Refund of a void order' },
    body: {
      zh: '订单已支付，又因项目、名称或代码有误作废的，可以退款；没有支付的不需要退。\n\n1. 在订单里下载退款申请函，填写、加盖公章。\n2. 在订单里上传并申请，或寄到申请函页脚的邮箱。\n3. 财务审核后原路退回，进度在订单里看：已申请、已同意、已退款、未同意。',
      en: 'If the order was paid and is void because of a wrong project, name or code, you can have your money back; unpaid orders have nothing to refund.\n\n1. Download the refund letter in the order, fill it in and apply the seal.\n2. Upload it there, or send it to the mailbox in its footer.\n3. Finance decides and pays back. The order shows: requested, approved, refunded or refused.',
    },
  },
  {
    slug: 'invoice',
    topics: ['invoice', 'payment'],
    title: { zh: '开具发票', en: 'Invoices' },
    body: {
      zh: '线上新办证书开电子发票。支付时可以填写开票信息，忘了也可以以后在订单里补填，订单结束后也行，或致电客服。\n\n证书制作完成、开票信息齐全后，一般 5 个工作日内开出，在订单里下载。',
      en: 'New certificates made online get electronic invoices. Give your data at payment, or later in the order, even after it is finished, or call customer service.\n\nWhen the certificate is made and the data are complete it normally takes up to 5 working days; download it in the order.',
    },
  },
  {
    slug: 'post-papers',
    topics: ['papers'],
    title: { zh: '什么时候寄原件、怎么寄', en: 'When and how to post the originals' },
    body: {
      zh: '订单是“正在受理”、支付状态是“支付成功”时才寄；在此之前请不要寄，订单里也不会显示地址。\n\n1. 寄上传材料的纸质原件，地址见订单。\n2. 寄出后马上在订单里填写快递单号。\n3. 我们收到并核对无误后确认收件；有问题会写明缺什么、怎么补。',
      en: 'Only when the order is "In processing" and paid; before that please post nothing, and the order shows no address.\n\n1. Post the originals of what you uploaded to the address in the order.\n2. Enter the courier number right away.\n3. When they are in order we confirm the receipt; if not, the order says what is missing.',
    },
  },
  {
    slug: 'where-is-my-certificate',
    topics: ['delivery', 'papers'],
    title: { zh: '证书怎么还没到', en: 'Why has my certificate not come?' },
    body: {
      zh: '请依次核对：\n\n1. 纸质原件寄了吗？\n2. 快递单号填了吗？\n3. 订单仍是“正在受理”：订单里写着在等什么；久等请致电客服。\n4. 订单是“已发放”：请问问订单里登记的收件人，包裹可能已由他签收。',
      en: 'Check in this order:\n\n1. Have the originals been posted?\n2. Is the courier number entered?\n3. Still "In processing": the order says what it waits for; if it takes long, call us.\n4. "Issued": ask the recipient named in the order, who may have signed for it.',
    },
  },
  {
    slug: 'recipient',
    topics: ['delivery'],
    title: { zh: '收件人可以是别人吗', en: 'May somebody else receive it?' },
    body: {
      zh: '可以。请在订单里填写收件人，并提前告诉他会收到什么。寄出时您和收件人都会收到短信。',
      en: 'Yes. Name the recipient in the order and tell them what will come. Both of you get a message when it is posted.',
    },
  },
  {
    slug: 'courier',
    topics: ['delivery'],
    title: { zh: '寄出当天查不到物流；自取', en: 'No tracking on the day of posting; collecting' },
    body: {
      zh: '顺丰一般 19:00 左右扫描揽收，下午查不到是正常的。收件人关注“顺丰速运”微信公众号，那时会收到提醒。\n\n选择自取的，订单显示“制证完成”就可以来服务大厅领取。',
      en: 'SF Express normally scans at about 19:00, so nothing shows in the afternoon. Recipients who follow its WeChat account get the notice then.\n\nIf you chose to collect, you may come once the order says "Certificate made".',
    },
  },
  {
    slug: 'supplement',
    topics: ['delivery', 'papers'],
    title: { zh: '证书做好了却要补寄签章材料', en: 'Supplementary seal papers' },
    body: {
      zh: '有时证书制作完成后才发现签章材料有问题。我们会在 24 小时内联系您补寄，收到后再制作签章，然后发放。订单状态仍是“制证完成”，并标明“需补材料”。',
      en: 'Sometimes the seal papers prove faulty after the certificate is made. We contact you within 24 hours; the seal is made once the supplement has come. The order stays "Certificate made" with a flag.',
    },
  },
];
