import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { endpoints, type ProgrammeView } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, Notice, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useNow, useSession } from '../../shared/session/index.tsx';
import { NotFoundPage } from '../layout/not-found-page.tsx';
import { useProgrammes } from '../programmes.ts';
import { WhyClosed } from './business-list.tsx';
import { actOf, type Business, businessesOf, type Holding } from './businesses.ts';
import { Consequences } from './consequences.tsx';
import { type Block, Known } from './known.tsx';
import { WithCertificate } from './with-certificate.tsx';

/** Begins a business about one certificate: what it touches and costs is told before it is confirmed. */
export function StartPage() {
  const { t } = useTranslation('holding');
  const local = useLocal();
  const now = useNow();
  const { id = '', service: code = '' } = useParams({ strict: false });
  const [confirmed, setConfirmed] = useState<ReadonlySet<Block>>(new Set());
  const held = useCall(endpoints.holdings.read, { params: { id } });
  const programmes = useProgrammes().data?.programmes;
  const holding = held.data;
  const programme = programmes?.find((one) => one.code === holding?.programme);
  if (held.error && !holding)
    return (
      <>
        <PageTitle title={t('title')}>{t('title')}</PageTitle>
        <ProblemAlert problem={held.error} onRetry={() => void held.refetch()} />
      </>
    );
  if (!holding || !programme) return <p role="status">{t('common:loading')}</p>;
  const businesses = businessesOf(holding, programme, now);
  const business = businesses.find((one) => one.service.code === code);
  if (!business) return <NotFoundPage />;
  const asksKnown = business.service.online.business === 'renew' && business.closed === null;
  const label = local(business.service.label);
  return (
    <>
      <PageTitle
        title={label}
        above={
          <p className="crumbs">
            <Link to={`/certificates/${id}`}>{t('backToOne')}</Link>
          </p>
        }
      >
        {label}
      </PageTitle>
      <Panel title={t('about')}>
        <About holding={holding} />
      </Panel>
      {asksKnown && (
        <Known
          holding={holding}
          change={businesses.find((one) => one.service.online.business === 'change')}
          confirmed={confirmed}
          onConfirm={setConfirmed}
        />
      )}
      <Confirm
        holding={holding}
        programme={programme}
        business={business}
        isKnown={!asksKnown || confirmed.has('organisation')}
      />
    </>
  );
}

function About({ holding }: { readonly holding: Holding }) {
  const { t } = useTranslation('holding');
  const local = useLocal();
  const format = useFormat();
  return (
    <Facts
      of={[
        [t('project'), local(holding.projectName)],
        [t('name'), holding.organisationName],
        [t('valid'), t('fromTo', { from: format.day(holding.notBefore), to: format.day(holding.notAfter) })],
        holding.medium && [
          t('medium'),
          <span key="m" className="code">
            {holding.medium.serial}
          </span>,
        ],
      ]}
    />
  );
}

function Confirm({
  holding,
  programme,
  business: { service, closed },
  isKnown,
}: {
  readonly holding: Holding;
  readonly programme: ProgrammeView;
  readonly business: Business;
  /** Whoever begins has said that what the certificate names is still right. */
  readonly isKnown: boolean;
}) {
  const { t } = useTranslation('holding');
  const local = useLocal();
  const format = useFormat();
  const now = useNow();
  const navigate = useNavigate();
  const act = actOf(service);
  const params = { id: holding.id };
  const told = useCall(
    endpoints.holdings.consequences,
    { params, query: { act: act ?? 'renew' } },
    { enabled: act !== null, staleTime: 0 },
  );
  const open = useCommand(endpoints.applications.open, {
    refresh: [endpoints.applications.list, endpoints.holdings.list, endpoints.holdings.read],
    onSuccess: (view) => void navigate({ to: `/orders/${view.id}${view.stage === 'fill' ? '/application' : ''}` }),
  });
  const body = {
    programme: programme.code,
    project: holding.project,
    service: service.code,
    subject: holding.id,
  };
  const barred = told.data?.barred ?? null;
  const signedInWith = useSession().organisation?.certificate ?? null;
  const lacksSignIn = service.online.signIn === 'certificate' && signedInWith !== holding.serials.sign;
  return (
    <Panel tone="act" title={t('confirm.title')}>
      <p>{t(`what.${service.online.business}`)}</p>
      <Price lines={service.online.prices} today={format.shortDay(now)} />
      {act !== null && told.data && <Consequences of={told.data} />}
      <ProblemAlert problem={told.error} onRetry={() => void told.refetch()} />
      {closed !== null ? (
        <>
          <WhyClosed closed={closed} holding={holding} />
          <p>
            <Link to={`/certificates/${holding.id}`}>{t('signIn.toCertificate')}</Link>
          </p>
        </>
      ) : barred ? (
        <Notice kind="problem" title={local(barred.detail)}>
          <p>{local(barred.next)}</p>
        </Notice>
      ) : lacksSignIn ? (
        <WithCertificate service={local(service.label)} holding={holding.id} />
      ) : (
        <>
          <ProblemAlert problem={open.error} />
          <div className="buttons">
            <Button
              type="primary"
              size="large"
              loading={open.isPending}
              disabled={!isKnown || (act !== null && !told.data)}
              onClick={() => open.mutate({ body })}
            >
              {t('confirm.go', { service: local(service.label) })}
            </Button>
            <Link to={`/certificates/${holding.id}`}>{t('confirm.back')}</Link>
          </div>
          {!isKnown && <p>{t('confirm.known')}</p>}
          <p className="small quiet">{t('confirm.note')}</p>
        </>
      )}
    </Panel>
  );
}

/** Price lines of the service; what depends on the answers is fixed in the application. */
function Price({ lines, today }: { readonly lines: Business['service']['online']['prices']; readonly today: string }) {
  const { t } = useTranslation('holding');
  const local = useLocal();
  const format = useFormat();
  if (lines === null) return null;
  const inForce = lines.filter((one) => one.from <= today && (one.until === undefined || today < one.until));
  if (inForce.length === 0) return <p>{t('free')}</p>;
  return <Facts of={inForce.map((line) => [local(line.label), format.fen(line.fen)] as const)} />;
}
