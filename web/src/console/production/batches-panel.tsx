import { endpoints, MOST_IN_BATCH } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { Act } from '../parts/act.tsx';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';
import { Go, useGo } from '../parts/place.tsx';

const { list, start } = endpoints.productionBatches;

/** Batches (批次): take the most urgent orders together, and go on with one that was begun. */
export function BatchesPanel() {
  const { t } = useTranslation('console-production');
  const format = useFormat();
  const go = useGo();
  const [typed, setTyped] = useState('10');
  const batches = useCall(list, { query: { size: 10 } }, { refetchInterval: 30_000 });
  const begin = useCommand(start, {
    refresh: [list],
    onSuccess: ({ id }) => go(`/production/batches/${id}`),
  });
  const count = Number(typed);
  const valid = Number.isInteger(count) && count >= 1 && count <= MOST_IN_BATCH;
  return (
    <Panel title={t('batches.title')}>
      <form
        className="tools"
        onSubmit={(event) => {
          event.preventDefault();
          if (valid) begin.mutate({ body: { count } });
        }}
      >
        <Field label={t('batches.count')}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="numeric"
              maxLength={3}
              value={typed}
              onChange={(e) => setTyped(e.target.value)}
            />
          )}
        </Field>
        <Act
          primary
          why={valid ? null : t('batches.countHint', { most: MOST_IN_BATCH })}
          loading={begin.isPending}
          onClick={() => begin.mutate({ body: { count } })}
        >
          {t('batches.start')}
        </Act>
      </form>
      <ProblemAlert problem={begin.error} />
      <Answered query={batches}>
        {({ items }) => (
          <Grid
            caption={t('batches.title')}
            rows={items}
            keyOf={(row) => row.id}
            empty={t('batches.none')}
            columns={[
              {
                key: 'number',
                label: t('batches.number'),
                of: (row) => (
                  <Go to={`/production/batches/${row.id}`} className="code">
                    {row.number}
                  </Go>
                ),
              },
              {
                key: 'operator',
                label: t('batches.operator'),
                of: (row) => (row.mine ? t('batches.me') : (row.operator ?? t('batches.nobody'))),
              },
              { key: 'status', label: t('batches.status'), of: (row) => t(`batches.of.${row.status}`) },
              {
                key: 'counts',
                label: t('batches.counts'),
                of: ({ counts }) =>
                  t('batches.sum', {
                    done: counts.done + counts.made,
                    waiting: counts.waiting,
                    aside: counts['set-aside'],
                  }),
              },
              { key: 'at', label: t('batches.startedAt'), of: (row) => format.moment(row.startedAt) },
            ]}
          />
        )}
      </Answered>
    </Panel>
  );
}
