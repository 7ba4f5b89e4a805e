import type { ThemeConfig } from 'antd';
import './tokens.css';
import './base.css';
import './parts.css';
import './layout.css';

/** antd in our colours; the same values as `tokens.css`, which names them. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1b4965',
    colorLink: '#1b4965',
    colorInfo: '#1b4965',
    colorSuccess: '#2c6148',
    colorWarning: '#8a5200',
    colorError: '#a8322a',
    colorText: '#1d2730',
    colorTextSecondary: '#4d5a66',
    colorTextTertiary: '#5d6a75',
    colorTextPlaceholder: '#687480',
    colorTextDescription: '#4d5a66',
    colorBorder: '#8793a0',
    colorBorderSecondary: '#dfe1de',
    colorBgLayout: '#f6f5f1',
    borderRadius: 4,
    controlHeight: 40,
    controlHeightSM: 32,
    fontSize: 16,
    // As `base.css` has them, by language.
    fontFamily: 'inherit',
    lineHeight: 1.65,
    // Where the reader wants no motion `base.css` ends every transition at once, and antd would wait for its end for ever.
    motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
    wireframe: false,
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Input: { activeShadow: 'none' },
    Table: { headerBg: '#eeede7', headerColor: '#36424d', headerSplitColor: 'transparent', cellPaddingBlock: 12 },
    Modal: { titleFontSize: 19 },
  },
};
