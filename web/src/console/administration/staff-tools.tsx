import { endpoints, type Role, type StaffView } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCommand } from '../../shared/api/index.ts';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { Act } from '../parts/act.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { RoleChoice } from './role-choice.tsx';

export interface Given {
  readonly name: string;
  readonly username: string;
  readonly oneTimePassword: string;
}

/** Changes roles, deactivates, resets a password. Nobody does this to themselves. */
export function StaffTools({
  member,
  self,
  onPassword,
}: {
  readonly member: z.infer<typeof StaffView>;
  readonly self: boolean;
  readonly onPassword: (given: Given) => void;
}) {
  const { t } = useTranslation('console-admin');
  const [open, setOpen] = useState(false);
  const [roles, setRoles] = useState<readonly Role[]>(member.roles);
  const refresh = [endpoints.administration.staff];
  const change = useCommand(endpoints.administration.changeStaff, { refresh, onSuccess: () => setOpen(false) });
  const reset = useCommand(endpoints.administration.resetStaffPassword, {
    refresh,
    onSuccess: (given) => {
      setOpen(false);
      onPassword(given);
    },
  });
  const params = { id: member.id };
  const own = self ? t('staff.own') : null;
  return (
    <>
      <Button
        size="small"
        onClick={() => {
          setRoles(member.roles);
          setOpen(true);
        }}
        aria-label={t('staff.changeOf', { name: member.name })}
      >
        {t('staff.change')}
      </Button>
      {open && (
        <Dialog title={t('staff.changeOf', { name: member.name })} onClose={() => setOpen(false)} wide>
          <RoleChoice roles={roles} onChange={setRoles} />
          <ProblemAlert problem={change.error ?? reset.error} />
          {own && <Notice kind="info" title={own} />}
          <div className="buttons">
            <Act
              primary
              why={own ?? (roles.length > 0 ? null : t('staff.roleNeeded'))}
              quietWhy={own !== null}
              loading={change.isPending}
              onClick={() => change.mutate({ params, body: { roles: [...roles] } })}
            >
              {t('staff.saveRoles')}
            </Act>
            <Act why={own} quietWhy loading={reset.isPending} onClick={() => reset.mutate({ params })}>
              {t('staff.reset')}
            </Act>
            <Act
              danger={member.active}
              why={own}
              quietWhy
              loading={change.isPending}
              onClick={() => change.mutate({ params, body: { active: !member.active } })}
            >
              {t(member.active ? 'staff.deactivate' : 'staff.activate')}
            </Act>
          </div>
          <p className="small quiet">{t('staff.deactivateHint')}</p>
        </Dialog>
      )}
    </>
  );
}
