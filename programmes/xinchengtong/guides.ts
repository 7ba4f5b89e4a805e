import type { ProgrammeSource } from '@yinxin/programme';
import { both } from '../common/words.ts';

type Guide = NonNullable<ProgrammeSource['guides']>[number];
type Node = Guide['nodes'][number];
type Both = Parameters<typeof both>[0];
type Question = Extract<Node, { kind: 'question' }>;

const question = (code: string, ask: Both, to: { yes: string; no: string }, measure?: Question['measure']): Node => ({
  kind: 'question',
  code,
  ask: both(ask),
  ...(measure ? { measure } : {}),
  answers: [
    { code: 'yes', label: { zh: '是', en: 'Yes' }, to: to.yes },
    { code: 'no', label: { zh: '否', en: 'No' }, to: to.no },
  ],
});
const remedy = (code: string, cause: Both, ways: readonly Both[], to?: string): Node => ({
  kind: 'remedy',
  code,
  cause: both(cause),
  ways: ways.map((one) => ({ do: both(one) })),
  ...(to === undefined ? {} : { to }),
});

/**
 * IT-43: the options of the browser that the declaration system needs ticked, and those it needs cleared. The company has
 * not told their names; these are placeholders of the sandbox.
 */
export const BROWSER_OPTIONS = {
  ticked: ['TLS 1.1', 'TLS 1.2'],
  cleared: ['SSL 2.0', 'SSL 3.0'],
  /** Older browsers show this one box only. */
  only: 'SSL 2.0',
} as const;

/** IT-22, IT-23, IT-24: what keeps a remote download from beginning; the two codes stay good whatever fails. */
const download: Guide = {
  slug: 'remote-download',
  topics: ['renew', 'delivery'],
  title: { zh: '远程延期下载不了', en: 'The remote download does not work' },
  lead: {
    zh: '一步一步查。下载失败不会用掉两个更新码，处理好以后可以用原来的码再试。',
    en: 'Step by step. A download that fails uses up neither code: repeat it with the same ones.',
  },
  nodes: [
    question(
      'control',
      [
        '制证控件（证书助手）装好并打开了吗？',
        'Is the certificate-making control (the assistant) installed and running?',
      ],
      { yes: 'provider', no: 'install' },
      'assistant',
    ),
    remedy(
      'install',
      ['没有找到制证控件，所以不能写证书。', 'The certificate-making control is missing, so nothing can be written.'],
      [
        [
          '下载控件安装包并运行，等到提示安装成功。',
          'Download the control package and run it; wait until it reports success.',
        ],
        [
          '浏览器顶部出现黄色信息栏的，点信息栏，在安全警告里选“安装”。',
          'If the browser shows its yellow information bar, click the bar and choose “Install” in the security warning.',
        ],
        [
          '照着帮助里的《远程更新下载流程》做一遍。',
          'Follow the remote-update download guide (远程更新下载流程) in the help.',
        ],
      ],
      'control-again',
    ),
    question(
      'control-again',
      ['再检测一次：控件装好了吗？', 'Tested again: is the control there now?'],
      { yes: 'provider', no: 'call' },
      'assistant',
    ),
    question(
      'provider',
      [
        '是否提示“所选项不能完成申请，请选择其他项”？',
        'Does it say that the selected item cannot complete the application and another should be tried?',
      ],
      { yes: 'repair', no: 'key' },
    ),
    remedy(
      'repair',
      [
        '所选的密码服务程序不能完成这次申请。',
        'The chosen cryptographic service provider cannot complete the request.',
      ],
      [
        ['运行修复工具，等到提示修复成功。', 'Run the repair tool until it reports success.'],
        ['用原来的两个更新码再下载一次。', 'Repeat the download with the same two codes.'],
      ],
      'key',
    ),
    question('key', ['能读到密钥吗？', 'Is the key read?'], { yes: 'call', no: 'plug' }, 'key'),
    remedy(
      'plug',
      ['没有读到密钥。', 'The key is not read.'],
      [
        ['换一个 USB 口，重新插入密钥。', 'Plug the key into another USB port.'],
        ['只插要延期的这一个密钥。', 'Plug in the one key that is extended, and no other.'],
      ],
    ),
    remedy(
      'call',
      ['以上都正常，仍然下载不了。', 'All of this is in order and it still does not work.'],
      [
        [
          '请致电客服，报上业务号；更新码可以作废重发。',
          'Call customer service with the business number; new codes can be sent.',
        ],
      ],
    ),
  ],
};

/** IT-42, IT-43: the identity test tells key from browser. */
const insertKey: Guide = {
  slug: 'please-insert-the-key',
  topics: ['delivery', 'start'],
  title: { zh: '密钥插着，网页却提示“请插入密钥”', en: '“Please insert the key”, although it is inserted' },
  lead: {
    zh: '先做用户身份认证测试：看能不能读出密钥里的机构代码和企业名称。',
    en: 'First the identity test: does it show the organisation code and the name of the enterprise on the key?',
  },
  nodes: [
    question(
      'identity',
      [
        '用户身份认证：显示出机构代码和企业名称了吗？',
        'User identity authentication: are organisation code and enterprise name shown?',
      ],
      { yes: 'options', no: 'driver' },
      'certificate',
    ),
    question(
      'driver',
      ['桌面安全套件装好并打开了吗？', 'Is the desktop security suite installed and running?'],
      { yes: 'reader', no: 'install' },
      'assistant',
    ),
    remedy(
      'install',
      ['没有桌面安全套件，电脑读不到密钥。', 'Without the desktop security suite the computer reads no key.'],
      [
        [
          '到用户下载区下载桌面安全套件，运行到提示安装成功。',
          'Download the suite from the user downloads and run it until it reports success.',
        ],
      ],
      'reader',
    ),
    remedy(
      'reader',
      ['电脑没有认出密钥。', 'The computer does not recognise the key.'],
      [
        ['拔出密钥，换一个 USB 口再插。', 'Pull the key out and try another USB port.'],
        ['不要用延长线和集线器。', 'Use no extension cable and no hub.'],
        [
          '换一台电脑再试；仍然读不到，密钥可能坏了，可以办理补发。',
          'Try another computer; if it is not read there either the key may be faulty and is reissued.',
        ],
      ],
    ),
    question(
      'options',
      [
        '密钥是好的，问题在浏览器。Internet 选项—高级里，只看到一个选项吗？',
        'The key is sound; it is the browser. Do the advanced Internet options show one such box only?',
      ],
      { yes: 'one-option', no: 'all-options' },
    ),
    remedy(
      'one-option',
      ['较旧的浏览器只有一个选项，它必须不勾。', 'Older browsers have one box only, and it must be cleared.'],
      [
        [
          `取消勾选“${BROWSER_OPTIONS.only}”，确定后重新打开浏览器。`,
          `Clear “${BROWSER_OPTIONS.only}”, confirm and open the browser again.`,
        ],
      ],
      'call',
    ),
    remedy(
      'all-options',
      ['申报系统要求这样设置，不一样的就是错的：', 'The declaration system needs this; what differs is wrong:'],
      [
        ...BROWSER_OPTIONS.ticked.map((box): Both => [`勾选“${box}”。`, `Tick “${box}”.`]),
        ...BROWSER_OPTIONS.cleared.map((box): Both => [`取消勾选“${box}”。`, `Clear “${box}”.`]),
        ['点“确定”，关掉所有浏览器窗口再打开。', 'Confirm, close every browser window and open it again.'],
      ],
      'call',
    ),
    remedy(
      'call',
      ['密钥和浏览器都查过了。', 'Key and browser are checked.'],
      [['请致电客服。', 'Please call customer service.']],
    ),
  ],
};

export const guides: Guide[] = [insertKey, download];
