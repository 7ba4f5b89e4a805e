import { Link } from '@tanstack/react-router';
import { creditCode } from '@yinxin/identifiers';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Notice } from '../../shared/parts/index.ts';
import { useProgrammes } from '../programmes.ts';

/** "User already exists": what it means and the three ways on, the counter last (JX-10, JX-11, JX-12). */
export function AlreadyRegistered({ code }: { readonly code: string }) {
  const { t } = useTranslation('account');
  const local = useLocal();
  const programme = useProgrammes().data?.programmes[0];
  return (
    <Notice kind="wait" title={t('exists.title')} live="assertive">
      {code && (
        <p>
          {t('exists.code')}
          <span className="code">{creditCode.group(code)}</span>
        </p>
      )}
      <ol>
        <li>{t('exists.check')}</li>
        <li>{t('exists.colleague')}</li>
      </ol>
      <p>
        <b>{t('exists.ways')}</b>
      </p>
      <ul>
        <li>
          {t('exists.ask')} <Link to="/sign-in">{t('exists.signIn')}</Link>
        </li>
        <li>
          {t('exists.forgot')} <Link to="/password-reset">{t('exists.reset')}</Link>
        </li>
        <li>
          {t('exists.gone')} <Link to="/mobile-change">{t('exists.mobile')}</Link>
        </li>
      </ul>
      {programme && (
        <p className="small">
          {t('exists.hall')} {local(programme.hall.askFirst)} <span>{programme.hall.phone}</span>
        </p>
      )}
    </Notice>
  );
}
