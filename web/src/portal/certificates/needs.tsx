import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { Notice } from '../../shared/parts/index.ts';
import { useNow } from '../../shared/session/index.tsx';
import type { Holding } from './businesses.ts';

type Need = Holding['next'][number];

/** What a certificate needs next, most urgent first, each with the way there; and the business that is running. */
export function Needs({ holding }: { readonly holding: Holding }) {
  const { t } = useTranslation('holding');
  const now = useNow();
  const { running } = holding.business;
  const told = holding.next.filter((need) => need.what !== 'continue');
  return (
    <>
      {running && (
        <Notice
          kind="wait"
          title={t('running', { business: t(`business.${running.business}`), number: running.applicationNumber })}
          action={<Link to={`/orders/${running.applicationId}`}>{t('toOrder')}</Link>}
        />
      )}
      {told.map((need) => (
        <OneNeed
          key={need.what}
          need={need}
          holding={holding}
          isOpen={need.from === null || need.from <= now.toISOString()}
        />
      ))}
    </>
  );
}

function OneNeed({
  need,
  holding,
  isOpen,
}: {
  readonly need: Need;
  readonly holding: Holding;
  readonly isOpen: boolean;
}) {
  const { t } = useTranslation('holding');
  const format = useFormat();
  const isQuiet = need.what === 'renew' && !(isOpen && need.from !== null);
  const to =
    need.applicationId !== null
      ? `/orders/${need.applicationId}`
      : need.what === 'apply-anew'
        ? `/projects/${holding.programme}/${holding.project}`
        : need.service !== null && isOpen
          ? `/certificates/${holding.id}/${need.service}`
          : null;
  const until = need.until ? format.day(need.until) : '';
  const text =
    need.what === 'renew'
      ? isOpen
        ? t('next.renewNow', { until })
        : t('next.renewLater', { from: need.from ? format.day(need.from) : '', until })
      : t(`next.${need.what}`);
  if (isQuiet) return <p className="small quiet">{text}</p>;
  return <Notice kind="wait" title={text} action={to && <Link to={to}>{t(`go.${need.what}`)}</Link>} />;
}
