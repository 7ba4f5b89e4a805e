import type { Article } from '@yinxin/programme';

/** Accounts, codes, names, passwords: JX-05 … JX-14. */
export const accountArticles: Article[] = [
  {
    slug: 'account-exists',
    topics: ['register', 'account'],
    title: { zh: '提示“用户已存在”怎么办', en: 'What to do about "User already exists"' },
    body: {
      zh: '每个统一社会信用代码只有一个账号，全单位、所有项目共用。\n\n1. 先再核对一遍代码。代码不对，请用正确的代码注册。\n2. 代码没错，说明单位里已有人注册过，可能是为别的项目，也可能没有提交申请。\n\n## 接下来有三种办法\n\n- 找注册的同事要密码：账号就是信用代码。\n- 注册手机还在用，只是忘了密码：[重置密码](/help/password-reset)。\n- 手机已停用，或找不到注册的人：[变更手机号](/help/mobile-change)。\n\n都不行时，可以到服务大厅办理，但请[先询问](/help/counter)。',
      en: 'There is one account per credit code, shared by the whole organisation and all projects.\n\n1. Check the code again. If it is wrong, register with the right one.\n2. If it is right, somebody of your organisation has registered before, perhaps for another project, with or without applying.\n\n## Three ways on\n\n- Ask that colleague for the password: the account is the credit code.\n- The registered mobile works but the password is lost: [reset the password](/help/password-reset).\n- The mobile is gone or nobody knows who registered: [change the mobile number](/help/mobile-change).\n\nIf none helps, come to the service hall, but [ask first](/help/counter).',
    },
  },
  {
    slug: 'password-reset',
    topics: ['account'],
    title: { zh: '重置密码', en: 'Reset the password' },
    body: {
      zh: '登录页点“忘记密码”，输入信用代码，我们把验证码发到注册手机，凭它设置新密码。\n\n验证码几分钟内有效，输错次数过多要重新获取。注册手机收不到短信时，请[变更手机号](/help/mobile-change)。',
      en: 'Choose "Forgot password" on the login page and give the credit code. We send a code to the registered mobile; with it you set a new password.\n\nThe code lives a few minutes and allows few tries. If that mobile no longer works, [change the mobile number](/help/mobile-change).',
    },
  },
  {
    slug: 'mobile-change',
    topics: ['account'],
    title: { zh: '变更注册手机号', en: 'Change of the mobile number' },
    body: {
      zh: '号码已注销，或注册人已离职时使用，不需要登录。\n\n1. 下载变更申请表，填写、加盖公章。\n2. 在登录页的“变更手机号”上传申请表和营业执照复印件（加盖公章）。\n3. 记下申请编号，凭编号查询进度。\n4. 审核通过后，新号码替换旧号码，请随即重置密码。',
      en: 'For a cancelled number or a registrant who has left; no login is needed.\n\n1. Download the form, fill it in and apply the official seal.\n2. Upload it with the sealed photocopy of the licence under "Change mobile" on the login page.\n3. Keep the request number: it shows how the request stands.\n4. After approval the new number replaces the old one; then reset the password.',
    },
  },
  {
    slug: 'wrong-code',
    topics: ['account', 'rejected'],
    title: { zh: '注册后发现信用代码错了', en: 'The credit code turned out wrong' },
    body: {
      zh: '账号的信用代码不能修改。请用正确的代码重新注册，重新下载表格、上传、等待审核；错误代码下的申请视为没有办理。\n\n代码里只有数字和大写字母，看着像字母 O 的是数字 0；I、O、Z、S、V 五个字母不会出现。\n\n错误代码下已经支付的，可以[申请退款](/help/refund)。已打印的旧表格请作废，不要上传或邮寄。',
      en: 'The code of an account cannot be edited. Register with the right code and repeat the whole process with new forms; what was done under the wrong code counts as never made.\n\nA code holds digits and capitals only. What looks like O is the digit 0; I, O, Z, S and V never occur.\n\nIf you paid under the wrong code, [ask for a refund](/help/refund). Neither upload nor post forms printed there.',
    },
  },
  {
    slug: 'wrong-name',
    topics: ['account', 'rejected'],
    title: { zh: '单位名称有误', en: 'The organisation name is wrong' },
    body: {
      zh: '少字、多字、错字，或括号打成半角，都算名称有误。名称不能自己修改，由后台更正：\n\n1. 先上传资料。\n2. 在“名称更正”中写明登记的错误名称和正确名称，附营业执照；也可致电客服。\n3. 更正后重新登录，核对页面右上角的名称。\n4. 名称无误后新建申请，重新下载表格、上传、等待审核。原来的申请作废。\n\n原申请已支付的可以[申请退款](/help/refund)。',
      en: 'A name is wrong when characters are missing, surplus or mistaken, or when its brackets are half-width. Only our back office can correct it:\n\n1. Upload your materials first.\n2. Report the registered and the right name under "Name correction" with the licence, or call customer service.\n3. After the correction sign in again and check the name at the upper right.\n4. When it is right, apply anew with new forms and wait for review. The former application is void.\n\nIf you paid for it, [ask for a refund](/help/refund).',
    },
  },
  {
    slug: 'counter',
    topics: ['account', 'hall'],
    title: { zh: '到服务大厅办理', en: 'Coming to the service hall' },
    body: {
      zh: '线上办不了的，可以到服务大厅。大厅要求的材料与线上不同，出发前请先打客服电话问清楚。',
      en: 'What cannot be done online can be done at the hall. The counter needs other papers than online, so please call and ask first.',
    },
  },
  {
    slug: 'user-manual',
    topics: ['account', 'start'],
    title: { zh: '用户手册', en: 'User manual' },
    body: {
      zh: '1. 用统一社会信用代码注册。\n2. [选择项目](/help/choose-project)，填写申请。\n3. [下载表格](/help/templates)，盖章、扫描、上传，提交审核。\n4. 审核通过后支付，填写开票信息。\n5. [邮寄纸质原件](/help/post-papers)，填写快递单号。\n6. 我们核对原件、制作证书，寄出或由您领取。\n\n忘记密码看[重置密码](/help/password-reset)，手机停用看[变更手机号](/help/mobile-change)。',
      en: '1. Register with the unified social credit code.\n2. [Choose a project](/help/choose-project) and fill in the application.\n3. [Download the forms](/help/templates), seal, scan and upload them, then submit.\n4. After approval pay and give your invoice data.\n5. [Post the originals](/help/post-papers) and enter the courier number.\n6. We check them, make the certificate and post it, or you collect it.\n\nForgot the password? [Reset it](/help/password-reset). Mobile gone? [Change it](/help/mobile-change).',
    },
  },
];
