import type { CertificateHappening } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useFormat } from '../../shared/format.ts';
import { Panel } from '../../shared/parts/index.ts';

/** What happened to a certificate, oldest first, and whether the journal outside the database knows it too. */
export function CertificateHistory({ of }: { readonly of: readonly z.infer<typeof CertificateHappening>[] }) {
  const { t } = useTranslation('console-authority');
  const format = useFormat();
  return (
    <Panel title={t('history.title')}>
      <ol className="timeline">
        {of.map((one) => (
          <li key={`${one.at} ${one.kind} ${one.requestId ?? ''}`}>
            <time dateTime={one.at}>{format.moment(one.at)}</time>
            <p>
              {one.act
                ? t(`history.act.${one.kind}.${one.act}`, t(`history.of.${one.kind}`))
                : t(`history.of.${one.kind}`)}
              {one.reason && <span className="code small"> {one.reason}</span>}
            </p>
            {one.note && <p className="small">{one.note}</p>}
            <span className="small quiet">
              {one.by ?? t('history.system')}
              {one.journalled && ` · ${t('history.journalled')}`}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
