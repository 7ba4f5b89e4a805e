import { Link } from '@tanstack/react-router';
import type { ApplicationRow } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { ClockBadge } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { StateTag } from '../parts/state-tag.tsx';
import { useProgrammes } from '../programmes.ts';

const COLUMNS = ['number', 'project', 'applicant', 'state', 'payment', 'post', 'submitted', 'recipient'] as const;

/** Orders with the columns of JX-49; on a narrow screen each row becomes a card with its labels. */
export function OrderTable({
  rows,
  accountRow,
}: {
  readonly rows: readonly ApplicationRow[];
  readonly accountRow: boolean;
}) {
  const { t } = useTranslation('orders');
  return (
    <div className="table-frame">
      <table className="orders">
        <caption className="hidden-visually">{t('title')}</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {accountRow && <AccountRow />}
          {rows.map((row) => (
            <OrderRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OrderRow({ row }: { readonly row: ApplicationRow }) {
  const { t } = useTranslation('orders');
  const local = useLocal();
  const format = useFormat();
  const none = <span className="quiet">{t('none')}</span>;
  return (
    <tr>
      <th scope="row" data-label={t('column.number')}>
        <Link to={`/orders/${row.id}`} className="code">
          {row.number}
        </Link>
      </th>
      <td data-label={t('column.project')}>{local(row.projectName)}</td>
      <td data-label={t('column.applicant')}>{row.applicantName}</td>
      <td data-label={t('column.state')}>
        <StateTag state={row.state} isVoid={row.void} />
        <span className="row-waiting">{local(row.waiting)}</span>
        <ClockBadge clock={row.clock} />
      </td>
      <td data-label={t('column.payment')}>{t(`paymentState.${row.paymentState}`)}</td>
      <td data-label={t('column.post')}>
        {row.papersIn && <span className="row-line">{t('papersIn', { number: row.papersIn })}</span>}
        {row.parcelOut && <span className="row-line">{t('parcelOut', { number: row.parcelOut })}</span>}
        {!row.papersIn && !row.parcelOut && none}
      </td>
      <td data-label={t('column.submitted')}>{row.submittedAt ? format.shortDay(row.submittedAt) : none}</td>
      <td data-label={t('column.recipient')}>{row.recipient ?? none}</td>
    </tr>
  );
}

/** JX-27: registered, nothing submitted. */
function AccountRow() {
  const { t } = useTranslation('orders');
  const { organisation } = useSession();
  const programme = useProgrammes().data?.programmes[0];
  const state = programme?.states[0];
  if (!organisation || !state) return null;
  const none = <span className="quiet">{t('none')}</span>;
  return (
    <tr>
      <th scope="row" data-label={t('column.number')}>
        {none}
      </th>
      <td data-label={t('column.project')}>
        <Link to="/">{t('chooseProject')}</Link>
      </td>
      <td data-label={t('column.applicant')}>{organisation.name}</td>
      <td data-label={t('column.state')}>
        <StateTag state={state} isVoid={false} />
        <span className="row-waiting">{t('accountOnly')}</span>
      </td>
      <td data-label={t('column.payment')}>{none}</td>
      <td data-label={t('column.post')}>{none}</td>
      <td data-label={t('column.submitted')}>{none}</td>
      <td data-label={t('column.recipient')}>{none}</td>
    </tr>
  );
}
