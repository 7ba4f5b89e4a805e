import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist';
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../shared/parts/index.ts';
import type { View } from './view.ts';

GlobalWorkerOptions.workerSrc = worker;

/**
 * The pages of an uploaded PDF, drawn by us: the browser's own reader is a plug-in, which our content security policy
 * forbids, and scripts inside the file never run.
 */
export default function PdfPages({
  document,
  view,
  label,
}: {
  readonly document: Blob;
  readonly view: View;
  readonly label: string;
}) {
  const { t } = useTranslation('console-order');
  const [pages, setPages] = useState<readonly PDFPageProxy[]>([]);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    let opened: PDFDocumentProxy | null = null;
    async function read() {
      const data = new Uint8Array(await document.arrayBuffer());
      opened = await getDocument({ data, useWasm: false, enableXfa: false }).promise;
      const found: PDFPageProxy[] = [];
      for (let number = 1; number <= opened.numPages; number += 1) found.push(await opened.getPage(number));
      if (!gone) setPages(found);
    }
    read().catch(() => {
      if (!gone) setFailed(true);
    });
    return () => {
      gone = true;
      void opened?.loadingTask.destroy();
    };
  }, [document]);
  if (failed) return <Notice kind="problem" title={t('viewer.unreadable')} />;
  if (pages.length === 0) return <p role="status">{t('viewer.loading')}</p>;
  return pages.map((page) => (
    <PdfPage key={page.pageNumber} page={page} view={view} label={`${label} ${page.pageNumber}/${pages.length}`} />
  ));
}

function PdfPage({ page, view, label }: { readonly page: PDFPageProxy; readonly view: View; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    const frame = target?.parentElement;
    if (!target || !frame) return;
    const rotation = (page.rotate + view.turn) % 360;
    const plain = page.getViewport({ scale: 1, rotation });
    const width = Math.max(200, (frame.clientWidth - 8) * view.zoom);
    const viewport = page.getViewport({ scale: (width / plain.width) * window.devicePixelRatio, rotation });
    target.width = viewport.width;
    target.height = viewport.height;
    target.style.width = `${width}px`;
    const drawing = page.render({ canvas: target, viewport });
    drawing.promise.catch(() => {
      // A new zoom cancels the drawing that was under way.
    });
    return () => drawing.cancel();
  }, [page, view]);
  return <canvas ref={canvas} role="img" aria-label={label} className="viewer-pdf" />;
}
