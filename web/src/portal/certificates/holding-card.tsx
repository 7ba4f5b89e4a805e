import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLocal } from '../../shared/language/index.ts';
import { Panel } from '../../shared/parts/index.ts';
import type { Holding } from './businesses.ts';
import { HoldingFacts, HoldingState } from './holding-facts.tsx';
import { Needs } from './needs.tsx';

/** One held certificate in the list: the most urgent need first, then what it is. */
export function HoldingCard({ holding }: { readonly holding: Holding }) {
  const { t } = useTranslation('holding');
  const local = useLocal();
  return (
    <Panel title={local(holding.projectName)} aside={<HoldingState status={holding.status} />}>
      <Needs holding={holding} />
      <HoldingFacts holding={holding} />
      <Link to={`/certificates/${holding.id}`} className="button-link">
        {t('open')}
        <span className="hidden-visually">{`${t('common:colon')}${local(holding.projectName)} ${holding.applicationNumber}`}</span>
      </Link>
    </Panel>
  );
}
