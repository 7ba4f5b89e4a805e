import type { StaffApplicationView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../shared/parts/index.ts';

/** The registered name beside the name in the business register (JX-07). */
export function RegisterCheck({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const { registerName, organisation } = order;
  if (registerName === null) return <Notice kind="info" title={t('register.none')} />;
  if (registerName === organisation.name) return <Notice kind="good" title={t('register.same')} />;
  return (
    <Notice kind="wait" title={t('register.differs')}>
      <dl className="compare">
        <div>
          <dt>{t('register.account')}</dt>
          <dd>{organisation.name}</dd>
        </div>
        <div>
          <dt>{t('register.register')}</dt>
          <dd>{registerName}</dd>
        </div>
      </dl>
    </Notice>
  );
}
