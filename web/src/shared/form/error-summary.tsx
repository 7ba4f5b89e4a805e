import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

export interface FormError {
  /** Id of the control at fault; empty for the form as a whole. */
  readonly id: string;
  readonly text: string;
}

/** Brings the control to the eye, also where it stands behind a fold or takes no focus itself. */
function show(id: string): void {
  const found = document.getElementById(id);
  found?.closest('details')?.setAttribute('open', '');
  found?.focus();
  if (found !== document.activeElement) found?.scrollIntoView({ block: 'center' });
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
                  show(error.id);
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
