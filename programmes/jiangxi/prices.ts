import type { PriceLine } from '@yinxin/programme';

/**
 * PLACEHOLDERS. The catalogue does not publish amounts (JX-29): these lie in the usual range of such certificates and
 * must be set by the authority before the hall opens. Integer fen; `from` inclusive, `until` exclusive.
 */
export function prices(certificateFen: number): PriceLine[] {
  return [
    {
      code: 'certificate',
      label: { zh: '数字证书服务费（一年）', en: 'Certificate service, one year' },
      fen: certificateFen,
      from: '2026-01-01',
    },
    { code: 'medium', label: { zh: '证书介质（USB Key）', en: 'Medium (USB key)' }, fen: 8_000, from: '2026-01-01' },
    { code: 'seal', label: { zh: '电子签章制作', en: 'Electronic seal' }, fen: 5_000, from: '2026-01-01' },
  ];
}
