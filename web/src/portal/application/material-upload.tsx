import { type ApplicationView, endpoints, type MaterialView } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCommand } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { FileDrop, Notice, PdfLink, ProblemAlert, SealScan } from '../../shared/parts/index.ts';
import { useAdoptOrder, useOrderCommand } from '../parts/use-order.ts';

/** One material: what it must be, what lies there, why it came back, and the place to put a new file. */
export function MaterialUpload({
  view,
  material,
  accept,
  flush,
}: {
  readonly view: ApplicationView;
  readonly material: z.infer<typeof MaterialView>;
  readonly accept: readonly string[];
  readonly flush: () => Promise<boolean>;
}) {
  const { t } = useTranslation('application');
  const local = useLocal();
  const format = useFormat();
  const adopt = useAdoptOrder();
  const [progress, setProgress] = useState<number | null>(null);
  const [isUnsaved, setUnsaved] = useState(false);
  const attach = useCommand(endpoints.applications.attach, { onSuccess: adopt, onProgress: setProgress });
  const remove = useOrderCommand();
  const params = { id: view.id, material: material.code };
  const { file } = material;
  const status = file?.outdated ? 'outdated' : material.status;

  async function send(chosen: File) {
    // The file must belong to what is written; unsaved fields go first.
    const isSaved = await flush();
    setUnsaved(!isSaved);
    if (!isSaved) return;
    setProgress(0);
    const sent = { name: chosen.name, mediaType: chosen.type || 'application/octet-stream', bytes: chosen };
    attach.mutate({ params, files: [sent] }, { onSettled: () => setProgress(null) });
  }
  if (material.object !== 'document') {
    return (
      <li id={`material-${material.code}`} tabIndex={-1}>
        <h3>
          {local(material.label)}
          <span className="tag">{t('material.toPost')}</span>
        </h3>
        <p className="quiet">{local(material.guidance)}</p>
        <p>{t('material.toPostText')}</p>
      </li>
    );
  }
  return (
    <li id={`material-${material.code}`} tabIndex={-1}>
      <h3>
        {local(material.label)}
        <span className={`tag tag-${status}`}>{t(`material.${status}`)}</span>
        {!material.required && <span className="tag">{t('material.optional')}</span>}
      </h3>
      <p className="quiet">{local(material.guidance)}</p>
      {material.fault && (
        <Notice kind="problem" title={t('returned', { reason: local(material.fault.label) })}>
          <p>{local(material.fault.whatToDo)}</p>
          {material.fault.note && <p>{t('note', { note: material.fault.note })}</p>}
        </Notice>
      )}
      {file?.outdated && (
        <Notice kind="wait" title={t('material.outdatedTitle')}>
          <p>{t('material.outdatedNext')}</p>
        </Notice>
      )}
      {file && (
        <p>
          <PdfLink href={`/api/applications/${view.id}/materials/${material.code}/file`}>{file.name}</PdfLink>{' '}
          <span className="small quiet">
            {format.bytes(file.bytes)}
            {file.pages !== null && ` · ${t('material.pages', { count: file.pages })}`} ·{' '}
            {format.moment(file.uploadedAt)}
          </span>
        </p>
      )}
      {file?.seal && (
        <SealScan
          raw={`/api/applications/${view.id}/materials/${material.code}/file`}
          cleaned={`/api/applications/${view.id}/materials/${material.code}/seal`}
          seal={file.seal}
        />
      )}
      {isUnsaved && <Notice kind="problem" title={t('material.unsaved')} live="assertive" />}
      <ProblemAlert problem={attach.error} />
      <ProblemAlert problem={remove.error} />
      {attach.isSuccess && !attach.isPending && file && (
        <p role="status" className="finding">
          {t('material.received', { name: file.name })}
        </p>
      )}
      {material.open && (
        <>
          <FileDrop
            label={t(file ? 'material.replace' : 'material.choose', { material: local(material.label) })}
            accept={accept}
            progress={progress}
            onFile={(chosen) => void send(chosen)}
          />
          {file && material.status === 'attached' && (
            <Button
              type="link"
              size="small"
              loading={remove.isPending}
              onClick={() =>
                remove.mutate({
                  params: { id: view.id },
                  body: { command: { type: 'remove-material', material: material.code } },
                })
              }
            >
              {t('material.remove', { material: local(material.label) })}
            </Button>
          )}
        </>
      )}
    </li>
  );
}
