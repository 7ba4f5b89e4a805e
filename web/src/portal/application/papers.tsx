import { Link } from '@tanstack/react-router';
import type { ApplicationView, ProjectView } from '@yinxin/contract';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../shared/parts/index.ts';
import { SigningPanel } from '../order/steps/signing-panel.tsx';
import { guidanceOf, papersOf } from '../parts/way.ts';
import { FormDownloads } from './form-downloads.tsx';
import { MaterialUpload } from './material-upload.tsx';
import type { useDraft } from './use-draft.ts';

interface Given {
  readonly view: ApplicationView;
  readonly draft: ReturnType<typeof useDraft>;
  /** What the service says about each material. */
  readonly accepted: ProjectView['materials'];
  /** Names of what is still blank on the forms. */
  readonly blank: readonly string[];
}

/** What a signature stands for can be signed now, in place of stamped paper. */
export const canSign = ({ signing }: ApplicationView): boolean => signing !== null && signing.refusal === null;

/** Codes of the materials that nobody has to stamp and upload once the application is signed. */
export function replacedBySigning(accepted: ProjectView['materials']): ReadonlySet<string> {
  return new Set(accepted.flatMap(({ code, unlessSigned }) => (unlessSigned ? [code] : [])));
}

/** The papers: signed where that is possible, with print and stamp behind a fold; else printed, stamped and uploaded. */
export function Papers(given: Given) {
  const { t } = useTranslation('application');
  const { view, draft, accepted } = given;
  const isPrinted = view.materials.some(({ form }) => form !== null);
  const all = view.materials.map(({ code }) => code);
  if (!view.signing || !canSign(view)) {
    return (
      <>
        {view.signing && <SigningPanel view={view} signing={view.signing} flush={draft.flush} />}
        {isPrinted && (
          <Panel id="forms" title={t('section.forms')}>
            <FormDownloads view={view} draft={draft} missing={given.blank} />
          </Panel>
        )}
        <Uploads {...given} codes={all} />
      </>
    );
  }
  const replaced = replacedBySigning(accepted);
  const stamped = view.materials.filter(({ code }) => replaced.has(code));
  const isStamping = view.signing.signature === null && stamped.some(({ file, fault }) => file ?? fault);
  return (
    <>
      <Uploads {...given} codes={all.filter((code) => !replaced.has(code))} />
      <SigningPanel view={view} signing={view.signing} flush={draft.flush}>
        {stamped.length > 0 && (
          <details className="more" open={isStamping}>
            <summary>{t('stampInstead')}</summary>
            {isPrinted && <FormDownloads view={view} draft={draft} missing={given.blank} />}
            <UploadList {...given} codes={[...replaced]} />
          </details>
        )}
      </SigningPanel>
    </>
  );
}

function Uploads(given: Given & { readonly codes: readonly string[] }) {
  const { t } = useTranslation('application');
  const { view, codes } = given;
  if (codes.length === 0) return null;
  return (
    <Panel id="materials" title={t('section.materials')}>
      <p>{t(`materialsLead.${papersOf(view.stages)}`)}</p>
      <UploadList {...given} codes={codes} />
      <p>
        <Link to={guidanceOf(view)}>{t('guidance')}</Link>
      </p>
    </Panel>
  );
}

function UploadList({ view, draft, accepted, codes }: Given & { readonly codes: readonly string[] }) {
  return (
    <ul className="cards">
      {view.materials
        .filter(({ code }) => codes.includes(code))
        .map((material) => (
          <MaterialUpload
            key={material.code}
            view={view}
            material={material}
            accept={accepted.find((one) => one.code === material.code)?.accept ?? []}
            flush={draft.flush}
          />
        ))}
    </ul>
  );
}
