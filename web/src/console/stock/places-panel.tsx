import type { Answer } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { Answered } from '../parts/answered.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Grid } from '../parts/grid.tsx';
import { Go } from '../parts/place.tsx';

const { overview, setMinimum } = endpoints.mediaStock;
type Shelf = Answer<typeof overview>['rows'][number];

/** What lies where, with a warning below the minimum. */
export function PlacesPanel({ keeps }: { readonly keeps: boolean }) {
  const { t } = useTranslation('console-production');
  const [edited, setEdited] = useState<Shelf | null>(null);
  const found = useCall(overview, {});
  return (
    <Panel title={t('stock.places')} aside={<Go to="/stock-takes">{t('stock.takes')}</Go>}>
      <Answered query={found}>
        {({ rows, hands, spoiled }) => (
          <>
            {rows
              .filter(({ below }) => below)
              .map((row) => (
                <Notice
                  key={`${row.place} ${row.kind} ${row.model}`}
                  kind="wait"
                  title={t('stock.below', {
                    model: row.model,
                    place: row.place,
                    stock: row.stock,
                    minimum: row.minimum,
                  })}
                />
              ))}
            <Grid
              caption={t('stock.places')}
              rows={rows}
              keyOf={(row) => `${row.place} ${row.kind} ${row.model}`}
              empty={t('stock.empty')}
              columns={[
                { key: 'place', label: t('stock.place'), of: (row) => row.place },
                { key: 'kind', label: t('stock.kind'), of: (row) => `${t(`stock.kinds.${row.kind}`)} ${row.model}` },
                { key: 'stock', label: t('stock.inStock'), numeric: true, of: (row) => row.stock },
                { key: 'out', label: t('stock.handedOut'), numeric: true, of: (row) => row.handedOut },
                {
                  key: 'minimum',
                  label: t('stock.minimum'),
                  numeric: true,
                  of: (row) =>
                    keeps ? (
                      <Button
                        size="small"
                        aria-label={t('stock.changeMinimum', { model: row.model, place: row.place })}
                        onClick={() => setEdited(row)}
                      >
                        {row.minimum}
                      </Button>
                    ) : (
                      row.minimum
                    ),
                },
              ]}
            />
            {hands.length > 0 && (
              <p>
                {t('stock.hands')}{' '}
                {hands.map(({ name, count, mine }) => `${mine ? t('batches.me') : name} ${count}`).join(' · ')}
              </p>
            )}
            {spoiled > 0 && (
              <p>
                <Go to="/media?state=spoiled">{t('stock.spoiled', { count: spoiled })}</Go>
              </p>
            )}
          </>
        )}
      </Answered>
      {edited && <Minimum shelf={edited} onClose={() => setEdited(null)} />}
    </Panel>
  );
}

function Minimum({ shelf, onClose }: { readonly shelf: Shelf; readonly onClose: () => void }) {
  const { t } = useTranslation('console-production');
  const { kind, model, place } = shelf;
  const [typed, setTyped] = useState(String(shelf.minimum));
  const save = useCommand(setMinimum, { refresh: [overview], onSuccess: onClose });
  return (
    <Dialog title={t('stock.changeMinimum', { model, place })} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const minimum = Number(typed);
          if (Number.isInteger(minimum) && minimum >= 0) save.mutate({ body: { kind, model, place, minimum } });
        }}
      >
        <Field label={t('stock.minimum')} hint={t('stock.minimumHint')}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="numeric"
              maxLength={6}
              value={typed}
              onChange={(e) => setTyped(e.target.value)}
            />
          )}
        </Field>
        <ProblemAlert problem={save.error} />
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('stock.save')}
        </Button>
      </form>
    </Dialog>
  );
}
