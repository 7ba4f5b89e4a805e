import type { Answer } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../../shared/api/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { Facts, Notice, PageTitle, Panel } from '../../../shared/parts/index.ts';
import { useSession } from '../../../shared/session/index.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Go, useParam } from '../../parts/place.tsx';
import { DesignatePanel } from './designate-panel.tsx';
import { DesignationsPanel } from './designations-panel.tsx';
import { MatchPanel } from './match-panel.tsx';
import { ReturnPanel } from './return-panel.tsx';
import { TransferPanel } from './transfer-panel.tsx';

export type Remittance = Answer<typeof endpoints.remittances.read>;

/** One remittance: whose it is, what it pays, where it goes. */
export function RemittancePage() {
  const { t } = useTranslation('console-remittances');
  const id = useParam('id');
  const read = useCall(endpoints.remittances.read, { params: { id } });
  const { staff } = useSession();
  const acts = staff?.roles.includes('finance') ?? false;
  return (
    <>
      <PageTitle title={t('one')} above={<Go to="/remittances">{t('back')}</Go>}>
        {t('one')} <span className="code long">{read.data?.reference}</span>
      </PageTitle>
      <Answered query={read}>
        {(remittance) => (
          <>
            <Warnings of={remittance} />
            <FactsPanel of={remittance} />
            {acts && remittance.state === 'unmatched' && <MatchPanel remittance={remittance} />}
            {acts && remittance.belongsTo && remittance.state === 'undesignated' && (
              <TransferPanel remittance={remittance} to={remittance.belongsTo} />
            )}
            {acts && remittance.state === 'undesignated' && isUsable(remittance) && (
              <DesignatePanel key={remittance.leftFen} remittance={remittance} />
            )}
            <DesignationsPanel remittance={remittance} acts={acts} />
            <ReturnPanel remittance={remittance} acts={acts} />
          </>
        )}
      </Answered>
    </>
  );
}

/** Money at another company pays nothing of the orders; only what is owed to that company itself. */
const isUsable = (one: Remittance) => one.belongsTo === null || one.waiting.length > 0;

function Warnings({ of }: { readonly of: Remittance }) {
  const { t } = useTranslation('console-remittances');
  return (
    <>
      {of.mistyped && <Notice kind="problem" title={t('mistyped', { name: of.mistyped })} />}
      {of.belongsTo && <Notice kind="wait" title={t('belongsTo', { company: of.belongsTo.name })} />}
      {of.state === 'unmatched' && (
        <Notice kind="wait" title={of.organisation ? t('unmatchedPapers') : t('unmatchedNobody')} />
      )}
    </>
  );
}

function FactsPanel({ of }: { readonly of: Remittance }) {
  const { t } = useTranslation('console-remittances');
  const format = useFormat();
  return (
    <Panel title={t(`state.of.${of.state}`)}>
      <Facts
        of={[
          [t('amount'), format.fen(of.amountFen)],
          [t('left'), <b key="left">{format.fen(of.leftFen)}</b>],
          [t('payer'), of.thirdParty ? t('thirdParty', { name: of.payerName }) : of.payerName],
          [t('payerAccount'), of.payerAccount],
          [
            t('organisation'),
            of.organisation ? (
              <Go key="organisation" to={`/customer-accounts/${of.organisation.id}`}>
                {of.organisation.name} <span className="code">{of.organisation.creditCode}</span>
              </Go>
            ) : (
              t('nobody')
            ),
          ],
          [t('company'), of.company.name],
          [t('receivedOn'), of.receivedOn],
          [t('remark'), of.remark],
          [t('slip'), of.slip && t('paperOf', { name: of.slip.name, at: format.moment(of.slip.at) })],
          [t('purpose'), of.purpose && t('paperOf', { name: of.purpose.name, at: format.moment(of.purpose.at) })],
          [t('enteredBy'), t('paperOf', { name: of.entered.name, at: format.moment(of.entered.at) })],
          [
            t('origin'),
            of.originId && (
              <Go key="origin" to={`/remittances/${of.originId}`}>
                {t('originLink')}
              </Go>
            ),
          ],
        ]}
      />
    </Panel>
  );
}
