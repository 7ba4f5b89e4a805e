import { useQuery } from '@tanstack/react-query';
import { addressOf, call } from '@yinxin/client';
import { endpoints, type StaffApplicationView } from '@yinxin/contract';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transport } from '../../../shared/api/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { useLocal } from '../../../shared/language/index.ts';
import { EmptyState, PdfLink, SealScan } from '../../../shared/parts/index.ts';
import { Answered } from '../../parts/answered.tsx';
import { ImagePage } from './image-page.tsx';
import { PLAIN_VIEW, rotate, zoomIn, zoomOut } from './view.ts';

/** The PDF reader is large; only reviewers who open a PDF load it. */
const PdfPages = lazy(() => import('./pdf-pages.tsx'));
type Material = StaffApplicationView['materials'][number];

/** The uploaded document of one material, to read beside the fields: zoom, turn, open alone. */
export function DocumentViewer({ orderId, material }: { readonly orderId: string; readonly material: Material }) {
  const { t } = useTranslation('console-order');
  const local = useLocal();
  const format = useFormat();
  const [view, setView] = useState(PLAIN_VIEW);
  const { file } = material;
  const params = { id: orderId, material: material.code };
  const blob = useQuery({
    // The digest names the very file: a replaced upload is fetched anew, the same one only once (each look is logged).
    queryKey: [endpoints.consoleApplications.material.path, params, file?.sha256],
    queryFn: async ({ signal }) => call(transport, endpoints.consoleApplications.material, { params, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: file !== null,
  });
  if (!file) return <EmptyState title={t('viewer.missing', { material: local(material.label) })} />;
  return (
    <section className="viewer" aria-label={t('viewer.label', { material: local(material.label) })}>
      <div className="viewer-tools">
        <Button size="small" onClick={() => setView(zoomOut(view))} aria-label={t('viewer.out')}>
          −
        </Button>
        <span className="viewer-zoom">{Math.round(view.zoom * 100)}%</span>
        <Button size="small" onClick={() => setView(zoomIn(view))} aria-label={t('viewer.in')}>
          +
        </Button>
        <Button size="small" onClick={() => setView(rotate(view))}>
          {t('viewer.rotate')}
        </Button>
        <Button size="small" onClick={() => setView(PLAIN_VIEW)}>
          {t('viewer.fit')}
        </Button>
        <PdfLink href={addressOf(endpoints.consoleApplications.material.path, { params })}>{t('viewer.open')}</PdfLink>
      </div>
      <Answered query={blob}>
        {(document) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
          <section className="viewer-page" tabIndex={0} aria-label={file.name}>
            {file.mediaType === 'application/pdf' ? (
              <Suspense fallback={<p role="status">{t('viewer.loading')}</p>}>
                <PdfPages document={document} view={view} label={local(material.label)} />
              </Suspense>
            ) : (
              <ImagePage image={document} view={view} label={local(material.label)} />
            )}
          </section>
        )}
      </Answered>
      {file.seal && (
        <SealScan
          raw={addressOf(endpoints.consoleApplications.material.path, { params })}
          cleaned={addressOf(endpoints.sealScans.staff.path, { params })}
          seal={file.seal}
        />
      )}
      <p className="small quiet">
        {t('viewer.file', {
          name: file.name,
          size: format.bytes(file.bytes),
          at: format.moment(file.uploadedAt),
        })}
        {file.outdated && <b> {t('viewer.outdated')}</b>}
      </p>
    </section>
  );
}
