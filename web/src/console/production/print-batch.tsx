import { endpoints } from '@yinxin/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { Notice, PdfLink, ProblemAlert } from '../../shared/parts/index.ts';
import { Act } from '../parts/act.tsx';

function save(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}

/** Prints the secret letters of a batch. The server gives them out once; they live on this page only. */
export function PrintBatch({ batch }: { readonly batch: string }) {
  const { t } = useTranslation('console-desks');
  const [address, setAddress] = useState<string | null>(null);
  const print = useCommand(endpoints.production.printPasswordCards, {
    // Not read anew at once: the list would take this batch, and with it the only copy, off the page.
    onSuccess: (file) => {
      const made = URL.createObjectURL(file);
      setAddress(made);
      save(made, `${batch}.pdf`);
    },
  });
  useEffect(() => {
    if (!address) return;
    return () => URL.revokeObjectURL(address);
  }, [address]);
  if (address) {
    return (
      <Notice kind="wait" title={t('cards.printed')}>
        <PdfLink href={address} download={`${batch}.pdf`}>
          {t('cards.file', { batch })}
        </PdfLink>
      </Notice>
    );
  }
  return (
    <>
      <Act small why={null} loading={print.isPending} onClick={() => print.mutate({ params: { batch } })}>
        {t('cards.print', { batch })}
      </Act>
      <ProblemAlert problem={print.error} />
    </>
  );
}
