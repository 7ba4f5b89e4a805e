import type { ProgrammeSource } from '@yinxin/programme';

const at = (file: string) => `https://downloads.example.invalid/${file}`;

/** IT-36: the suite and what it runs on. Figures are not known: those of the sandbox, to be set by the operator. */
export const downloads: ProgrammeSource['downloads'] = {
  suite: { zh: '信城通桌面安全套件', en: 'Xinchengtong Desktop Security Suite' },
  packages: [
    {
      code: 'windows-64',
      label: { zh: 'Windows 10、11（64 位）', en: 'Windows 10 and 11 (64 bit)' },
      url: at('suite-windows-64.exe'),
      system: 'windows',
      versions: ['10.0'],
      bits: [64],
    },
    {
      code: 'windows-32',
      label: { zh: 'Windows 7、10（32 位）', en: 'Windows 7 and 10 (32 bit)' },
      url: at('suite-windows-32.exe'),
      system: 'windows',
      versions: ['6.1', '10.0'],
      bits: [32],
    },
    {
      code: 'linux-64',
      label: { zh: '统信 UOS、银河麒麟（64 位）', en: 'UOS and Kylin (64 bit)' },
      url: at('suite-linux-64.deb'),
      system: 'linux',
      bits: [64],
    },
  ],
  browsers: [
    { browser: 'chrome', label: { zh: 'Chrome', en: 'Chrome' }, from: 109 },
    { browser: 'edge', label: { zh: 'Edge', en: 'Edge' }, from: 109 },
    { browser: 'firefox', label: { zh: '火狐', en: 'Firefox' }, from: 115 },
  ],
};
