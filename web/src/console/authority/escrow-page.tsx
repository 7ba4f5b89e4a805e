import { ESCROW_REQUEST_STATES, endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { EmptyState, Facts, PageTitle, Panel } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Answered } from '../parts/answered.tsx';
import { ChoiceFilter } from '../parts/filters.tsx';
import { Pager } from '../parts/pager.tsx';
import { oneOf, useAddress, usePageNumber } from '../parts/place.tsx';
import { EscrowCard } from './escrow-card.tsx';
import { EscrowDialog } from './escrow-dialog.tsx';

/** Escrowed encryption keys (密钥托管) and the requests of those who are entitled to one. */
export function EscrowPage() {
  const { t } = useTranslation('console-authority');
  const { staff } = useSession();
  const [asking, setAsking] = useState(false);
  const page = usePageNumber();
  const status = oneOf(ESCROW_REQUEST_STATES, useAddress().get('status'));
  const state = useCall(endpoints.escrow.state, {});
  const requests = useCall(endpoints.escrow.list, { query: { page, status } }, { keepFormer: true });
  const mayAsk = staff?.roles.some((role) => role === 'customer-service' || role === 'back-office') ?? false;
  return (
    <>
      <PageTitle title={t('escrow.title')} lead={t('escrow.lead')}>
        {t('escrow.title')}
      </PageTitle>
      <Panel title={t('escrow.state')}>
        <Answered query={state}>
          {(answer) => (
            <Facts
              of={[
                [t('escrow.inUse'), String(answer.inUse)],
                [t('escrow.history'), String(answer.history)],
                [t('escrow.ready'), t('escrow.readyOf', { ready: answer.ready, target: answer.readyTarget })],
                [t('escrow.former'), answer.underFormerKey > 0 ? String(answer.underFormerKey) : null],
                [t('escrow.needed'), String(answer.approvalsNeeded)],
              ]}
            />
          )}
        </Answered>
      </Panel>
      <div className="tools">
        {mayAsk && <Button onClick={() => setAsking(true)}>{t('escrow.ask')}</Button>}
        <ChoiceFilter
          name="status"
          label={t('ceremony.status')}
          all={t('all')}
          options={ESCROW_REQUEST_STATES.map((value) => ({ value, label: t(`escrow.of.${value}`) }))}
        />
      </div>
      {asking && <EscrowDialog onClose={() => setAsking(false)} />}
      <Answered query={requests}>
        {(answer) => (
          <>
            {answer.items.length === 0 && <EmptyState title={t('escrow.empty')} />}
            {answer.items.map((one) => (
              <EscrowCard key={one.id} request={one} />
            ))}
            <Pager page={answer.page} size={answer.size} total={answer.total} />
          </>
        )}
      </Answered>
    </>
  );
}
