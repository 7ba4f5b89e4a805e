import type { Answer } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { Button, Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../shared/api/index.ts';
import { CodeField, Field } from '../../../shared/form/index.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { FileDrop, Notice, Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { Grid } from '../../parts/grid.tsx';
import { useProgrammes } from '../../programmes.ts';

const { enter, import: importList } = endpoints.parcels;
type Row = Answer<typeof enter>['rows'][number];
const REFRESH = [endpoints.consoleApplications.queue, endpoints.consoleApplications.queues];

/** Order code, tracking number, next: both fields fill from a scanner, whose Enter goes on. Or the courier's own list. */
export function ScanList() {
  const { t } = useTranslation('console-production');
  const local = useLocal();
  const [courier] = useProgrammes();
  const [typed, setTyped] = useState<string | null>(null);
  const [order, setOrder] = useState('');
  const [tracking, setTracking] = useState('');
  const [rows, setRows] = useState<readonly (Row & { readonly at: number })[]>([]);
  const first = useRef<InputRef>(null);
  const second = useRef<InputRef>(null);
  const carrier = (typed ?? (courier ? local(courier.courier.name) : '')).trim();
  const add = (answer: { readonly rows: readonly Row[] }) =>
    setRows((former) => [...answer.rows.map((row, n) => ({ ...row, at: former.length + n })).toReversed(), ...former]);
  const post = useCommand(enter, {
    refresh: REFRESH,
    onSuccess: (answer) => {
      add(answer);
      setOrder('');
      setTracking('');
      first.current?.focus();
    },
  });
  const upload = useCommand(importList, { refresh: REFRESH, onSuccess: add });
  function next() {
    if (order.trim() === '') first.current?.focus();
    else if (tracking.trim() === '') second.current?.focus();
    else if (carrier !== '') post.mutate({ body: { carrier, rows: [{ order, trackingNumber: tracking }] } });
  }
  const posted = rows.filter(({ problem }) => problem === null).length;
  return (
    <Panel title={t('scan.title')} tone="act">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        <Field label={t('scan.carrier')}>
          {(ids) => (
            <Input {...ids} maxLength={40} value={carrier} onChange={(event) => setTyped(event.target.value)} />
          )}
        </Field>
        <CodeField
          label={t('scan.order')}
          hint={t('scan.orderHint')}
          value={order}
          onChange={setOrder}
          inputRef={first}
          autoFocus
        />
        <CodeField label={t('scan.tracking')} value={tracking} onChange={setTracking} inputRef={second} />
        <ProblemAlert problem={post.error ?? upload.error} />
        <Button type="primary" htmlType="submit" loading={post.isPending}>
          {t('scan.next')}
        </Button>
      </form>
      <h3 className="scan-import">{t('scan.import')}</h3>
      <p className="small quiet">{t('scan.importHint')}</p>
      <FileDrop
        label={t('scan.choose')}
        accept={['.csv', 'text/csv']}
        chosen={t('scan.csv')}
        disabled={carrier === ''}
        onFile={(file) =>
          upload.mutate({
            body: { carrier },
            files: [{ name: file.name, mediaType: 'text/csv', bytes: file }],
          })
        }
      />
      {rows.length > 0 && (
        <div className="scan-import">
          <Notice
            kind={posted === rows.length ? 'good' : 'wait'}
            title={t('scan.sum', { posted, all: rows.length })}
            live="polite"
          />
          <Grid
            caption={t('scan.title')}
            rows={rows}
            keyOf={(row) => String(row.at)}
            empty={t('scan.title')}
            columns={[
              { key: 'order', label: t('scan.order'), of: (row) => <span className="code">{row.order}</span> },
              {
                key: 'tracking',
                label: t('scan.tracking'),
                of: (row) => <span className="code">{row.trackingNumber}</span>,
              },
              {
                key: 'outcome',
                label: t('scan.outcome'),
                of: ({ problem }) => (problem ? `${local(problem.detail)} ${local(problem.next)}` : t('scan.posted')),
              },
            ]}
          />
        </div>
      )}
    </Panel>
  );
}
