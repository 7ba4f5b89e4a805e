import { endpoints } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { PageTitle } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';
import { AddStaff } from './add-staff.tsx';
import { OneTimePassword } from './one-time-password.tsx';
import { type Given, StaffTools } from './staff-tools.tsx';

/** Staff and their roles (岗位). */
export function StaffPage() {
  const { t } = useTranslation('console-admin');
  const format = useFormat();
  const { staff: me } = useSession();
  const [given, setGiven] = useState<Given | null>(null);
  const staff = useCall(endpoints.administration.staff, {});
  const mayChange = me?.roles.includes('administrator') ?? false;
  return (
    <>
      <PageTitle title={t('staff.title')} lead={t('staff.lead')}>
        {t('staff.title')}
      </PageTitle>
      {given && <OneTimePassword given={given} onClose={() => setGiven(null)} />}
      <Answered query={staff}>
        {(answer) => (
          <Grid
            caption={t('staff.title')}
            rows={answer.items}
            keyOf={(row) => row.id}
            empty={t('staff.empty')}
            columns={[
              {
                key: 'name',
                label: t('staff.name'),
                of: (row) => (
                  <>
                    {row.name}
                    <span className="block small quiet code">{row.username}</span>
                  </>
                ),
              },
              {
                key: 'roles',
                label: t('staff.roles'),
                of: (row) => row.roles.map((role) => t(`console:role.${role}`)).join(t('console:comma')),
              },
              {
                key: 'active',
                label: t('staff.state'),
                of: (row) => t(row.active ? 'staff.active' : 'staff.inactive'),
              },
              {
                key: 'last',
                label: t('staff.last'),
                of: (row) => (row.lastSignInAt ? format.moment(row.lastSignInAt) : t('staff.never')),
              },
              ...(mayChange
                ? [
                    {
                      key: 'tools',
                      label: t('staff.tools'),
                      of: (row: (typeof answer.items)[number]) => (
                        <StaffTools member={row} self={row.id === me?.id} onPassword={setGiven} />
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Answered>
      {mayChange && <AddStaff onAdded={setGiven} />}
    </>
  );
}
