import { useTranslation } from 'react-i18next';
import { switchLanguage, useLanguage } from '../language/index.ts';

/** The other language, named in itself. */
export function LanguageSwitch() {
  const { t } = useTranslation('common');
  const other = useLanguage() === 'en' ? 'zh-CN' : 'en';
  return (
    <button type="button" className="top-link" lang={other} onClick={() => void switchLanguage(other)}>
      {t('otherLanguage')}
    </button>
  );
}
