import { Link, useNavigate } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useAdoptSession, useSession } from '../../shared/session/index.tsx';
import { KeyGate } from './key-gate.tsx';

const api = endpoints.personalKeys;

/** User information settings 用户信息设置: a personal key says whose it is and for which enterprise it will act (IT-40). */
export function PersonalKeyPage() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const navigate = useNavigate();
  const adopt = useAdoptSession();
  const isWithKey = useSession().organisation?.certificate != null;
  const read = useCall(api.settings, {}, { enabled: isWithKey });
  const act = useCommand(api.act, {
    onSuccess: (session) => {
      adopt(session);
      void navigate({ to: '/orders' });
    },
  });
  const saved = read.data?.settings ?? null;
  return (
    <>
      <PageTitle
        title={t('personal.title')}
        lead={t('personal.lead')}
        above={
          <p className="crumbs">
            <Link to="/settings">{t('crumb')}</Link>
          </p>
        }
      >
        {t('personal.title')}
      </PageTitle>
      <KeyGate problem={read.error}>
        {read.isPending && <p role="status">{t('common:loading')}</p>}
        {read.data && <Settings key={saved?.savedAt} enterprise={saved?.enterprise ?? ''} name={saved?.name ?? ''} />}
        {saved && (
          <Panel tone="act" title={t('personal.act')}>
            <p>{t('personal.saved', { enterprise: saved.enterpriseName, at: format.moment(saved.savedAt) })}</p>
            <ProblemAlert problem={act.error} />
            <Button type="primary" size="large" loading={act.isPending} onClick={() => act.mutate({})}>
              {t('personal.actGo', { enterprise: saved.enterpriseName })}
            </Button>
          </Panel>
        )}
      </KeyGate>
    </>
  );
}

function Settings(known: { readonly enterprise: string; readonly name: string }) {
  const { t } = useTranslation('settings');
  const [enterprise, setEnterprise] = useState(known.enterprise);
  const [name, setName] = useState(known.name);
  const save = useCommand(api.save, { refresh: [api.settings] });
  const isIncomplete = enterprise.trim() === '' || name.trim() === '';
  return (
    <form
      noValidate
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ body: { enterprise: enterprise.trim(), name: name.trim() } });
      }}
    >
      <Field label={t('personal.enterprise')} hint={t('personal.enterpriseHint')}>
        {(ids) => (
          <Input
            {...ids}
            className="code"
            autoComplete="off"
            maxLength={40}
            value={enterprise}
            onChange={(event) => setEnterprise(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('personal.name')}>
        {(ids) => (
          <Input
            {...ids}
            autoComplete="name"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <ProblemAlert problem={save.error} />
      {isIncomplete && <p className="small quiet">{t('personal.incomplete')}</p>}
      <Button htmlType="submit" type="primary" disabled={isIncomplete} loading={save.isPending}>
        {t('personal.save')}
      </Button>
    </form>
  );
}
