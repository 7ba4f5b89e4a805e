import { useTranslation } from 'react-i18next';
import { Notice } from '../../shared/parts/index.ts';
import { Dialog } from '../parts/dialog.tsx';
import type { Given } from './staff-tools.tsx';

/** Shows a one-time password, once; it is nowhere to be read again. */
export function OneTimePassword({ given, onClose }: { readonly given: Given; readonly onClose: () => void }) {
  const { t } = useTranslation('console-admin');
  return (
    <Dialog title={t('once.title')} onClose={onClose}>
      <p>{t('once.text', { name: given.name, username: given.username })}</p>
      <p className="once code">{given.oneTimePassword}</p>
      <Notice kind="wait" title={t('once.warn')} />
    </Dialog>
  );
}
