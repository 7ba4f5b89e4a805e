import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { useNow } from '../../shared/session/index.tsx';
import type { Holding } from './businesses.ts';
import { HoldingState } from './holding-facts.tsx';
import { shortNeed } from './needs.tsx';

const COLUMNS = ['certificate', 'next', 'holder', 'valid', 'medium', 'seals', 'bindings'] as const;

/** Many certificates, one row each, what is next beside its name; on a telephone each row is a card. */
export function HeldTable({ rows }: { readonly rows: readonly Holding[] }) {
  const { t } = useTranslation('certificates');
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
          {rows.map((row) => (
            <Row key={row.id} holding={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ holding }: { readonly holding: Holding }) {
  const { t } = useTranslation('certificates');
  const local = useLocal();
  const format = useFormat();
  const now = useNow();
  const { running } = holding.business;
  const need = shortNeed(holding, now);
  const none = <span className="quiet">{t('holding:none')}</span>;
  return (
    <tr>
      <th scope="row" data-label={t('column.certificate')}>
        <Link to={`/certificates/${holding.id}`}>{local(holding.projectName)}</Link>
        <span className="row-line small quiet">{local(holding.programmeName)}</span>
        <HoldingState status={holding.status} />
      </th>
      <td data-label={t('column.next')}>
        {running && (
          <Link to={`/orders/${running.applicationId}`} className="row-line">
            {t('holding:running', {
              business: t(`holding:business.${running.business}`),
              number: running.applicationNumber,
            })}
          </Link>
        )}
        {need && (need.to ? <Link to={need.to}>{t(`holding:go.${need.what}`)}</Link> : t(`holding:go.${need.what}`))}
        {!running && !need && none}
      </td>
      <td data-label={t('column.holder')}>{holding.organisationName}</td>
      <td data-label={t('column.valid')}>{format.shortDay(holding.notAfter)}</td>
      <td data-label={t('column.medium')}>
        {holding.medium ? <span className="code">{holding.medium.serial}</span> : none}
        {holding.medium?.state === 'locked' && <span className="tag">{t('holding:mediumState.locked')}</span>}
      </td>
      <td data-label={t('column.seals')} className={holding.seals.length === 0 ? 'cell-none' : undefined}>
        {holding.seals.length === 0 && none}
        {holding.seals.map((seal) => (
          <Link key={seal.id} to={`/seals/${seal.id}`} className="row-line">
            {t(`holding:sealState.${seal.status}`)}
          </Link>
        ))}
      </td>
      <td data-label={t('column.bindings')} className={holding.bindings.length === 0 ? 'cell-none' : undefined}>
        {holding.bindings.length === 0 && none}
        {holding.bindings.map((one) => (
          <span key={one.id} className="row-line">
            {local(one.systemName)}
          </span>
        ))}
      </td>
    </tr>
  );
}
