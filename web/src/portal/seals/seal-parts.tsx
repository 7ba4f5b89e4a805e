import type { SealView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';

export type Seal = z.infer<typeof SealView>;

/** State of a seal in words. */
export function SealState({ status }: { readonly status: Seal['status'] }) {
  const { t } = useTranslation('holding');
  const tone =
    status === 'installed' ? 'state-good' : status === 'stopped' || status === 'changed' ? 'state-expired' : '';
  return <span className={`state ${tone}`}>{t(`sealState.${status}`)}</span>;
}

/** The picture as it is pressed, at its size on paper where the screen allows. */
export function SealPicture({ seal, small }: { readonly seal: Seal; readonly small?: boolean }) {
  const { t } = useTranslation('holding');
  const { width, height } = seal.picture;
  return (
    <img
      className={small ? 'seal-picture seal-picture-small' : 'seal-picture'}
      src={`/api/seals/${seal.id}/picture`}
      alt={t('organisation:seals.pictureOf', { name: seal.name })}
      style={small ? undefined : { width: `${width}mm`, height: `${height}mm` }}
      loading="lazy"
    />
  );
}
