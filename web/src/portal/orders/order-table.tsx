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

/** Orders with the columns of JX-49, PA-52 and IT-26, what belongs together in one; on a narrow screen each row becomes a card with its labels. */
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
        {row.open.map((act) => (
          <Link key={act} to={`/orders/${row.id}`} className="row-line small">
            {t(`open.${act}`)}
            <span className="hidden-visually"> {row.number}</span>
          </Link>
        ))}
      </th>
      <td data-label={t('column.project')}>
        {local(row.projectName)}
        <span className="row-line">
          {local(row.serviceLabel)}
          {row.handling && <span className="tag">{t(`handling.${row.handling}`)}</span>}
          {row.media !== null && row.media > 1 && <span className="tag">{t('media', { count: row.media })}</span>}
        </span>
        {row.years !== null && <span className="row-line">{t('years', { count: row.years })}</span>}
      </td>
      <td data-label={t('column.applicant')}>{row.applicantName}</td>
      <td data-label={t('column.state')}>
        <StateTag state={row.state} isVoid={row.void} />
        <span className="row-waiting">{local(row.waiting)}</span>
        <ClockBadge clock={row.clock} />
        <Line of="held" when={row.held.length > 0} params={{ reasons: row.held.map(local).join(t('comma')) }} />
        <Line of="review.passed" when={row.review.result === 'passed'} day={row.review.at} />
        <Line
          of={row.review.result === 'rejected' ? 'review.rejected' : 'review.returned'}
          when={row.review.result === 'returned' || row.review.result === 'rejected'}
          params={{ reasons: row.review.reasons.map(local).join(t('comma')) }}
        />
        <Line of="activated" day={row.activatedAt} />
        <Line of="bound" day={row.boundAt} />
      </td>
      <td data-label={t('column.payment')}>
        {t(`paymentState.${row.paymentState}`)}
        {row.amountFen !== null && <span className="row-line">{format.fen(row.amountFen)}</span>}
        <Line of={row.feeCredited ? 'credited' : 'notCredited'} when={(row.amountFen ?? 0) > 0} />
        <span className="row-line">{t(`invoice.${row.invoice}`)}</span>
      </td>
      <td data-label={t('column.post')}>
        {row.papersIn && <span className="row-line">{t('papersIn', { number: row.papersIn })}</span>}
        <Line of="papersReceived" day={row.papersReceivedAt} />
        {row.parcelOut && (
          <span className="row-line">
            {t('parcelOut', { number: row.parcelOut })} {row.carrier}
          </span>
        )}
        <Line of="shipped" day={row.shippedAt} />
        <Line of="signedFor" day={row.receivedAt} />
        {!row.papersIn && !row.parcelOut && none}
      </td>
      <td data-label={t('column.submitted')}>{row.submittedAt ? format.shortDay(row.submittedAt) : none}</td>
      <td data-label={t('column.recipient')}>{row.recipient ?? none}</td>
    </tr>
  );
}

type LineKey =
  | 'held'
  | 'review.passed'
  | 'review.returned'
  | 'review.rejected'
  | 'activated'
  | 'bound'
  | 'credited'
  | 'notCredited'
  | 'papersReceived'
  | 'shipped'
  | 'signedFor';

/** One fact below another in a cell; nothing where it has no day, or does not hold. */
function Line({
  of: key,
  when,
  day,
  params = {},
}: {
  readonly of: LineKey;
  readonly when?: boolean;
  readonly day?: string | null;
  readonly params?: Readonly<Record<string, string>>;
}) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  if (!(when ?? Boolean(day))) return null;
  return <span className="row-line">{t(`line.${key}`, { ...params, day: day ? format.shortDay(day) : '' })}</span>;
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
