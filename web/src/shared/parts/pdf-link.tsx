import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Sign } from './sign.tsx';

/** A link that opens a file of the hall in a tab of its own. */
export function PdfLink({
  href,
  children,
  download,
}: {
  readonly href: string;
  readonly children: ReactNode;
  readonly download?: string;
}) {
  const { t } = useTranslation('common');
  return (
    <a className="file-link" href={href} {...(download ? { download } : { target: '_blank', rel: 'noopener' })}>
      <Sign kind="file" />
      <span>
        {children}
        <span className="hidden-visually">{download ? t('file.downloads') : t('file.newTab')}</span>
      </span>
    </a>
  );
}
