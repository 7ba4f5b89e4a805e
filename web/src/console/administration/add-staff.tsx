import { endpoints, type Role } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { Act } from '../parts/act.tsx';
import { RoleChoice } from './role-choice.tsx';
import type { Given } from './staff-tools.tsx';

const USERNAME = /^[a-z][a-z0-9._-]{2,30}$/;

/** Adds a member of staff; their one-time password is shown once. */
export function AddStaff({ onAdded }: { readonly onAdded: (given: Given) => void }) {
  const { t } = useTranslation('console-admin');
  const [username, setUsername] = useState('');
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const add = useCommand(endpoints.administration.addStaff, {
    refresh: [endpoints.administration.staff],
    onSuccess: (given) => {
      setUsername('');
      setName('');
      setRoles([]);
      onAdded(given);
    },
  });
  const badName = username !== '' && !USERNAME.test(username) ? t('staff.usernameRule') : undefined;
  const complete = USERNAME.test(username) && name.trim() !== '' && roles.length > 0;
  return (
    <Panel title={t('staff.add')}>
      <Field label={t('staff.username')} hint={t('staff.usernameRule')} error={badName}>
        {(ids) => (
          <Input
            {...ids}
            className="code"
            autoComplete="off"
            maxLength={31}
            value={username}
            onChange={(event) => setUsername(event.target.value.trim().toLowerCase())}
          />
        )}
      </Field>
      <Field label={t('staff.name')}>
        {(ids) => <Input {...ids} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <RoleChoice roles={roles} onChange={setRoles} />
      <ProblemAlert problem={add.error} />
      <Act
        primary
        why={complete ? null : t('staff.incomplete')}
        loading={add.isPending}
        onClick={() => add.mutate({ body: { username, name: name.trim(), roles } })}
      >
        {t('staff.addGo')}
      </Act>
    </Panel>
  );
}
