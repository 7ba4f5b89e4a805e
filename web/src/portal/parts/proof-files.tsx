import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/format.ts';
import { FileDrop } from '../../shared/parts/index.ts';

const ACCEPT = ['application/pdf', 'image/jpeg', 'image/png'] as const;

/** Files to go with a request, chosen one after the other. */
export function ProofFiles({
  id,
  files,
  onChange,
  progress,
  error,
  single,
}: {
  readonly id: string;
  readonly files: readonly File[];
  readonly onChange: (files: readonly File[]) => void;
  readonly progress: number | null;
  readonly error?: string | undefined;
  readonly single?: boolean;
}) {
  const { t } = useTranslation('requests');
  const format = useFormat();
  return (
    <div id={id} tabIndex={-1} className={error ? 'field field-wrong' : 'field'}>
      <ul className="file-list">
        {files.map((file) => (
          <li key={`${file.name}-${file.size}`}>
            <span>
              {file.name} <span className="small quiet">{format.bytes(file.size)}</span>
            </span>
            <Button size="small" onClick={() => onChange(files.filter((one) => one !== file))}>
              {t('files.remove', { name: file.name })}
            </Button>
          </li>
        ))}
      </ul>
      <FileDrop
        label={files.length === 0 || single ? t('files.choose') : t('files.another')}
        accept={ACCEPT}
        progress={progress}
        onFile={(file) => onChange(single ? [file] : [...files, file])}
      />
      {error && <p className="field-error">{error}</p>}
    </div>
  );
}
