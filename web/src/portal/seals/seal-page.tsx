import { Link, useParams } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Facts, Notice, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { BusinessList } from '../certificates/business-list.tsx';
import { SealPicture, SealState } from './seal-parts.tsx';

/** One seal: picture, the certificate it belongs to, what can be done about it, what happened to it. */
export function SealPage() {
  const { t } = useTranslation('organisation');
  const format = useFormat();
  const { id = '' } = useParams({ strict: false });
  const answer = useCall(endpoints.seals.read, { params: { id } });
  const seal = answer.data;
  const held = useCall(
    endpoints.holdings.read,
    { params: { id: seal?.holdingId ?? id } },
    { enabled: seal !== undefined },
  );
  const above = (
    <p className="crumbs">
      <Link to="/seals">{t('seals.back')}</Link>
    </p>
  );
  if (!seal)
    return (
      <>
        <PageTitle title={t('seals.title')} above={above}>
          {t('seals.title')}
        </PageTitle>
        <ProblemAlert problem={answer.error} onRetry={() => void answer.refetch()} />
        {answer.isPending && <p role="status">{t('common:loading')}</p>}
      </>
    );
  const { replaces } = seal;
  return (
    <>
      <PageTitle title={seal.name} above={above}>
        {seal.name}
      </PageTitle>
      <p className="order-line">
        <SealState status={seal.status} />
      </p>
      <div className="two">
        <div>
          {['made', 'suspended', 'stopped', 'changed'].includes(seal.status) && (
            <Notice
              kind={seal.status === 'made' ? 'wait' : 'info'}
              title={t(`seals.told.${seal.status}`)}
              action={
                seal.status === 'made' && <Link to={`/orders/${seal.applicationId}`}>{t('holding:toOrder')}</Link>
              }
            />
          )}
          <Panel title={t('seals.picture')}>
            <p className="seal-sheet">
              <SealPicture seal={seal} />
            </p>
            <p className="small quiet">{t('seals.size', { width: seal.picture.width, height: seal.picture.height })}</p>
            <Facts
              of={[
                [t('seals.sort'), t(`seals.sorts.${sortOf(seal.sort)}`)],
                [t('seals.owner'), seal.organisationName],
                [
                  t('seals.certificate'),
                  <Link key="c" to={`/certificates/${seal.holdingId}`} className="wrap-code">
                    {seal.certificateSerial}
                  </Link>,
                ],
                [
                  t('seals.valid'),
                  t('holding:fromTo', { from: format.day(seal.validFrom), to: format.day(seal.validTo) }),
                ],
                [
                  t('holding:order'),
                  <Link key="o" to={`/orders/${seal.applicationId}`}>
                    {seal.applicationNumber}
                  </Link>,
                ],
                replaces && [
                  t('seals.replaces'),
                  <Link key="r" to={`/seals/${replaces}`}>
                    {t('holding:see')}
                  </Link>,
                ],
              ]}
            />
          </Panel>
          <Panel title={t('seals.businesses')}>
            {held.data ? (
              <BusinessList holding={held.data} only={['seal-apply', 'seal-change']} />
            ) : (
              <ProblemAlert problem={held.error} />
            )}
          </Panel>
        </div>
        <aside className="side" aria-label={t('holding:history')}>
          <Panel title={t('holding:history')}>
            <ol className="timeline">
              {seal.history.toReversed().map((one) => (
                <li key={`${one.at} ${one.move}`}>
                  <p>{t(`seals.moves.${one.move}`)}</p>
                  <p className="small quiet">
                    {format.moment(one.at)} · {t(`holding:by.${one.by}`)}
                  </p>
                </li>
              ))}
            </ol>
          </Panel>
        </aside>
      </div>
    </>
  );
}

const SORTS = ['official', 'contract', 'finance', 'invoice', 'legal-person'] as const;
const sortOf = (code: string) => SORTS.find((one) => one === code) ?? 'other';
