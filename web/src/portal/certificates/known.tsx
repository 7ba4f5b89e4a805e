import { Link } from '@tanstack/react-router';
import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { codeOf, useCall } from '../../shared/api/index.ts';
import { shownValue } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Facts, Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { shownCode } from '../parts/organisation-code-field.tsx';
import type { Business, Holding } from './businesses.ts';

export const BLOCKS = ['organisation', 'handling', 'recipient'] as const;
export type Block = (typeof BLOCKS)[number];

/**
 * What is known already, block by block with the question whether it is still right: nothing is typed again. What the
 * certificate itself says changes by a change, not by a renewal.
 */
export function Known({
  holding,
  change,
  confirmed,
  onConfirm,
}: {
  readonly holding: Holding;
  /** The business that changes what the certificate says, where it is offered. */
  readonly change: Business | undefined;
  readonly confirmed: ReadonlySet<Block>;
  readonly onConfirm: (confirmed: ReadonlySet<Block>) => void;
}) {
  const { t } = useTranslation('renewal');
  const local = useLocal();
  const order = useCall(endpoints.applications.read, { params: { id: holding.applicationId } });
  const view = order.data;
  // A certificate whose order is not this account's is known by itself alone.
  if (!view && codeOf(order.error) !== 'ORDER_NOT_FOUND')
    return <ProblemAlert problem={order.error} onRetry={() => void order.refetch()} />;
  const recipient = view?.delivery.recipient;
  const facts = {
    organisation: [
      [t('known.name'), holding.organisationName],
      ...(view ? [[t('known.code'), shownCode(view.organisation.creditCode)]] : []),
    ],
    handling: (view?.fields ?? [])
      .filter(({ value }) => value !== null && value !== '')
      .map(({ spec, value }) => [local(spec.label), local(shownValue(spec, value ?? ''))]),
    recipient: recipient
      ? [
          [t('known.recipient'), `${recipient.name} ${recipient.mobile}`],
          [t('known.address'), recipient.address],
        ]
      : [],
  } satisfies Record<Block, readonly (readonly string[])[]>;
  return (
    <Panel title={t('known.title')}>
      <Suggested serial={holding.serials.sign} />
      {BLOCKS.filter((block) => facts[block].length > 0).map((block) => (
        <section key={block} aria-label={t(`known.block.${block}`)}>
          <h3>{t(`known.block.${block}`)}</h3>
          <Facts of={facts[block].map(([label = '', value = '']) => [label, value] as const)} />
          <label className="check">
            <input
              type="checkbox"
              checked={confirmed.has(block)}
              onChange={(event) =>
                onConfirm(
                  new Set(event.target.checked ? [...confirmed, block] : [...confirmed].filter((one) => one !== block)),
                )
              }
            />
            <span>{t('known.right')}</span>
          </label>
          {block === 'organisation' && change?.closed === null && (
            <p className="small">
              {t('known.changed')}{' '}
              <Link to={`/certificates/${holding.id}/${change.service.code}`}>{local(change.service.label)}</Link>
            </p>
          )}
          {block !== 'organisation' && <p className="small quiet">{t('known.later')}</p>}
        </section>
      ))}
    </Panel>
  );
}

/** When to renew, so that not everybody comes on the last day. */
function Suggested({ serial }: { readonly serial: string }) {
  const { t } = useTranslation('renewal');
  const local = useLocal();
  const format = useFormat();
  const info = useCall(endpoints.renewal.info, { params: { serial } }).data;
  if (!info?.suggestedWindow) return null;
  const { start, end } = info.suggestedWindow;
  return (
    <Notice kind="info" title={local(info.explanation.text)}>
      <p>{t('known.window', { from: format.day(start), to: format.day(end) })}</p>
    </Notice>
  );
}
