import type { ProgrammeSource } from '@yinxin/programme';
import { article, type both } from '../common/words.ts';
import type { Product } from './product.ts';
import { turnaround } from './turnaround.ts';

type Article = ProgrammeSource['articles'][number];
type Client = Product['client'];

/** BJ-06: on first use, and why without it nothing is read. */
const environment = ({ name }: Client): Article =>
  article(
    'environment',
    ['delivery'],
    ['首次使用：安装证书应用环境', 'First use: install the certificate environment'],
    [
      `第一次使用前，请先下载并安装证书应用环境（内含${name.zh}），直到提示安装成功。没有安装的电脑读不出证书，网页会说明原因：没有连上${name.zh}。`,
      `Before first use download the certificate environment, which contains the ${name.en}, and install it until it reports success. A computer without it cannot read the certificate; the page then tells the reason: the ${name.en} did not answer.`,
    ],
  );

/** BJ-10, BJ-11: in the words of the product’s own client. */
const changePin = ({ name, changePin, pin }: Client): Article =>
  article(
    'change-password',
    ['delivery'],
    [changePin.zh, changePin.en],
    [
      `建议首次使用时就把初始${pin.zh}改成自己记得住的。\n\n1. 插上证书，打开${name.zh}，等证书信息显示出来。\n2. 点“${changePin.zh}”。\n3. 填写原${pin.zh}，新${pin.zh}填两遍，确定。\n\n原${pin.zh}不对、两遍不一致或太简单，会有提示，${pin.zh}不变。`,
      `Change the first ${pin.en} at first use to one you remember.\n\n1. Plug the certificate in, open the ${name.en}, wait until the certificate is shown.\n2. Choose “${changePin.en}”.\n3. Enter the old ${pin.en}, and the new one twice; confirm.\n\nIf the old one is wrong, the new ones differ or are too simple, a message says so and the ${pin.en} stays.`,
    ],
  );

const where: Record<Client['shows'], (client: Client) => Parameters<typeof both>[0]> = {
  'at-once': ({ name }) => [`打开${name.zh}，首页就显示`, `Open the ${name.en}: its first page shows`],
  'in-list': ({ name, details }) => [
    `打开${name.zh}，点“${details.zh}”，可以看到`,
    `Open the ${name.en} and choose “${details.en}”. It shows`,
  ],
  'on-choosing': ({ name }) => [
    `打开${name.zh}，点窗口中间的证书，可以看到`,
    `Open the ${name.en} and click the certificate in the middle of the window. It shows`,
  ],
};

/** BJ-11 … BJ-14: where the certificate is read. */
function read(client: Client): Article {
  const [zh, en] = where[client.shows](client);
  return article(
    'validity',
    ['delivery', 'renew'],
    ['查看有效期、密码卡号和证书所有者', 'See validity, password card and owner'],
    [
      `插上证书，${zh}证书所有者（单位名称）、有效期，有密码卡的还有密码卡号。名称请和业务系统里的单位名称核对。`,
      `Plug the certificate in. ${en} the owner (the organisation’s name), the validity and, where there is one, the number of the password card. Compare the name with the one in the system you use.`,
    ],
  );
}

/** BJ-08, BJ-09. */
const plugging = article(
  'plugging',
  ['delivery'],
  ['插拔和换电脑', 'Plugging, and other computers'],
  [
    '平时可以直接插拔，不用“安全删除硬件”；只有正在下载证书时不能拔。同一个证书可以在任意多台电脑上使用，不按电脑收费：登录时插在哪台，哪台就要装好证书应用环境。',
    'Plug and unplug it as you like, without “safely remove hardware”; only while a certificate is being downloaded it has to stay. One certificate works on any number of computers, and none is charged for: where you sign in it must be plugged in, and the environment installed.',
  ],
);

const { usual, shortest } = turnaround;
const ordering = article(
  'ordering',
  ['start', 'materials'],
  ['在线办理和现场办理', 'Online or at a counter'],
  [
    `${turnaround.hurry.zh}在线办理：提交订单，邮寄身份鉴证资料，审批后寄出空白介质，收到后在“办理进度”里下载证书，一般 ${usual.from}–${usual.to} 个工作日；${turnaround.provided.zh}最短${shortest.map(({ area, workingDays }) => `${area.zh} ${workingDays} 个`).join('、')}工作日。审批后、寄出前可以取消，取消后可以重新下单。`,
    `${turnaround.hurry.en} Online: order, post the identity materials, receive the blank medium after the approval, download the certificate; usually ${usual.from}–${usual.to} working days, ${turnaround.provided.en} at the shortest ${shortest.map(({ area, workingDays }) => `${workingDays} in ${area.en}`).join(', ')}. It can be cancelled after the approval until something is posted; then order anew as you like.`,
  ],
);

const download = article(
  'download',
  ['delivery', 'install'],
  ['下载证书', 'Download the certificate'],
  [
    '材料收到、审批通过、空白介质寄出，而且您在订单里确认收到之后，才能下载。登录后打开订单，插上收到的空白介质，点“证书下载”，按提示输入。下载过程中不要拔出介质；万一拔了，重新插上同一个介质继续，不会多发也不会作废。',
    'It can be downloaded once the papers are here, the order is approved, the blank medium was posted and you confirmed in the order that it is there. Sign in, open the order, plug the blank medium in and choose “download”. Do not pull it meanwhile; if it happens, plug the same one in and go on: nothing is lost and nothing is issued twice.',
  ],
);

const renewal = article(
  'renewal',
  ['renew'],
  ['证书更新', 'Renewal'],
  [
    '证书有效期一年。到期前 90 天内请办理更新，从原到期日往后延一年，不换介质。过期后要重新办理。',
    'Certificates are valid for one year. Renew within 90 days before expiry; it adds a year to the old end on the same medium. After expiry apply anew.',
  ],
);

/** What holders of any of the products read, in the words of their client. */
export const articlesOf = ({ client }: Product): Article[] => [
  ordering,
  download,
  environment(client),
  changePin(client),
  read(client),
  plugging,
  renewal,
];

/** BJ-07: the card and how its chip is folded out. */
const card = article(
  'card',
  ['delivery'],
  ['证书卡怎么用', 'How to use the card'],
  [
    '一证通是一张卡，芯片可以翻出来插进 USB 口：拇指按住安全芯片的外缘往上推，让芯片从卡槽里翻出来，再插到电脑上。',
    'The one-card certificate is a card whose chip folds out into a USB plug: press the outer edge of the security chip upwards with your thumb until it leaves its slot, then plug it in.',
  ],
  [
    { picture: 'ic-card', caption: { zh: '证书卡正面，芯片在卡槽里', en: 'The card, with the chip in its slot' } },
    {
      picture: 'ic-card-unfold',
      caption: {
        zh: '拇指按住芯片外缘，把芯片翻出卡槽',
        en: 'The thumb presses the outer edge and folds the chip out',
      },
    },
    { picture: 'ic-card-plug', caption: { zh: '翻出后插入 USB 口', en: 'Folded out, it goes into a USB port' } },
  ],
);

/** BJ-43 … BJ-48. */
const annualInspection = article(
  'annual-inspection',
  ['binding'],
  ['社会组织年检', 'Annual inspection of social organisations'],
  [
    '首次使用前要把一证通绑定到年检系统：用“一证通方式”登录，输入证书密码，再输入原来的用户名和密码（成立登记时在线办理的账号，或 2015 年前网上年检登记的账号）。一个单位只能绑定一张。忘记账号的，请登记管理机关重置。',
    'Bind the certificate before first use: sign in with the one-card certificate, enter its password, then your former user name and password (from the founding, or from online inspection before 2015). An organisation binds one certificate. If you forgot them, your registration authority resets them.',
  ],
);

/** BJ-38 … BJ-41. */
const tax = article(
  'tax',
  ['binding'],
  ['国税网报', 'E-filing of national tax'],
  [
    '登录页有自己的纳税人识别号，选“一证通用户”登录；没有的，在“用户管理”里新建，申报方式选“一证通用户”。登录被拒绝时，先做证书信息检测：证书正常的，联系主管税务机关授权；证书里没有识别号的，办理证书信息变更。',
    'If your taxpayer number is on the login page choose “one-card user”; otherwise create it under user management. If the login is refused run the certificate test first: a sound certificate needs authorisation by your tax office; one without the number needs a change of the certificate.',
  ],
);

/** What only the one-card certificate needs. */
export const onecardArticles: readonly Article[] = [card, annualInspection, tax];
