import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

let pagesShown = 0;

/** The one h1 of a page: names the window and takes the focus after a change of page. */
export function PageTitle({
  children,
  title,
  lead,
  above,
}: {
  readonly children: ReactNode;
  /** Plain words for the window's title. */
  readonly title: string;
  readonly lead?: ReactNode;
  readonly above?: ReactNode;
}) {
  const { t } = useTranslation('common');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t('windowTitle', { page: title });
  }, [title, t]);
  useEffect(() => {
    pagesShown += 1;
    // The first page of a visit keeps the browser's own focus, so that the skip link comes first.
    if (pagesShown > 1) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header className="page-title">
      {above}
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
      {lead && <p className="lead">{lead}</p>}
    </header>
  );
}
