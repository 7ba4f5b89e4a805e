import { Link, useParams } from '@tanstack/react-router';
import { endpoints, type HoldingHappening } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { FirstPinOf } from '../order/first-pin.tsx';
import { BusinessList } from './business-list.tsx';
import { CertificateFiles } from './certificate-files.tsx';
import { HoldingFacts, HoldingState } from './holding-facts.tsx';
import { Needs } from './needs.tsx';

/** One held certificate: what it needs, what can be done with it, and what happened to it. */
export function HoldingPage() {
  const { t } = useTranslation('holding');
  const local = useLocal();
  const { id = '' } = useParams({ strict: false });
  const answer = useCall(endpoints.holdings.read, { params: { id } }, { refetchInterval: 30_000 });
  const holding = answer.data;
  const above = (
    <p className="crumbs">
      <Link to="/certificates">{t('back')}</Link>
    </p>
  );
  if (!holding)
    return (
      <>
        <PageTitle title={t('title')} above={above}>
          {t('title')}
        </PageTitle>
        <ProblemAlert problem={answer.error} onRetry={() => void answer.refetch()} />
        {answer.isPending && <p role="status">{t('common:loading')}</p>}
      </>
    );
  return (
    <>
      <PageTitle title={t('title')} above={above}>
        {local(holding.projectName)}
      </PageTitle>
      <p className="order-line">
        <span>{local(holding.programmeName)}</span>
        <HoldingState status={holding.status} />
      </p>
      <div className="two">
        <div>
          <Needs holding={holding} />
          <Panel title={t('facts')}>
            <HoldingFacts holding={holding} />
            <Facts
              of={[
                [
                  t('signSerial'),
                  <span key="s" className="wrap-code">
                    {holding.serials.sign}
                  </span>,
                ],
                [
                  t('encryptSerial'),
                  <span key="e" className="wrap-code">
                    {holding.serials.encrypt}
                  </span>,
                ],
                holding.predecessor && [
                  t('predecessor'),
                  <Link key="p" to={`/certificates/${holding.predecessor}`}>
                    {t('see')}
                  </Link>,
                ],
                holding.successor && [
                  t('successor'),
                  <Link key="n" to={`/certificates/${holding.successor}`}>
                    {t('see')}
                  </Link>,
                ],
              ]}
            />
          </Panel>
          <FirstPinOf order={holding.applicationId} />
          <Panel title={t('businesses')}>
            <BusinessList holding={holding} />
          </Panel>
          <CertificateFiles serials={[holding.serials.sign, holding.serials.encrypt]} />
        </div>
        <aside className="side" aria-label={t('history')}>
          <Panel title={t('history')}>
            <History of={holding.history} />
          </Panel>
        </aside>
      </div>
    </>
  );
}

function History({ of }: { readonly of: readonly z.infer<typeof HoldingHappening>[] }) {
  const { t } = useTranslation('holding');
  const format = useFormat();
  return (
    <ol className="timeline">
      {[...of].reverse().map((one) => (
        <li key={`${one.at} ${one.kind} ${one.to}`}>
          <p>
            {t(`happened.${one.kind}`, {
              to: one.to ? t(`status.${one.to}`) : '',
              business: one.business ? t(`business.${one.business}`) : '',
            })}
          </p>
          <p className="small quiet">
            {format.moment(one.at)} · {t(`by.${one.by}`)}
            {one.applicationId && (
              <>
                {' · '}
                <Link to={`/orders/${one.applicationId}`}>{one.applicationNumber}</Link>
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
