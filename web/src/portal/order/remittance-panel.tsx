import { type ApplicationView, endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Facts, Notice, Panel } from '../../shared/parts/index.ts';

/** The one account an order is paid into by remittance, how much has come, and how its name is mistyped (IT-28, IT-29). */
export function RemittancePanel({ view }: { readonly view: ApplicationView }) {
  const { t } = useTranslation('order');
  const format = useFormat();
  const due = view.paymentState === 'awaiting' && !view.void;
  const found = useCall(endpoints.remittances.payeeOf, { params: { id: view.id } }, { enabled: due }).data;
  if (!due || !found || (found.payee === null && !found.unserved)) return null;
  if (found.payee === null) return <Notice kind="problem" title={t('remit.unserved')} />;
  const { company, bank, account, fax } = found.payee;
  return (
    <Panel title={t('remit.title')}>
      <Facts
        of={[
          [
            t('pay.transfer.name'),
            <span key="company">
              {company} <Copy text={company} />
            </span>,
          ],
          [
            t('pay.transfer.number'),
            <span key="account" className="code">
              {account} <Copy text={account} />
            </span>,
          ],
          [t('pay.transfer.bank'), bank],
          [t('pay.transfer.amount'), format.fen(view.price.totalFen)],
          [t('pay.transfer.remark'), view.number],
          [t('remit.come'), found.designatedFen > 0 ? format.fen(found.designatedFen) : null],
          [t('remit.fax'), fax],
        ]}
      />
      {found.mistyped.length > 0 && (
        <Notice kind="wait" title={t('remit.mistyped', { wrong: found.mistyped.join(' / ') })}>
          <p>{t('remit.mistypedNext')}</p>
        </Notice>
      )}
      <p className="small">{t('remit.third')}</p>
    </Panel>
  );
}

function Copy({ text }: { readonly text: string }) {
  const { t } = useTranslation('order');
  const [copied, setCopied] = useState(false);
  return (
    <Button
      size="small"
      aria-label={t('remit.copyOf', { text })}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      {copied ? t('remit.copied') : t('remit.copy')}
    </Button>
  );
}
