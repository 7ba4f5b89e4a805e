import { ROLES, type Role } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';

/** Chooses roles; each says what it may do. */
export function RoleChoice({
  roles,
  onChange,
}: {
  readonly roles: readonly Role[];
  readonly onChange: (roles: Role[]) => void;
}) {
  const { t } = useTranslation('console-admin');
  return (
    <fieldset className="radios">
      <legend>{t('staff.roles')}</legend>
      {ROLES.map((role) => (
        <label key={role} className="check">
          <input
            type="checkbox"
            checked={roles.includes(role)}
            onChange={(event) =>
              onChange(ROLES.filter((one) => (one === role ? event.target.checked : roles.includes(one))))
            }
          />
          <span>
            {t(`console:role.${role}`)}
            <span className="radio-hint">{t(`roleDoes.${role}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
