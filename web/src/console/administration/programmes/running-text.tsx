import { useTranslation } from 'react-i18next';

/** Which versions running orders keep: they are not touched by what is published. */
export function RunningText({
  running,
}: {
  readonly running: readonly { readonly version: number; readonly orders: number }[];
}) {
  const { t } = useTranslation('console-programmes');
  if (running.length === 0) return <>{t('runningNone')}</>;
  return (
    <>
      {running.map(({ version, orders }) => (
        <span key={version} className="block">
          {t('runningKeep', { count: orders, version })}
        </span>
      ))}
    </>
  );
}
