import type { Both } from '../../common/words.ts';
import { type Guide, type Node, remedy, way, yesNo } from './nodes.ts';

interface Word {
  readonly version: '2003' | '2007' | '2010';
  /** How to the list of disabled items, and how a publisher is trusted. */
  readonly disabled: Both;
  readonly trusted: Both;
  readonly macros: Both;
}

const later = (version: Word['version'], start: Both): Word => ({
  version,
  disabled: [
    `${start[0]} → Word 选项 → 加载项 → 管理“禁用项目” → 转到：启用签章控件，关闭并重新打开文档。`,
    `${start[1]} → Word Options → Add-ins → Manage “Disabled Items” → Go: enable the seal control, close and reopen the document.`,
  ],
  trusted: [
    `${start[0]} → Word 选项 → 信任中心 → 信任中心设置 → 受信任的发布者：信任签章控件的发布者。`,
    `${start[1]} → Word Options → Trust Centre → Trust Centre Settings → Trusted Publishers: trust the publisher of the seal control.`,
  ],
  macros: [
    `${start[0]} → Word 选项 → 信任中心 → 信任中心设置 → 宏设置：选最低一级“启用所有宏”，关闭并重新启动 Word。`,
    `${start[1]} → Word Options → Trust Centre → Trust Centre Settings → Macro Settings: the lowest, “Enable all macros”; close and restart Word.`,
  ],
});

const words: readonly Word[] = [
  {
    version: '2003',
    disabled: [
      '帮助 → 关于 → 禁用项目：启用签章控件，关闭并重新打开文档。',
      'Help → About → Disabled Items: enable the seal control, close and reopen the document.',
    ],
    trusted: [
      '工具 → 宏 → 安全性 → 可靠发行商：信任签章控件的发布者。',
      'Tools → Macro → Security → Trusted Publishers: trust the publisher of the seal control.',
    ],
    macros: [
      '工具 → 宏 → 安全性：降低安全级别，关闭并重新启动 Word。',
      'Tools → Macro → Security: lower the level; close and restart Word.',
    ],
  },
  later('2007', ['Office 按钮', 'Office button']),
  later('2010', ['文件', 'File']),
];

const MACRO_RISK: Both = [
  '启用所有宏后，任何文档里的宏都会运行，包括有害的。只在前面的办法都不行时使用，盖完章请改回原来的级别。',
  'Then the macros of every document run, harmful ones too. Use it only when nothing else helped, and set the level back after sealing.',
];

/** BJ-53: enabling and trusting come first; the low macro level is the last step and says what it costs. */
const steps = ({ version, disabled, trusted, macros }: Word): Node[] => [
  remedy(
    `disabled-${version}`,
    ['签章控件被 Word 禁用了。', 'Word has disabled the seal control.'],
    [way(...disabled)],
    {
      to: `trusted-${version}`,
    },
  ),
  remedy(`trusted-${version}`, ['Word 不信任签章控件。', 'Word does not trust the seal control.'], [way(...trusted)], {
    to: `macros-${version}`,
  }),
  remedy(
    `macros-${version}`,
    ['宏的安全级别挡住了签章控件。', 'The macro level keeps the seal control out.'],
    [way(...macros, MACRO_RISK)],
  ),
];

/** BJ-50 … BJ-53. */
const buttonMissing: Guide = {
  slug: 'seal-button-missing',
  topics: ['seal'],
  title: { zh: 'Word 里没有签章按钮', en: 'Word shows no seal button' },
  lead: { zh: '先说您用的是哪个版本的 Word。', en: 'Tell first which Word you use.' },
  nodes: [
    {
      kind: 'question',
      code: 'version',
      ask: { zh: '您用的是哪个版本的 Word？', en: 'Which version of Word do you use?' },
      answers: words.map(({ version }) => ({
        code: `word-${version}`,
        label: { zh: `Word ${version}`, en: `Word ${version}` },
        to: `control-${version}`,
      })),
    },
    ...words.flatMap((word) => {
      const { version } = word;
      const first = version === '2003' ? 'toolbar-2003' : `disabled-${version}`;
      return [
        yesNo(`control-${version}`, ['这台电脑装了签章控件吗？', 'Is the seal control installed on this computer?'], {
          yes: first,
          no: `install-${version}`,
        }),
        remedy(
          `install-${version}`,
          ['没有安装签章控件。', 'The seal control is not installed.'],
          [way('安装签章控件，关闭并重新打开 Word。', 'Install the seal control, close Word and open it again.')],
          { to: first },
        ),
        ...(version === '2003'
          ? [
              remedy(
                'toolbar-2003',
                ['工具栏没有显示出来。', 'The toolbar is not shown.'],
                [
                  way(
                    '视图 → 工具栏：勾选“BJCA电子签章”。',
                    'View → Toolbars: tick “BJCA电子签章”, the toolbar of the seal.',
                  ),
                ],
                { to: 'disabled-2003' },
              ),
            ]
          : []),
        ...steps(word),
      ];
    }),
  ],
};

/** BJ-54. */
const cannotBeInserted: Guide = {
  slug: 'seal-cannot-be-inserted',
  topics: ['seal'],
  title: { zh: '印章盖不上去', en: 'The seal cannot be inserted' },
  lead: { zh: '多半是文档已被保护。', en: 'Most often the document is protected.' },
  nodes: [
    yesNo(
      'protected',
      ['这份文档之前盖过章，或做过别的保护吗？', 'Was the document sealed or otherwise protected before?'],
      { yes: 'unlock', no: 'unlock-anyway' },
    ),
    remedy(
      'unlock',
      [
        '前一步保护了文档，所以印章样章放不上去。',
        'A step before protected the document, so the specimen seal cannot be placed.',
      ],
      [
        way('在文档里点右键 → 文档解锁。', 'Right-click in the document → 文档解锁 (Unlock Document).'),
        way('再盖一次章。', 'Place the seal again.'),
      ],
    ),
    remedy(
      'unlock-anyway',
      ['文档可能是别人保护的。', 'Somebody else may have protected it.'],
      [
        way(
          '在文档里点右键，看看有没有“文档解锁”；有就点它，再盖一次章。',
          'Right-click in the document; if 文档解锁 (Unlock Document) is there choose it and place the seal again.',
        ),
      ],
    ),
  ],
};

/** BJ-55. */
const position: Guide = {
  slug: 'seal-cannot-be-moved',
  topics: ['seal'],
  title: { zh: '印章拖不动', en: 'The seal cannot be moved' },
  lead: { zh: '盖好的印章默认锁定位置。', en: 'A placed seal is locked in its position.' },
  nodes: [
    yesNo('move', ['要移动已经盖好的印章吗？', 'Do you want to move a seal that is placed?'], {
      yes: 'release',
      no: 'stays',
    }),
    remedy(
      'release',
      ['印章锁定着，拖动没有效果，只出现提示。', 'The seal is locked: dragging it does nothing but show a hint.'],
      [
        way('在印章上点右键 → 解除位置锁定。', 'Right-click on the seal → 解除位置锁定 (Release Position Lock).'),
        way('把印章拖到新的位置。', 'Move the seal.'),
        way('在印章上点右键 → 重新锁定位置。', 'Right-click on the seal → 重新锁定位置 (Lock Position Again).'),
      ],
    ),
    remedy(
      'stays',
      ['印章锁定着，位置不会变。', 'It is locked and stays where it is.'],
      [way('不用做什么。', 'There is nothing to do.')],
    ),
  ],
};

/** Guided checks for seals in Word (BJCA电子签章). */
export const sealGuides: readonly Guide[] = [buttonMissing, cannotBeInserted, position];
