import type { Answer } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, ProblemAlert, Sign } from '../../shared/parts/index.ts';
import { type ListFault, readList } from './read-list.ts';

type Checked = Answer<typeof endpoints.renewalGroup.check>;

/** A marked list is checked row by row; what is in order is opened in one go, what is wrong is told with its row. */
export function MarkedList({
  isOpening,
  onOpen,
}: {
  readonly isOpening: boolean;
  readonly onOpen: (holdings: readonly string[]) => void;
}) {
  const { t } = useTranslation('renewal');
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<ListFault | null>(null);
  const [name, setName] = useState('');
  const check = useCommand(endpoints.renewalGroup.check);
  async function take(file: File) {
    setName(file.name);
    const read =
      file.size > 5_000_000 ? ({ fault: 'too-large' } as const) : readList(new Uint8Array(await file.arrayBuffer()));
    setFault('fault' in read ? read.fault : null);
    if ('fault' in read) check.reset();
    else check.mutate({ body: { sheet: read.text } });
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        className="hidden-visually"
        tabIndex={-1}
        aria-label={t('sheet.choose')}
        accept=".csv,text/csv"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void take(file);
        }}
      />
      <Button onClick={() => input.current?.click()} loading={check.isPending} icon={<Sign kind="up" />}>
        {t('sheet.choose')}
      </Button>
      {fault && <Notice kind="problem" title={t(`sheet.fault.${fault}`)} live="assertive" />}
      <ProblemAlert problem={check.error} />
      {check.data && <Findings name={name} checked={check.data} isOpening={isOpening} onOpen={onOpen} />}
    </>
  );
}

function Findings({
  name,
  checked,
  isOpening,
  onOpen,
}: {
  readonly name: string;
  readonly checked: Checked;
  readonly isOpening: boolean;
  readonly onOpen: (holdings: readonly string[]) => void;
}) {
  const { t } = useTranslation('renewal');
  const local = useLocal();
  const wanted = checked.rows.flatMap(({ result, holding }) => (result === 'renew' && holding ? [holding] : []));
  const told = checked.rows.filter(({ result, code }) => result === 'wrong' || code === 'running');
  const { renew, left, wrong } = checked;
  return (
    <div aria-live="polite">
      <Notice kind={wrong > 0 ? 'wait' : 'good'} title={t('sheet.found', { name, renew, left, wrong })} />
      {told.length > 0 && (
        <div className="table-frame">
          <table className="orders">
            <caption className="hidden-visually">{t('sheet.faults')}</caption>
            <thead>
              <tr>
                {(['row', 'holder', 'why'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`sheet.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {told.map((one) => (
                <tr key={one.row}>
                  <th scope="row" data-label={t('sheet.column.row')}>
                    {one.row}
                  </th>
                  <td data-label={t('sheet.column.holder')} className="wrap-code">
                    {one.holderName ?? one.certificate}
                  </td>
                  <td data-label={t('sheet.column.why')}>{local(one.text)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {wanted.length > 0 && (
        <Button type="primary" size="large" loading={isOpening} onClick={() => onOpen(wanted)}>
          {t('choose.go', { count: wanted.length })}
        </Button>
      )}
    </div>
  );
}
