import { endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { Notice, PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { useAdoptSession } from '../../shared/session/index.tsx';
import { Bare } from './bare.tsx';

const NAMES = ['current', 'next', 'again'] as const;
type Passwords = Record<(typeof NAMES)[number], string>;
const EMPTY: Passwords = { current: '', next: '', again: '' };

function PasswordForm({ forced }: { readonly forced: boolean }) {
  const { t } = useTranslation('console');
  const [typed, setTyped] = useState(EMPTY);
  const [differ, setDiffer] = useState(false);
  const adopt = useAdoptSession();
  const change = useCommand(endpoints.session.changeStaffPassword, {
    onSuccess: (session) => {
      setTyped(EMPTY);
      adopt(session);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setDiffer(typed.next !== typed.again);
        if (typed.next === typed.again) change.mutate({ body: { current: typed.current, next: typed.next } });
      }}
    >
      <ProblemAlert problem={change.error} />
      {change.isSuccess && !forced && <Notice kind="good" title={t('password.done')} live="polite" />}
      {NAMES.map((name) => (
        <Field
          key={name}
          label={t(`password.${name}`)}
          hint={name === 'next' ? t('password.rule') : undefined}
          error={name === 'again' && differ ? t('password.differ') : undefined}
        >
          {(ids) => (
            <Input
              {...ids}
              type="password"
              required
              autoComplete={name === 'current' ? 'current-password' : 'new-password'}
              value={typed[name]}
              onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('password.go')}
      </Button>
    </form>
  );
}

/** A one-time password is replaced before anything else; later anybody may change their own. */
export function ChangePasswordPage({ forced = false }: { readonly forced?: boolean }) {
  const { t } = useTranslation('console');
  const page = (
    <>
      <PageTitle title={t('password.title')} lead={forced ? t('password.forced') : undefined}>
        {t('password.title')}
      </PageTitle>
      <PasswordForm forced={forced} />
    </>
  );
  return forced ? <Bare>{page}</Bare> : page;
}
