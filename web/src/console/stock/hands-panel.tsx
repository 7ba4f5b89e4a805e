import { endpoints } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { Act } from '../parts/act.tsx';
import { serialsIn } from './serials.ts';
import { SerialsField } from './serials-field.tsx';

const { handOut, handBack, transfer, overview } = endpoints.mediaStock;

/** Media an operator takes out or brings back, signing for them by being signed in; or moved to another place. */
export function HandsPanel() {
  const { t } = useTranslation('console-production');
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState('');
  const options = { refresh: [overview, endpoints.production.media], onSuccess: () => setTyped('') };
  const out = useCommand(handOut, options);
  const back = useCommand(handBack, options);
  const move = useCommand(transfer, options);
  const serials = [...serialsIn(typed)];
  const why = serials.length > 0 ? null : t('stock.scanFirst');
  const done = [out, back, move].find((one) => one.isSuccess)?.data;
  const start = (run: () => void) => () => {
    for (const one of [out, back, move]) one.reset();
    run();
  };
  return (
    <Panel title={t('stock.handTitle')}>
      <p className="small quiet">{t('stock.handText')}</p>
      <SerialsField value={typed} onChange={setTyped} />
      <ProblemAlert problem={out.error ?? back.error ?? move.error} />
      {done && serials.length === 0 && (
        <Notice kind="good" title={t('stock.handed', { count: done.count })} live="polite" />
      )}
      <div className="buttons">
        <Act primary why={why} loading={out.isPending} onClick={start(() => out.mutate({ body: { serials } }))}>
          {t('stock.out')}
        </Act>
        <Act why={why} quietWhy loading={back.isPending} onClick={start(() => back.mutate({ body: { serials } }))}>
          {t('stock.back')}
        </Act>
      </div>
      <Field label={t('stock.toPlace')}>
        {(ids) => <Input {...ids} maxLength={40} value={place} onChange={(event) => setPlace(event.target.value)} />}
      </Field>
      <Act
        why={why ?? (place.trim() === '' ? t('stock.namePlace') : null)}
        quietWhy={why !== null}
        loading={move.isPending}
        onClick={start(() => move.mutate({ body: { serials, place: place.trim() } }))}
      >
        {t('stock.transfer')}
      </Act>
    </Panel>
  );
}
