import { endpoints } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useKept } from '../../shared/kept.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Dialog, Markdown, Panel } from '../../shared/parts/index.ts';

const CLOSED = 'yinxin-announcements-closed';

function useAnnouncements() {
  return useCall(endpoints.announcements.current, {}, { staleTime: 300_000 }).data?.items ?? [];
}
type One = ReturnType<typeof useAnnouncements>[number];

function Words({ one }: { readonly one: One }) {
  const { t } = useTranslation('announcements');
  const local = useLocal();
  const format = useFormat();
  const day = (value: string) => format.day(`${value}T12:00:00+08:00`);
  return (
    <>
      <Markdown source={local(one.text)} />
      <p className="small quiet">
        {one.until === null
          ? t('from', { from: day(one.from) })
          : t('between', { from: day(one.from), until: day(one.until) })}
      </p>
    </>
  );
}

/**
 * What is announced about a programme, once in a session, in a window over its pages (IT-15). It is closed with one press,
 * says that everything behind it is open then, and does not come again.
 */
export function AnnouncementWindow({ programme }: { readonly programme: string }) {
  const { t } = useTranslation('announcements');
  const local = useLocal();
  const [closed, setClosed] = useKept(CLOSED, z.array(z.string()), []);
  const items = useAnnouncements().filter(
    ({ id, programmes }) => !closed.includes(id) && (programmes.length === 0 || programmes.includes(programme)),
  );
  if (items.length === 0) return null;
  return (
    <Dialog title={t('title')} onClose={() => setClosed([...closed, ...items.map(({ id }) => id)])} wide>
      {items.map((one) => (
        <section key={one.id}>
          <h3>{local(one.title)}</h3>
          <Words one={one} />
        </section>
      ))}
      <p>{t('behind')}</p>
    </Dialog>
  );
}

/** Everything that is announced now, to be read again. */
export function AnnouncementList() {
  const { t } = useTranslation('announcements');
  const local = useLocal();
  const items = useAnnouncements();
  if (items.length === 0) return null;
  return (
    <Panel title={t('title')}>
      {items.map((one) => (
        <details key={one.id}>
          <summary>{local(one.title)}</summary>
          <Words one={one} />
        </details>
      ))}
    </Panel>
  );
}
