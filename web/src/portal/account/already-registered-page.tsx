import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/parts/index.ts';
import { useSearchText } from '../parts/next-page.ts';
import { AlreadyRegistered } from './already-registered.tsx';

/** The help of JX-10 … JX-12 at an address of its own, so that it can be linked and read aloud on the telephone. */
export function AlreadyRegisteredPage() {
  const { t } = useTranslation('account');
  const code = useSearchText('code');
  return (
    <div className="narrow">
      <PageTitle title={t('exists.title')}>{t('exists.title')}</PageTitle>
      <AlreadyRegistered code={code} />
    </div>
  );
}
