import { useEffect, useState } from 'react';
import type { View } from './view.ts';

/** An uploaded picture; the address of a blob lives as long as it is shown. */
export function ImagePage({
  image,
  view,
  label,
}: {
  readonly image: Blob;
  readonly view: View;
  readonly label: string;
}) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(image);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [image]);
  if (!address) return null;
  return (
    <img
      src={address}
      alt={label}
      className="viewer-image"
      style={{ width: `${view.zoom * 100}%`, transform: `rotate(${view.turn}deg)` }}
    />
  );
}
