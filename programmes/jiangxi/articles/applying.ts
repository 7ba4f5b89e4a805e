import type { Article } from '@yinxin/programme';

/** What is offered, projects, forms, materials, review: JX-06, JX-16 … JX-32. */
export const applyingArticles: Article[] = [
  {
    slug: 'online-scope',
    topics: ['start', 'hall'],
    title: { zh: '哪些业务能在线办理', en: 'What can be done online' },
    body: {
      zh: '线上只办理新证书。遗失补办、变更证书信息、变更签章、延期，都要到服务大厅办理，请[先询问材料](/help/counter)。',
      en: 'Online we accept new certificates only. Reissue, changes of the certificate or seal and renewal are done at the service hall; [ask first which papers are needed](/help/counter).',
    },
  },
  {
    slug: 'choose-project',
    topics: ['start', 'project'],
    title: { zh: '怎样选对项目', en: 'Choosing the right project' },
    body: {
      zh: '先想好证书要登录哪个系统，再看项目写的“适用对象”。\n\n- 建设云：省内注册选“省内企业”，省外注册选“省外企业”。\n- 公积金缴存单位选“南昌市公积金”，不要选科技厅。\n- 药品许可选“江西省药监局”，药品供应选“医药采购”。\n\n订单不能改项目。选错了，请选对的项目重新申请，全部流程重来；原订单作废。',
      en: 'Think of the system you want to sign in to, then read for whom each project is.\n\n- Construction cloud: "in-province" if registered inside Jiangxi, else "out-of-province".\n- Paying units choose the provident fund, not science.\n- Licences: Drug Administration. Supply: pharmaceutical procurement.\n\nAn order cannot be switched. After a wrong choice apply anew under the right project and repeat everything; the former order is void.',
    },
  },
  {
    slug: 'templates',
    topics: ['materials'],
    title: { zh: '表格要重新下载吗', en: 'When forms must be downloaded anew' },
    body: {
      zh: '表格由您填写的信息生成，印有订单号和数据版本。信用代码、名称、项目或填写的内容改过以后，旧表格全部失效：请重新下载、打印、盖章。旧表格不能上传，也不能邮寄。\n\n省内企业和省外企业的电子签章采集表不同，请用订单里提供的那一份。',
      en: 'Forms are made from your data and carry the order number and a data version. After any change of code, name, project or data the old forms are invalid: download, print and seal them again. Old ones can neither be uploaded nor posted.\n\nIn-province and out-of-province enterprises have different seal collection forms; use the one in your order.',
    },
  },
  {
    slug: 'materials',
    topics: ['materials'],
    title: { zh: '要准备哪些材料', en: 'Which papers you need' },
    body: {
      zh: '- 数字证书申请表：签名、盖公章。\n- 电子签章采集表：在框内清晰盖章。\n- 营业执照复印件：加盖公章后扫描。变形的扫描件和照片不接受。\n\n支持 PDF、JPG、PNG。以订单页面列出的为准。审核通过并支付后，把同样的原件邮寄给我们。',
      en: '- Application form, signed and sealed.\n- Seal collection form, stamped clearly inside the frame.\n- Photocopy of the licence with the official seal, scanned. No distorted scans, no photographs.\n\nPDF, JPG and PNG work. The list on your order is the valid one. After approval and payment you post the originals of these very papers.',
    },
  },
  {
    slug: 'rejected',
    topics: ['rejected', 'materials'],
    title: { zh: '资料审核失败怎么办', en: 'When materials are rejected' },
    body: {
      zh: '订单里写着原因。\n\n- 资料有问题：只要重新上传被退回的那几项，在同一个订单里重新提交，其他材料不用动。\n- 项目、名称或信用代码有误：这个订单已作废，请按提示重新申请：[选错项目](/help/choose-project)、[名称有误](/help/wrong-name)、[代码有误](/help/wrong-code)。',
      en: 'The order says why.\n\n- Faulty materials: replace only the returned items and submit the same order again; the others stay accepted.\n- Wrong project, name or code: the order is void. Apply anew as described: [project](/help/choose-project), [name](/help/wrong-name), [code](/help/wrong-code).',
    },
  },
  {
    slug: 'void-orders',
    topics: ['rejected'],
    title: { zh: '作废的订单能删除吗', en: 'Can a void order be deleted?' },
    body: {
      zh: '不能删除，也不用处理。它会一直标着“已作废”，不会再收费。已经支付的可以[申请退款](/help/refund)。',
      en: 'No, and nothing needs to be done. It stays visible, marked as void, and cannot be paid by mistake. If it was paid, [ask for a refund](/help/refund).',
    },
  },
];
