import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch, SealMark, SkipLink } from '../../shared/layout/index.ts';

/** Frame of the pages before the console proper: one sheet in the middle. */
export function Bare({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('console');
  return (
    <>
      <SkipLink />
      <div className="gate">
        <header className="gate-head">
          <span className="top-brand">
            <SealMark />
            <span>{t('title')}</span>
          </span>
          <LanguageSwitch />
        </header>
        <main id="content" tabIndex={-1} className="gate-sheet">
          {children}
        </main>
      </div>
    </>
  );
}
