import type { StatusConsequences as Consequences } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice } from '../../shared/parts/index.ts';

/** What a change of status touches, before anything is confirmed: the pair, the medium, orders, other certificates. */
export function StatusConsequences({ of }: { readonly of: z.infer<typeof Consequences> }) {
  const { t } = useTranslation('console-office');
  const local = useLocal();
  const format = useFormat();
  if (of.barred)
    return (
      <Notice kind="problem" title={local(of.barred.detail)}>
        <p>{local(of.barred.next)}</p>
      </Notice>
    );
  return (
    <Notice kind="wait" title={t(`revoke.before.${of.act}`, { subject: of.subject })}>
      <ul>
        <li>
          {t('revoke.touches.pair', { count: of.certificates.length })}
          {of.certificates.map((one) => (
            <span key={one.serial} className="code small block">
              {one.serial} · {t(`certificate.use.${one.use}`)}
            </span>
          ))}
        </li>
        {of.mediumSerial && <li>{t('revoke.touches.medium', { medium: of.mediumSerial })}</li>}
        {of.openOrders.map((order) => (
          <li key={order.id}>
            {t('revoke.touches.order', { number: order.number, state: local(order.state) })}
            {order.paid && ` ${t('revoke.touches.paid')}`}
          </li>
        ))}
        {of.seals !== null && <li>{t('revoke.touches.seals', { count: of.seals })}</li>}
        {of.bindings !== null && of.bindings > 0 && <li>{t('revoke.touches.bindings', { count: of.bindings })}</li>}
        {of.othersTotal > 0 && <li>{t('revoke.touches.others', { count: of.othersTotal })}</li>}
        <li>{t('revoke.touches.when', { at: format.moment(of.listedBy) })}</li>
        {of.final && <li>{t('revoke.touches.forever')}</li>}
      </ul>
    </Notice>
  );
}
