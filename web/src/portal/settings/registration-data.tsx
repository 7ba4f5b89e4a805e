import { Link } from '@tanstack/react-router';
import { endpoints, type GeneralData } from '@yinxin/contract';
import { creditCode } from '@yinxin/identifiers';
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Facts, Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';

const { read, change } = endpoints.registration;
const FIELDS = [
  ['contactName', 60, 'name'],
  ['phone', 30, 'tel'],
  ['email', 100, 'email'],
  ['address', 200, 'street-address'],
] as const;

/** What was registered 登记信息: name and code change by a reviewed request, everything else at once (IT-05, IT-06). */
export function RegistrationData() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const answer = useCall(read, {});
  const save = useCommand(change, { refresh: [read] });
  const { data } = answer;
  return (
    <Panel title={t('registration.title')}>
      <ProblemAlert problem={answer.error} onRetry={() => void answer.refetch()} />
      {answer.isPending && <p role="status">{t('common:loading')}</p>}
      {data && (
        <>
          <Facts
            of={[
              [t('registration.name'), data.basic.name],
              [
                t('registration.code'),
                <span key="code" className="code">
                  {creditCode.group(data.basic.creditCode)}
                </span>,
              ],
              [t('registration.mobile'), data.mobileMasked],
              ...data.former.map(
                (one) =>
                  [
                    t('registration.former', { day: format.day(one.until) }),
                    [one.name, one.creditCode].filter(Boolean).join(' · '),
                  ] as const,
              ),
            ]}
          />
          {data.openRequest ? (
            <Notice kind="wait" title={t('registration.waiting', { number: data.openRequest.number })} />
          ) : (
            <p>
              {t('registration.basic')} <Link to="/name-correction">{t('registration.request')}</Link>
            </p>
          )}
          <General
            key={JSON.stringify(data.general)}
            known={data.general}
            saving={save.isPending}
            onSave={(general) => save.mutate({ body: { general } })}
          >
            <ProblemAlert problem={save.error} />
            {save.isSuccess && <Notice kind="good" title={t('registration.saved')} live="polite" />}
          </General>
        </>
      )}
    </Panel>
  );
}

function General({
  known,
  saving,
  onSave,
  children,
}: {
  readonly known: GeneralData;
  readonly saving: boolean;
  readonly onSave: (general: GeneralData) => void;
  /** What became of the last saving; what is typed begins anew with every change that was saved. */
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('settings');
  const [typed, setTyped] = useState(known);
  return (
    <form
      noValidate
      className="narrow"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(typed);
      }}
    >
      <h3>{t('registration.general')}</h3>
      <p className="small quiet">{t('registration.generalHint')}</p>
      {FIELDS.map(([key, longest, autoComplete]) => (
        <Field key={key} label={t(`registration.${key}`)} optional>
          {(ids) => (
            <Input
              {...ids}
              maxLength={longest}
              autoComplete={autoComplete}
              value={typed[key]}
              onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {children}
      <Button htmlType="submit" type="primary" loading={saving}>
        {t('registration.save')}
      </Button>
    </form>
  );
}
