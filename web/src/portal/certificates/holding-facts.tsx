import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Facts } from '../../shared/parts/index.ts';
import type { Holding } from './businesses.ts';

/** State of a held certificate in words. */
export function HoldingState({ status }: { readonly status: Holding['status'] }) {
  const { t } = useTranslation('holding');
  const tone = status === 'in-use' ? 'good' : ['superseded', 'expired', 'revoked', 'withdrawn'].includes(status);
  return (
    <span className={`state ${tone === 'good' ? 'state-good' : tone ? 'state-expired' : ''}`}>
      {t(`status.${status}`)}
    </span>
  );
}

/** Validity, medium, seals, bindings and where it came from. */
export function HoldingFacts({ holding }: { readonly holding: Holding }) {
  const { t } = useTranslation('holding');
  const local = useLocal();
  const format = useFormat();
  const { medium, seals, bindings } = holding;
  return (
    <Facts
      of={[
        [t('name'), holding.organisationName],
        [t('valid'), t('fromTo', { from: format.day(holding.notBefore), to: format.day(holding.notAfter) })],
        medium && [
          t('medium'),
          <span key="m">
            <span className="code">{medium.serial}</span>
            {medium.state && <span className="tag">{t(`mediumState.${medium.state}`)}</span>}
          </span>,
        ],
        [
          t('seals'),
          seals.length > 0
            ? seals.map((seal) => (
                <span key={seal.id} className="line">
                  <Link to={`/seals/${seal.id}`}>{seal.name}</Link>
                  <span className="tag">{t(`sealState.${seal.status}`)}</span>
                </span>
              ))
            : t('none'),
        ],
        [
          t('bindings'),
          bindings.length > 0
            ? bindings.map((one) => (
                <span key={one.id} className="line">
                  {t('bound', { system: local(one.systemName), account: one.account })}
                </span>
              ))
            : t('none'),
        ],
        [
          t('order'),
          <Link key="o" to={`/orders/${holding.applicationId}`}>
            {holding.applicationNumber}
          </Link>,
        ],
      ]}
    />
  );
}
