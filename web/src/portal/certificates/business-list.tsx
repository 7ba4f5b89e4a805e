import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { useNow } from '../../shared/session/index.tsx';
import { useProgrammes } from '../programmes.ts';
import { businessesOf, type Closed, type Holding } from './businesses.ts';

/** The businesses about one certificate: those open lead on, the others say why not and from when. */
export function BusinessList({
  holding,
  only,
}: {
  readonly holding: Holding;
  /** Only these businesses; all without it. */
  readonly only?: readonly string[];
}) {
  const { t } = useTranslation('holding');
  const local = useLocal();
  const now = useNow();
  const programme = useProgrammes().data?.programmes.find((one) => one.code === holding.programme);
  if (!programme) return <p role="status">{t('common:loading')}</p>;
  const businesses = businessesOf(holding, programme, now).filter(
    ({ service }) => only === undefined || only.includes(service.online.business),
  );
  if (businesses.length === 0) {
    return (
      <p>
        {t('onlyHall')} <Link to={`/projects/${holding.programme}/${holding.project}`}>{t('toProject')}</Link>
      </p>
    );
  }
  return (
    <ul className="cards">
      {businesses.map(({ service, closed }) => (
        <li key={service.code}>
          <h3>{local(service.label)}</h3>
          <p className="quiet">{t(`what.${service.online.business}`)}</p>
          {closed === null ? (
            <Link to={`/certificates/${holding.id}/${service.code}`} className="button-link">
              {t('begin', { service: local(service.label) })}
            </Link>
          ) : (
            <WhyClosed closed={closed} holding={holding} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** In words why a business is not open. */
export function WhyClosed({ closed, holding }: { readonly closed: Closed; readonly holding: Holding }) {
  const { t } = useTranslation('holding');
  const format = useFormat();
  switch (closed.why) {
    case 'not-yet':
      return <p>{t('closed.not-yet', { day: format.day(`${closed.day}T00:00:00+08:00`) })}</p>;
    case 'running':
      return (
        <p>
          {t('closed.running', { number: closed.number })}{' '}
          <Link to={`/orders/${closed.applicationId}`}>{t('toOrder')}</Link>
        </p>
      );
    case 'expired':
      return (
        <p>
          {t('closed.expired')}{' '}
          <Link to={`/projects/${holding.programme}/${holding.project}`}>{t('go.apply-anew')}</Link>
        </p>
      );
    case 'state':
      return <p>{t('closed.state', { state: t(`status.${holding.status}`) })}</p>;
    case 'ended':
    case 'no-seal':
    case 'seal-there':
      return <p>{t(`closed.${closed.why}`)}</p>;
  }
}
