import { useTranslation } from 'react-i18next';

/** A scan of a seal beside what was cut out of it, with its size on paper: what was uploaded, and what becomes the seal. */
export function SealScan({
  raw,
  cleaned,
  seal,
}: {
  /** Addresses of the two pictures. */
  readonly raw: string;
  readonly cleaned: string;
  /** Size in millimetres, and codes of what to look at. */
  readonly seal: { readonly width: number; readonly height: number; readonly warnings: readonly string[] };
}) {
  const { t } = useTranslation('signing');
  const { width, height, warnings } = seal;
  const size = t('scan.size', { width, height });
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 24 }}>
      <figure style={{ margin: 0, maxWidth: '100%' }}>
        <img
          src={raw}
          alt={t('scan.rawAlt')}
          style={{ height: `${height}mm`, maxWidth: '100%', objectFit: 'contain' }}
        />
        <figcaption className="small quiet">{t('scan.raw')}</figcaption>
      </figure>
      <figure style={{ margin: 0 }}>
        <img
          src={cleaned}
          alt={t('scan.cleanedAlt', { size })}
          style={{ width: `${width}mm`, height: `${height}mm` }}
        />
        <figcaption className="small quiet">
          {t('scan.cleaned')} <b>{size}</b>
        </figcaption>
      </figure>
      {warnings.includes('OTHER_INK') && <p className="small">{t('scan.otherInk')}</p>}
    </div>
  );
}
