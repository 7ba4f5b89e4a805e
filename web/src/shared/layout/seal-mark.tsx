/** The mark of the hall: a carved seal. Decorative; the name stands beside it. */
export function SealMark() {
  return (
    <svg className="seal-mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <rect x="2" y="2" width="44" height="44" rx="5" />
      <path d="M13 13h9M13 12v22h9M13 23h8M28 13h8v12h-4M28 12v26" />
    </svg>
  );
}
