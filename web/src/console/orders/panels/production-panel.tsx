import type { StaffApplicationView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/format.ts';
import { Facts, Panel } from '../../../shared/parts/index.ts';
import { useSession } from '../../../shared/session/index.tsx';
import { Go } from '../../parts/place.tsx';

/** Medium, password card and certificates of the order; the maker's way to the stepper. */
export function ProductionPanel({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const format = useFormat();
  const { staff } = useSession();
  const { production } = order;
  if (production.status === 'not-yet') return null;
  const mayMake = order.stage === 'production' && !order.void && staff?.roles.includes('production');
  return (
    <Panel title={t('production.title')} tone={mayMake ? 'act' : 'plain'}>
      <Facts
        of={[
          [t('production.status'), t(`production.of.${production.status}`)],
          [t('production.medium'), production.mediumSerial && <span className="code">{production.mediumSerial}</span>],
          [t('production.card'), production.passwordCard && <span className="code">{production.passwordCard}</span>],
          [t('production.madeAt'), production.madeAt && format.moment(production.madeAt)],
          ...production.certificates.map(
            (one) =>
              [
                t(`production.use.${one.use}`),
                <span key={one.serial}>
                  <Go to={`/certificates?q=${one.serial}`} className="code">
                    {one.serial}
                  </Go>
                  <span className="block small quiet">
                    {t('production.valid', { from: format.day(one.notBefore), until: format.day(one.notAfter) })}
                  </span>
                </span>,
              ] as const,
          ),
        ]}
      />
      {mayMake && (
        <p>
          <Go to={`/production/${order.id}`} className="button-link">
            {t('production.go')}
          </Go>
        </p>
      )}
    </Panel>
  );
}
