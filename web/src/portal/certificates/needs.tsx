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
  const isQuiet = isLater(need, isOpen);
  const to = wayTo(need, holding, isOpen);
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

/** A renewal nobody has to think of yet. */
const isLater = (need: Need, isOpen: boolean) => need.what === 'renew' && !(isOpen && need.from !== null);

/** Where a need is met; null where there is nothing to open now. */
function wayTo(need: Need, holding: Holding, isOpen: boolean): string | null {
  if (need.applicationId !== null) return `/orders/${need.applicationId}`;
  if (need.what === 'apply-anew') return `/projects/${holding.programme}/${holding.project}`;
  if (need.what === 'ask-to-resume') return '/contact';
  return need.service !== null && isOpen ? `/certificates/${holding.id}/${need.service}` : null;
}

/** The most urgent need in a word, for a row; null when nothing is to be done now. */
export function shortNeed(holding: Holding, now: Date) {
  const open = (need: Need) => need.from === null || need.from <= now.toISOString();
  const need = holding.next.find((one) => one.what !== 'continue' && !isLater(one, open(one)));
  return need ? { what: need.what, to: wayTo(need, holding, open(need)) } : null;
}
