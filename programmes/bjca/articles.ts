import type { Article } from '@yinxin/programme';

const changePassword: Article = {
  slug: 'change-password',
  topics: ['delivery'],
  title: { zh: '修改初始密码', en: 'Change the first password' },
  body: {
    zh: '首次使用请先安装证书助手，再插上证书，点“修改密码”，把初始密码改成自己记得住的。可以在任意多台电脑上使用；平时直接插拔，不用“安全删除硬件”，只有正在下载证书时不能拔。',
    en: 'Install the certificate assistant before first use, plug the certificate in and change the first password to one you remember. It works on any number of computers; plug and unplug it freely, except while a certificate is being downloaded.',
  },
};

const notRecognised: Article = {
  slug: 'not-recognised',
  topics: ['delivery'],
  title: { zh: '插上证书没有反应', en: 'The certificate is not recognised' },
  body: {
    zh: '依次试：1. 看看是不是插反了；2. 换一个 USB 口；3. 重新安装证书助手。助手能看到、网页看不到的，关掉助手再试；还不行，运行“证书信息检测”，按结果处理。',
    en: 'Try in this order: 1. is it the wrong way round? 2. another USB port; 3. install the assistant again. If the assistant sees it and the page does not, close the assistant and try again; then run the certificate test and follow its result.',
  },
};

/** BJ-04: where the first password is, in the one sentence that fits product and channel. */
function password(zh: string, en: string): Article {
  return {
    slug: 'first-password',
    topics: ['delivery'],
    title: { zh: '初始密码在哪里', en: 'Where the first password is' },
    body: { zh, en },
  };
}

const ordering: Article = {
  slug: 'ordering',
  topics: ['start', 'materials'],
  title: { zh: '在线办理和现场办理', en: 'Online or at a counter' },
  body: {
    zh: '现场办理当场办结，着急请选现场。在线办理：提交订单，邮寄身份鉴证资料，审批后寄出空白介质，收到后在“办理进度”里下载证书，一般 4–7 个工作日；材料合格时最短北京 2 个、北京以外 4 个、偏远地区 8 个工作日。审批后、寄出前可以取消，取消后可以重新下单。',
    en: 'At a counter it is finished at once. Online: order, post the identity materials, receive the blank medium after the approval, download the certificate; usually 4–7 working days, at the shortest 2 in Beijing, 4 elsewhere, 8 in remote places. It can be cancelled after the approval until something is posted; then order anew as you like.',
  },
};

const download: Article = {
  slug: 'download',
  topics: ['delivery'],
  title: { zh: '下载证书', en: 'Download the certificate' },
  body: {
    zh: '登录后打开订单，插上收到的空白介质，点“证书下载”，按页面提示输入密码卡序列号、证书密码和验证码。下载过程中不要拔出介质；万一拔了，重新插上同一个介质继续，不会多发也不会作废。',
    en: 'Sign in, open the order, plug the blank medium in, choose “download” and enter what the page asks for: card serial, password, code. Do not pull the medium meanwhile; if it happens, plug the same one in and go on: nothing is lost and nothing is issued twice.',
  },
};

const renewal: Article = {
  slug: 'renewal',
  topics: ['renew'],
  title: { zh: '证书更新', en: 'Renewal' },
  body: {
    zh: '证书有效期一年。到期前 90 天内请办理更新，从原到期日往后延一年，不换介质。过期后要重新办理。',
    en: 'Certificates are valid for one year. Renew within 90 days before expiry; it adds a year to the old end on the same medium. After expiry apply anew.',
  },
};

export const onecardArticles: Article[] = [
  password(
    '现场领取的，在密码卡背面的覆膜下；在线办理的没有密码卡，密码由您下载证书时自己设置。',
    'From a counter: under the cover on the back of the password card. Online there is no card: you choose the password when you download.',
  ),
  ordering,
  download,
  renewal,
  changePassword,
  notRecognised,
  {
    slug: 'annual-inspection',
    topics: ['binding'],
    title: { zh: '社会组织年检', en: 'Annual inspection of social organisations' },
    body: {
      zh: '首次使用前要把一证通绑定到年检系统：用“一证通方式”登录，输入证书密码，再输入原来的用户名和密码（成立登记时在线办理的账号，或 2015 年前网上年检登记的账号）。一个单位只能绑定一张。忘记账号的，请登记管理机关重置。',
      en: 'Bind the certificate before first use: sign in with the one-card certificate, enter its password, then your former user name and password (from the founding, or from online inspection before 2015). An organisation binds one certificate. If you forgot them, your registration authority resets them.',
    },
  },
  {
    slug: 'tax',
    topics: ['binding'],
    title: { zh: '国税网报', en: 'E-filing of national tax' },
    body: {
      zh: '登录页有自己的纳税人识别号，选“一证通用户”登录；没有的，在“用户管理”里新建，申报方式选“一证通用户”。登录被拒绝时，先做证书信息检测：证书正常的，联系主管税务机关授权；证书里没有识别号的，办理证书信息变更。',
      en: 'If your taxpayer number is on the login page choose “one-card user”; otherwise create it under user management. If the login is refused run the certificate test first: a sound certificate needs authorisation by your tax office; one without the number needs a change of the certificate.',
    },
  },
];
export const mobileArticles: Article[] = [
  password('在密码卡的刮刮层下。', 'Under the scratch layer of the password card.'),
  ordering,
  download,
  renewal,
  changePassword,
  notRecognised,
];
export const shenzhenArticles: Article[] = [
  password('在密码卡的刮刮层下。', 'Under the scratch layer of the password card.'),
  renewal,
  { ...changePassword, title: { zh: '修改 PIN 码', en: 'Change the PIN' } },
  notRecognised,
];
