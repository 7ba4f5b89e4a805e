import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { DayInput, Field } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { PageTitle, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';

const { days, suggest } = endpoints.consoleRenewal;
const atNoon = (day: string) => `${day}T12:00:00+08:00`;

/** How many certificates end each day, and days on which their holders are asked to begin earlier (续期安排). */
export function RenewalsPage() {
  const { t } = useTranslation('console-renewals');
  const format = useFormat();
  const { staff } = useSession();
  const list = useCall(days, { query: {} });
  const change = useCommand(suggest, { refresh: [days], onSuccess: () => setEditing(null) });
  const [editing, setEditing] = useState<string | null>(null);
  const [wanted, setWanted] = useState('');
  const may = staff?.roles.includes('administrator') ?? false;
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead', { count: list.data?.total ?? 0 })}>
        {t('title')}
      </PageTitle>
      <ProblemAlert problem={change.error} />
      {editing !== null && (
        <form
          className="panel"
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate({ params: { day: editing }, body: { suggested: wanted } });
          }}
        >
          <Field label={t('which', { day: format.shortDay(atNoon(editing)) })} hint={t('hint')}>
            {(ids) => <DayInput ids={ids} value={wanted} onChange={setWanted} />}
          </Field>
          <Button type="primary" htmlType="submit" disabled={wanted === ''} loading={change.isPending}>
            {t('save')}
          </Button>
        </form>
      )}
      <Answered query={list}>
        {(answer) => (
          <Grid
            caption={t('title')}
            rows={answer.items}
            keyOf={(row) => row.day}
            empty={t('empty')}
            columns={[
              { key: 'day', label: t('day'), of: (row) => format.shortDay(atNoon(row.day)) },
              { key: 'count', label: t('count'), of: (row) => row.count },
              {
                key: 'suggested',
                label: t('suggested'),
                of: (row) => (row.suggested ? format.shortDay(atNoon(row.suggested)) : t('none')),
              },
              {
                key: 'act',
                label: t('act'),
                of: (row) =>
                  may ? (
                    <span className="buttons">
                      <Button
                        size="small"
                        aria-label={`${t('suggest')} ${row.day}`}
                        onClick={() => {
                          setEditing(row.day);
                          setWanted(row.suggested ?? '');
                        }}
                      >
                        {t('suggest')}
                      </Button>
                      {row.suggested && (
                        <Button
                          size="small"
                          aria-label={`${t('takeBack')} ${row.day}`}
                          onClick={() => change.mutate({ params: { day: row.day }, body: { suggested: null } })}
                        >
                          {t('takeBack')}
                        </Button>
                      )}
                    </span>
                  ) : (
                    t('administrator')
                  ),
              },
            ]}
          />
        )}
      </Answered>
    </>
  );
}
