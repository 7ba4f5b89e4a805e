import { Link } from '@tanstack/react-router';
import { endpoints, Permission, type PersonalKeyView } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { EmptyState, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { KeyGate } from './key-gate.tsx';

const api = endpoints.personalKeys;
type Key = z.infer<typeof PersonalKeyView>;

/** Permission management 权限管理: the enterprise's key lets personal keys act for it (IT-40, IT-41). */
export function PermissionsPage() {
  const { t } = useTranslation('settings');
  const isWithKey = useSession().organisation?.certificate != null;
  const list = useCall(api.list, {}, { enabled: isWithKey });
  return (
    <>
      <PageTitle
        title={t('permissions.title')}
        lead={t('permissions.lead')}
        above={
          <p className="crumbs">
            <Link to="/settings">{t('crumb')}</Link>
          </p>
        }
      >
        {t('permissions.title')}
      </PageTitle>
      <KeyGate problem={list.error}>
        {list.isPending && <p role="status">{t('common:loading')}</p>}
        {list.data?.items.length === 0 && (
          <EmptyState title={t('permissions.empty')}>
            <p>{t('permissions.emptyNext')}</p>
          </EmptyState>
        )}
        {list.data?.items.map((one) => (
          <KeyPanel key={`${one.serial} ${one.grantedAt}`} of={one} />
        ))}
      </KeyGate>
    </>
  );
}

function KeyPanel({ of: one }: { readonly of: Key }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const [chosen, setChosen] = useState<readonly Permission[]>(one.permissions);
  const grant = useCommand(api.grant, { refresh: [api.list] });
  const withdraw = useCommand(api.withdraw, { refresh: [api.list] });
  const params = { serial: one.serial };
  const granting = t(one.grantedAt === null ? 'permissions.grant' : 'permissions.change');
  return (
    <Panel title={one.name}>
      <p>
        {t('permissions.serial')} <span className="code hash">{one.serial}</span>
      </p>
      <p className="small quiet">
        {one.grantedAt === null ? t('permissions.none') : t('permissions.since', { at: format.moment(one.grantedAt) })}
      </p>
      <fieldset className="radios">
        <legend>{t('permissions.may')}</legend>
        {Permission.options.map((permission) => (
          <label key={permission} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(permission)}
              onChange={(event) =>
                setChosen(
                  event.target.checked ? [...chosen, permission] : chosen.filter((other) => other !== permission),
                )
              }
            />
            <span>{t(`permissions.functions.${permission}`)}</span>
          </label>
        ))}
      </fieldset>
      <ProblemAlert problem={grant.error ?? withdraw.error} />
      {chosen.length === 0 && <p className="small quiet">{t('permissions.choose')}</p>}
      <div className="buttons">
        <Button
          type="primary"
          disabled={chosen.length === 0}
          loading={grant.isPending}
          aria-label={`${granting} ${one.name}`}
          onClick={() => grant.mutate({ params, body: { permissions: [...chosen] } })}
        >
          {granting}
        </Button>
        {one.grantedAt !== null && (
          <Button
            loading={withdraw.isPending}
            aria-label={`${t('permissions.withdraw')} ${one.name}`}
            onClick={() => withdraw.mutate({ params })}
          >
            {t('permissions.withdraw')}
          </Button>
        )}
      </div>
    </Panel>
  );
}
