import { addressOf } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../shared/api/index.ts';
import { useFormat } from '../../shared/format.ts';
import { PageTitle, PdfLink } from '../../shared/parts/index.ts';
import { useSession } from '../../shared/session/index.tsx';
import { Answered } from '../parts/answered.tsx';
import { Grid } from '../parts/grid.tsx';
import { ProgrammeChoice, useChosenProgramme } from './programme-choice.tsx';
import { PublishDialog } from './publish-dialog.tsx';

/** Form templates (表单模板) with their versions. */
export function TemplatesPage() {
  const { t } = useTranslation('console-admin');
  const programme = useChosenProgramme();
  return (
    <>
      <PageTitle title={t('templates.title')} lead={t('templates.lead')}>
        {t('templates.title')}
      </PageTitle>
      <ProgrammeChoice />
      {programme && <Templates programme={programme} />}
    </>
  );
}

function Templates({ programme }: { readonly programme: string }) {
  const { t } = useTranslation('console-admin');
  const format = useFormat();
  const { staff } = useSession();
  const [publishing, setPublishing] = useState<string | null>(null);
  const templates = useCall(endpoints.administration.templates, { params: { programme } });
  const mayPublish = staff?.roles.includes('administrator') ?? false;
  const preview = endpoints.administration.previewTemplate.path;
  return (
    <Answered query={templates}>
      {({ items }) => {
        const chosen = items.find((one) => one.code === publishing);
        return (
          <>
            <Grid
              caption={t('templates.title')}
              rows={items}
              keyOf={(row) => row.code}
              empty={t('templates.empty')}
              columns={[
                { key: 'title', label: t('templates.form'), of: (row) => <span lang="zh-CN">{row.title}</span> },
                { key: 'version', label: t('templates.version'), numeric: true, of: (row) => row.version },
                { key: 'at', label: t('templates.at'), of: (row) => format.moment(row.publishedAt) },
                { key: 'by', label: t('templates.by'), of: (row) => row.publishedBy ?? t('templates.release') },
                {
                  key: 'tools',
                  label: t('templates.tools'),
                  of: (row) => (
                    <span className="row-tools">
                      <PdfLink href={addressOf(preview, { params: { programme, form: row.code } })}>
                        {t('templates.preview')}
                      </PdfLink>
                      {mayPublish && (
                        <Button
                          size="small"
                          onClick={() => setPublishing(row.code)}
                          aria-label={t('templates.publishOf', { form: row.title })}
                        >
                          {t('templates.publish')}
                        </Button>
                      )}
                    </span>
                  ),
                },
              ]}
            />
            {chosen && (
              <PublishDialog
                programme={programme}
                form={chosen.code}
                title={chosen.title}
                version={chosen.version}
                onClose={() => setPublishing(null)}
              />
            )}
          </>
        );
      }}
    </Answered>
  );
}
