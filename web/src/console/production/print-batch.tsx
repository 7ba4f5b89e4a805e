import { CARD_PAPERS, endpoints } from '@yinxin/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { RadioGroup } from '../../shared/form/index.ts';
import { Notice, PdfLink, ProblemAlert } from '../../shared/parts/index.ts';
import { saveFile } from '../../shared/save-file.ts';
import { Act } from '../parts/act.tsx';
import { Dialog } from '../parts/dialog.tsx';

/** The secret letters of a batch. The server gives them out once; they live on this page only. */
export interface PrintedBatch {
  readonly batch: string;
  readonly file: Blob;
}

/** Prints the letters of a batch, once, after a question. */
export function PrintBatch({
  batch,
  onPrinted,
}: {
  readonly batch: string;
  readonly onPrinted: (printed: PrintedBatch) => void;
}) {
  const { t } = useTranslation('console-desks');
  const [asking, setAsking] = useState(false);
  const [paper, setPaper] = useState<(typeof CARD_PAPERS)[number]>('folded');
  const print = useCommand(endpoints.production.printPasswordCards, {
    refresh: [endpoints.production.passwordCards],
    onSuccess: (file) => {
      setAsking(false);
      onPrinted({ batch, file });
    },
  });
  return (
    <>
      <Act small why={null} onClick={() => setAsking(true)}>
        {t('cards.print', { batch })}
      </Act>
      {asking && (
        <Dialog title={t('cards.printTitle', { batch })} onClose={() => setAsking(false)}>
          <p>{t('cards.printText')}</p>
          <RadioGroup
            legend={t('cards.paper')}
            name={`paper-${batch}`}
            value={paper}
            options={CARD_PAPERS.map((value) => ({
              value,
              label: t(`cards.papers.${value}`),
              hint: t(`cards.paperHints.${value}`),
            }))}
            onChange={setPaper}
          />
          <ProblemAlert problem={print.error} />
          <Act
            primary
            why={null}
            loading={print.isPending}
            onClick={() => print.mutate({ params: { batch }, query: { paper } })}
          >
            {t('cards.printGo')}
          </Act>
        </Dialog>
      )}
    </>
  );
}

/** The only copy: given to the browser at once, and kept here until the page is left. */
export function PrintedLetters({ batch, file }: PrintedBatch) {
  const { t } = useTranslation('console-desks');
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    saveFile(`${batch}.pdf`, file);
    return () => URL.revokeObjectURL(made);
  }, [batch, file]);
  if (!address) return null;
  return (
    <Notice kind="wait" title={t('cards.printed')} live="polite">
      <PdfLink href={address} download={`${batch}.pdf`}>
        {t('cards.file', { batch })}
      </PdfLink>
    </Notice>
  );
}
