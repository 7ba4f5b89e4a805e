import { endpoints, type StaffApplicationView } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../../shared/api/index.ts';
import { CodeField, ParcelForm } from '../../../shared/form/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { Facts, Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { Act } from '../../parts/act.tsx';
import { Answered } from '../../parts/answered.tsx';
import { useOffer } from '../../programmes.ts';

const { provision, pair, unpair, send } = endpoints.consoleSelfService;
const REFRESH = [provision, endpoints.consoleApplications.read, endpoints.consoleApplications.queues];
type Given = NonNullable<ReturnType<typeof useCall<typeof provision>>['data']>;

/** Blank media for the holder to write: paired one by one, then posted together (BJ-03, BJ-19). */
export function ProvisionPanel({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const concerned = order.stages.some((stage) => stage.kind === 'provision');
  const reached = order.stage === 'provision' || order.provision.providedAt !== null;
  const found = useCall(provision, { params: { id: order.id } }, { enabled: concerned && reached });
  if (!concerned || !reached) return null;
  const open = order.stage === 'provision' && !order.void;
  return (
    <Panel title={t('provision.title')} tone={open ? 'act' : 'plain'}>
      <Answered query={found}>{(given) => <Media order={order} given={given} open={open} />}</Answered>
    </Panel>
  );
}

function Media({
  order,
  given,
  open,
}: {
  readonly order: StaffApplicationView;
  readonly given: Given;
  readonly open: boolean;
}) {
  const { t } = useTranslation('console-order');
  const format = useFormat();
  const local = useLocal();
  const out = useCommand(unpair, { refresh: REFRESH });
  return (
    <>
      <Facts
        of={[
          [t('provision.wanted'), t('provision.count', { paired: given.items.length, wanted: given.wanted })],
          [t('provision.contents'), given.contents.map((one) => local(one.label)).join(' · ')],
          [t('provision.parcel'), given.sent && `${given.sent.carrier} ${given.sent.trackingNumber}`],
          [t('provision.sentAt'), given.sent && format.moment(given.sent.at)],
        ]}
      />
      <ProblemAlert problem={out.error} />
      <ul className="provided">
        {given.items.map((item) => (
          <li key={item.mediumSerial}>
            <span className="code">{item.mediumSerial}</span>
            {item.passwordCard !== null && <span className="code"> · {item.passwordCard}</span>}{' '}
            {open && (
              <Act
                small
                why={null}
                loading={out.isPending}
                onClick={() =>
                  out.mutate({
                    params: { id: order.id },
                    body: { mediumSerial: item.mediumSerial, spoiled: false, reason: t('provision.takenOut') },
                  })
                }
              >
                {t('provision.takeOut')}
              </Act>
            )}
          </li>
        ))}
      </ul>
      {open && given.items.length < given.wanted && <PairForm order={order} withCard={given.withPasswordCards} />}
      {open && given.items.length === given.wanted && <SendForm order={order} />}
    </>
  );
}

function PairForm({ order, withCard }: { readonly order: StaffApplicationView; readonly withCard: boolean }) {
  const { t } = useTranslation('console-order');
  const [serial, setSerial] = useState('');
  const [card, setCard] = useState('');
  const act = useCommand(pair, {
    refresh: REFRESH,
    onSuccess: () => {
      setSerial('');
      setCard('');
    },
  });
  const complete = serial.trim() !== '' && (!withCard || card.trim() !== '');
  const give = () => {
    const mediumSerial = serial.trim();
    const body = withCard ? { mediumSerial, passwordCard: card.trim() } : { mediumSerial };
    act.mutate({ params: { id: order.id }, body });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) give();
      }}
    >
      <CodeField label={t('provision.serial')} hint={t('provision.serialHint')} value={serial} onChange={setSerial} />
      {withCard && (
        <CodeField label={t('provision.card')} hint={t('provision.cardHint')} value={card} onChange={setCard} />
      )}
      <ProblemAlert problem={act.error} />
      <Act primary why={complete ? null : t('provision.scanFirst')} loading={act.isPending} onClick={give}>
        {t('provision.pair')}
      </Act>
    </form>
  );
}

function SendForm({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const local = useLocal();
  const courier = useOffer(order).programme?.courier;
  const act = useCommand(send, { refresh: REFRESH });
  return (
    <ParcelForm
      labels={{ carrier: t('delivery.carrier'), tracking: t('delivery.tracking') }}
      usual={courier ? local(courier.name) : ''}
      onSend={(parcel) => act.mutate({ params: { id: order.id }, body: parcel })}
    >
      {(parcel, give) => (
        <>
          <ProblemAlert problem={act.error} />
          <Act primary why={parcel ? null : t('delivery.incomplete')} loading={act.isPending} onClick={give}>
            {t('provision.send')}
          </Act>
        </>
      )}
    </ParcelForm>
  );
}
