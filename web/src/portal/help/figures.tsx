import type { ProgrammeView } from '@yinxin/contract';
import { useLocal } from '../../shared/language/index.ts';

type Figure = NonNullable<ProgrammeView['articles'][number]['figures']>[number];

const CARD = <rect x="10" y="30" width="150" height="95" rx="9" className="pic-body" />;
const CHIP = 'pic-chip';

/** Drawn by the house: the outlines of media, nothing of a maker's design. */
const PICTURES: Readonly<Record<Figure['picture'], React.ReactNode>> = {
  'ic-card': (
    <>
      {CARD}
      <rect x="108" y="66" width="42" height="24" rx="3" className={CHIP} />
      <path d="M116 72h20M116 78h20M116 84h20" />
    </>
  ),
  'ic-card-unfold': (
    <>
      {CARD}
      <rect x="104" y="62" width="50" height="32" rx="3" className="pic-slot" />
      <path d="M150 66 188 40 198 56 160 84Z" className={CHIP} />
      <path d="M176 104c12-4 20-14 22-30M198 74l-6 8M198 74l5 8" className="pic-move" />
      <path d="M128 128c-6-14-4-24 6-28 8-3 14 2 14 12v16Z" className="pic-thumb" />
    </>
  ),
  'ic-card-plug': (
    <>
      {CARD}
      <path d="M160 68h46v20h-46Z" className={CHIP} />
      <path d="M222 52h26v52h-26ZM222 70h-12M222 86h-12" className="pic-port" />
      <path d="M186 112h30M216 112l-8-6M216 112l-8 6" className="pic-move" />
    </>
  ),
  'usb-key': (
    <>
      <rect x="30" y="55" width="130" height="46" rx="10" className="pic-body" />
      <path d="M160 64h44v28h-44Z" className={CHIP} />
      <path d="M174 72h8M174 84h8" />
    </>
  ),
  'password-card': (
    <>
      {CARD}
      <path d="M28 56h80M28 72h60" />
      <rect x="28" y="90" width="112" height="20" rx="3" className="pic-slot" />
    </>
  ),
};

/** Pictures of an article; each caption says in words what is drawn (BJ-07). */
export function Figures({ of }: { readonly of: readonly Figure[] }) {
  const local = useLocal();
  if (of.length === 0) return null;
  return (
    <div className="pictures">
      {of.map(({ picture, caption }) => (
        <figure key={picture}>
          <svg viewBox="0 0 260 150" role="img" aria-label={local(caption)} className="picture">
            {PICTURES[picture]}
          </svg>
          <figcaption>{local(caption)}</figcaption>
        </figure>
      ))}
    </div>
  );
}
