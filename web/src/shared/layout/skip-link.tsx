import { useTranslation } from 'react-i18next';

/** First stop of the keyboard on every page. The target is `<main id="content" tabIndex={-1}>`. */
export function SkipLink() {
  const { t } = useTranslation('common');
  return (
    // biome-ignore lint/a11y/useValidAnchor: it leads to a place on this page
    <a
      className="skip"
      href="#content"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById('content')?.focus();
      }}
    >
      {t('skip')}
    </a>
  );
}
