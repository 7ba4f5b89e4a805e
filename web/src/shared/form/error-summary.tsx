import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

export interface FormError {
  /** Id of the control at fault; empty for the form as a whole. */
  readonly id: string;
  readonly text: string;
}

/** All errors of a form above it, each leading to its field; takes the focus whenever a submission fails. */
export function ErrorSummary({ errors, attempt }: { readonly errors: readonly FormError[]; readonly attempt: number }) {
  const { t } = useTranslation('common');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempt > 0) {
      box.current?.focus();
      box.current?.scrollIntoView?.({ block: 'center' });
    }
  }, [attempt]);
  if (errors.length === 0) return null;
  return (
    <div className="summary" role="alert" tabIndex={-1} ref={box}>
      <h2>{t('errorSummary')}</h2>
      <ul>
        {errors.map((error) => (
          <li key={`${error.id}${error.text}`}>
            {error.id ? (
              <a
                href={`#${error.id}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(error.id)?.focus();
                }}
              >
                {error.text}
              </a>
            ) : (
              error.text
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
