import { type Guide, remedy, way, yesNo } from './nodes.ts';

/** BJ-36: three checks, in this order. */
export const loginShowsNoName: Guide = {
  slug: 'login-shows-no-name',
  topics: ['delivery', 'renew'],
  title: { zh: '登录页不显示证书名称', en: 'The sign-in page shows no name' },
  lead: {
    zh: '先看证书工具，再看浏览器，最后看加载项。',
    en: 'First the certificate tool, then the browser, then its add-ons.',
  },
  nodes: [
    yesNo(
      'tool',
      ['证书工具里显示证书名称吗？', 'Does the certificate tool show the name?'],
      { yes: 'level', no: 'driver' },
      'certificate',
    ),
    remedy(
      'driver',
      ['驱动没有装好。', 'The driver is not installed.'],
      [
        way(
          '重新安装证书应用环境（含驱动），装好后重新插上证书。',
          'Install the certificate environment, which has the driver, again; then plug the certificate in anew.',
        ),
      ],
      { to: 'level' },
    ),
    remedy(
      'level',
      [
        '工具里有名称、登录页没有：浏览器的安全级别太高。',
        'The tool has the name, the page has not: the security level of the browser is too high.',
      ],
      [
        way(
          '把浏览器“Internet”区域的安全级别设为“中”，然后刷新登录页。',
          'Set the security level of the Internet zone to “medium”, then load the page again.',
        ),
      ],
      { to: 'add-on' },
    ),
    remedy(
      'add-on',
      ['BJCA 加载项被禁用了。', 'The BJCA add-on is disabled.'],
      [
        way(
          '打开“管理加载项”，启用被禁用的 BJCA 加载项，然后刷新登录页。',
          'Open “Manage add-ons”, enable the BJCA add-on that is disabled, then load the page again.',
        ),
      ],
    ),
  ],
};
