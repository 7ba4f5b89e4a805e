/** The mark of the hall: a carved seal. Decorative; the name stands beside it. */
export function SealMark() {
  return (
    <svg className="seal-mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <rect x="2" y="2" width="44" height="44" rx="5" />
      <path d="M21 11.5 13 15v19l9-3M13 23.5h8M28 14.5h8.5v14l-4-1.5M28 14.5V38" />
    </svg>
  );
}
