import { endpoints, type SessionView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { useAdoptSession } from '../../shared/session/index.tsx';
import { Go } from '../parts/place.tsx';

/** Who works here now, and the way out. */
export function Person({ staff }: { readonly staff: NonNullable<SessionView['staff']> }) {
  const { t } = useTranslation('console');
  const adopt = useAdoptSession();
  const signOut = useCommand(endpoints.session.signOut, { onSuccess: adopt });
  return (
    <span className="person">
      <span title={staff.roles.map((role) => t(`role.${role}`)).join(t('comma'))}>{staff.name}</span>
      <Go to="/password" className="top-link">
        {t('password.link')}
      </Go>
      <button type="button" className="top-link" onClick={() => signOut.mutate({})}>
        {t('signOut')}
      </button>
    </span>
  );
}
