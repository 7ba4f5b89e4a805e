import { Link } from '@tanstack/react-router';
import { endpoints, type SessionView } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';

/** Registered name and credit code in groups, so that an error is seen before anything is uploaded (JX-08, JX-15). */
export function OrganisationCorner({
  organisation,
}: {
  readonly organisation: NonNullable<SessionView['organisation']>;
}) {
  const { t } = useTranslation('layout');
  const signOut = useCommand(endpoints.session.signOut, {
    // A fresh page: nothing of the organisation stays in memory.
    onSuccess: () => window.location.assign('/'),
  });
  return (
    <div className="corner">
      <p className="corner-name">
        <span className="hidden-visually">{t('corner.name')}</span>
        {organisation.name}
      </p>
      <p className="corner-code">
        <span className="hidden-visually">{t('corner.code')}</span>
        <span className="code">{creditCode.group(organisation.creditCode)}</span>
        <Link to="/settings" className="corner-link">
          {t('corner.settings')}
        </Link>
        <Link to="/name-correction" className="corner-link">
          {t('corner.wrong')}
        </Link>
        <button type="button" className="corner-link" disabled={signOut.isPending} onClick={() => signOut.mutate({})}>
          {t('corner.signOut')}
        </button>
      </p>
    </div>
  );
}
