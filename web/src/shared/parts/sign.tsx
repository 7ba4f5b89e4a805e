export type SignKind = 'info' | 'check' | 'clock' | 'cross' | 'arrow' | 'file' | 'dot' | 'up' | 'search' | 'print';

const PATHS: Record<SignKind, string> = {
  info: 'M12 11v6M12 7.2v.1',
  check: 'M7 12.5l3.4 3.4L17 9',
  clock: 'M12 7v5.4l3.4 2',
  cross: 'M8.5 8.5l7 7M15.5 8.5l-7 7',
  arrow: 'M6 12h12M13 7l5 5-5 5',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  dot: 'M12 12v.1',
  up: 'M12 17V7M7.5 11.5L12 7l4.5 4.5',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20',
  print: 'M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z',
};
const RINGED: readonly SignKind[] = ['info', 'check', 'clock', 'cross', 'dot'];

/** A small line drawing beside a text; decorative, the text says the same. */
export function Sign({ kind }: { readonly kind: SignKind }) {
  return (
    <svg className={`sign sign-${kind}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {RINGED.includes(kind) && <circle cx="12" cy="12" r="10" />}
      <path d={PATHS[kind]} />
    </svg>
  );
}
