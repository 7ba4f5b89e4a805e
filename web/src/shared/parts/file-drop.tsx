import { Button } from 'antd';
import { type DragEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../format.ts';
import { useSession } from '../session/index.tsx';
import { Sign } from './sign.tsx';

const EXTENSIONS: Record<string, string> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg,.jpeg',
  'image/png': '.png',
};

/**
 * Chooses or drops one file; shows how far it has travelled. Dropping is an extra, the button does the same. What the
 * server would refuse for its size is refused before it travels.
 */
export function FileDrop({
  label,
  accept,
  onFile,
  progress,
  disabled,
  chosen,
}: {
  readonly label: string;
  readonly accept: readonly string[];
  readonly onFile: (file: File) => void;
  /** Share sent, 0 to 1; null when nothing is on the way. */
  readonly progress?: number | null;
  readonly disabled?: boolean;
  readonly chosen?: string | null;
}) {
  const { t } = useTranslation('common');
  const { maxUploadBytes } = useSession();
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState<number | null>(null);
  const busy = progress !== null && progress !== undefined;

  function take(file: File | undefined) {
    if (!file) return;
    setTooLarge(file.size > maxUploadBytes ? file.size : null);
    if (file.size <= maxUploadBytes) onFile(file);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (!disabled && !busy) take(event.dataTransfer.files[0]);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra for the mouse; the button inside does the same
    <div
      className={over ? 'drop drop-over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        type="file"
        className="hidden-visually"
        tabIndex={-1}
        aria-label={label}
        accept={accept.map((type) => EXTENSIONS[type] ?? type).join(',')}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Button
        onClick={() => input.current?.click()}
        disabled={disabled || busy}
        aria-describedby={hint}
        icon={<Sign kind="up" />}
      >
        {label}
      </Button>
      <span id={hint} className="small quiet">
        {chosen ??
          t('file.hint', {
            types: accept.map((type) => t(`file.type.${typeName(type)}`)).join(t('listComma')),
            limit: formatBytes(maxUploadBytes),
          })}
      </span>
      {busy && (
        <div className="drop-progress">
          <progress value={progress} max={1} aria-label={t('file.sending')} />
          <span className="small">{t('file.sent', { percent: Math.round(progress * 100) })}</span>
        </div>
      )}
      {tooLarge !== null && (
        <p className="field-error" role="alert">
          {t('file.tooLarge', { size: formatBytes(tooLarge), limit: formatBytes(maxUploadBytes) })}
        </p>
      )}
    </div>
  );
}

function typeName(type: string): 'pdf' | 'jpeg' | 'png' | 'other' {
  if (type === 'application/pdf') return 'pdf';
  if (type === 'image/jpeg') return 'jpeg';
  return type === 'image/png' ? 'png' : 'other';
}
