import { endpoints, type STOCK_MOVES } from '@yinxin/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { Field } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Facts, Notice, PageTitle, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Answered } from '../parts/answered.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Grid } from '../parts/grid.tsx';
import { Go, useParam } from '../parts/place.tsx';

const { detail, move } = endpoints.consoleMedia;
type Move = (typeof STOCK_MOVES)[number];
const MOVERS = ['production', 'shipping', 'administrator'] as const;

/** One medium: its history, and what this member of staff may do with it. */
export function MediumPage() {
  const { t } = useTranslation('console-production');
  const format = useFormat();
  const { staff } = useSession();
  const serial = useParam('serial');
  const [asked, setAsked] = useState<Move | null>(null);
  const medium = useCall(detail, { params: { serial } });
  const moves = staff?.roles.some((role) => MOVERS.some((one) => one === role)) ?? false;
  return (
    <>
      <PageTitle title={t('medium.title')} above={<Go to="/media">{t('medium.back')}</Go>}>
        {t('medium.title')} <span className="code">{serial}</span>
      </PageTitle>
      <Answered query={medium}>
        {(found) => (
          <>
            <Panel title={t('medium.now')}>
              <Facts
                of={[
                  [t('medium.state'), t(`console-desks:media.of.${found.state}`)],
                  [t('stock.kind'), `${t(`stock.kinds.${found.kind}`)} ${found.model}`],
                  [t('medium.order'), found.applicationNumber],
                  [t('medium.reason'), found.spoiledReason],
                ]}
              />
              {found.state === 'spoiled' && <Notice kind="info" title={t('medium.twoNames')} />}
              {moves && (
                <div className="buttons">
                  {found.moves.map((one) => (
                    <Button key={one} danger={one === 'destroy' || one === 'spoil'} onClick={() => setAsked(one)}>
                      {t(`medium.moves.${one}`)}
                    </Button>
                  ))}
                </div>
              )}
            </Panel>
            <Panel title={t('medium.history')}>
              <Grid
                caption={t('medium.history')}
                rows={found.history.map((entry, at) => ({ ...entry, key: String(at) }))}
                keyOf={(row) => row.key}
                empty={t('medium.noHistory')}
                columns={[
                  { key: 'at', label: t('medium.at'), of: (row) => format.moment(row.at) },
                  { key: 'move', label: t('medium.move'), of: (row) => t(`medium.moves.${row.move}`) },
                  {
                    key: 'by',
                    label: t('medium.by'),
                    of: (row) => (row.by === 'system' ? t('medium.hall') : row.name),
                  },
                  { key: 'note', label: t('medium.note'), of: (row) => row.note ?? '' },
                ]}
              />
            </Panel>
            {asked && <Ask serial={serial} move={asked} onClose={() => setAsked(null)} />}
          </>
        )}
      </Answered>
    </>
  );
}

function Ask({
  serial,
  move: what,
  onClose,
}: {
  readonly serial: string;
  readonly move: Move;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('console-production');
  const [note, setNote] = useState('');
  const make = useCommand(move, {
    refresh: [detail, endpoints.production.media, endpoints.mediaStock.overview],
    onSuccess: onClose,
  });
  return (
    <Dialog title={t(`medium.moves.${what}`)} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ params: { serial }, body: { move: what, note: note.trim() } });
        }}
      >
        {what === 'destroy' && <Notice kind="wait" title={t('medium.destroyText')} />}
        <Field label={t('medium.note')}>
          {(ids) => (
            <Input
              {...ids}
              required
              minLength={2}
              maxLength={200}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <ProblemAlert problem={make.error} />
        <Button type="primary" danger={what === 'destroy'} htmlType="submit" loading={make.isPending}>
          {t(`medium.moves.${what}`)}
        </Button>
      </form>
    </Dialog>
  );
}
