import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { CertificateSignIn } from '../account/other-ways.tsx';

/** What is done with a key only: without one in this session, the sign-in with it stands here. */
export function KeyGate({ problem, children }: { readonly problem: unknown; readonly children: ReactNode }) {
  const { t } = useTranslation('settings');
  const heading = useId();
  const isWithKey = useSession().organisation?.certificate != null;
  if (isWithKey && !problem) return children;
  return (
    <section aria-labelledby={heading}>
      <ProblemAlert problem={problem} />
      <h2 id={heading}>{t('key.signIn')}</h2>
      <CertificateSignIn />
    </section>
  );
}
