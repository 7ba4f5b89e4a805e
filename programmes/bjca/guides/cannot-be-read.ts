import type { Product } from '../product.ts';
import { type Guide, remedy, way, yesNo } from './nodes.ts';

/** BJ-06, BJ-15, BJ-34, BJ-35: from the computer to the page, in the words of the product’s client. */
export function cannotBeRead({ name }: Product['client']): Guide {
  return {
    slug: 'cannot-be-read',
    topics: ['delivery', 'renew'],
    title: { zh: '插上证书没有反应，或网页不显示名称', en: 'The certificate is not read, or a page shows no name' },
    lead: {
      zh: '从电脑到网页一步一步查，能自动检查的会自动检查。',
      en: 'Step by step from the computer to the page; what can be measured is measured.',
    },
    nodes: [
      yesNo(
        'environment',
        [`这台电脑装好${name.zh}，并且打开了吗？`, `Is the ${name.en} installed on this computer, and running?`],
        { yes: 'shown', no: 'install' },
        'assistant',
      ),
      remedy(
        'install',
        [
          '没有安装证书应用环境的电脑读不出证书。',
          'Without the certificate environment a computer cannot read the certificate.',
        ],
        [
          way(
            '下载证书应用环境并安装，直到提示安装成功。',
            'Download the certificate environment and install it until it reports success.',
          ),
          way(`打开${name.zh}，再插上证书。`, `Open the ${name.en}, then plug the certificate in.`),
        ],
        { to: 'shown' },
      ),
      yesNo(
        'shown',
        [`${name.zh}里显示证书了吗？`, `Does the ${name.en} show the certificate?`],
        { yes: 'page', no: 'medium' },
        'key',
      ),
      remedy(
        'medium',
        ['介质没有被识别。', 'The medium is not recognised.'],
        [
          way('看看是不是插反了，取出换个方向再插。', 'Is it in the wrong way round? Turn it and plug it in again.'),
          way('换一个 USB 口。', 'Try another USB port.'),
          way('重新下载并安装证书应用环境。', 'Download the certificate environment again and install it once more.'),
        ],
        { to: 'page' },
      ),
      yesNo('page', ['要登录的网页显示证书名称了吗？', 'Does the page you want to sign in to show the name?'], {
        yes: 'sound',
        no: 'browser',
      }),
      remedy(
        'browser',
        [
          `${name.zh}能读到、网页读不到：问题在浏览器，或者${name.zh}正占用着证书。`,
          `The ${name.en} reads it and the page does not: it is the browser, or the open ${name.en} that holds the certificate.`,
        ],
        [
          way('把这个网站加入“受信任的站点”。', 'Add the website to the trusted sites.'),
          way('把这个网站加入“兼容性视图”。', 'Add the website to the compatibility view.'),
          way('较新的浏览器：取消勾选“启用保护模式”。', 'On newer browsers clear “Enable protected mode”.', [
            '会降低浏览器的防护，只对受信任的站点这样做。',
            'It lowers the protection of the browser; do it for trusted sites only.',
          ]),
          way(`${name.zh}开着的，关掉它，再刷新网页。`, `If the ${name.en} is open, close it and load the page again.`),
        ],
        { order: 'any' },
      ),
      remedy(
        'sound',
        ['证书读得出来。', 'The certificate is read.'],
        [
          way(
            '还是不能登录的，请做“证书信息检测”，按结果处理。',
            'If you still cannot sign in, run the certificate test and follow its result.',
          ),
        ],
      ),
    ],
  };
}
