/** Documents on paper: forms, letters and slips as A4 PDF, and the version mark that tells an outdated one. */
export {
  type CourierLabel,
  LABEL_SIZES,
  type LabelParty,
  type LabelSize,
  renderCourierLabels,
} from './courier-label.ts';
export { openFaces } from './face.ts';
export type { MissingGlyph } from './fill.ts';
export { formKeys } from './form-keys.ts';
export { type PasswordCard, renderPasswordMailer } from './password-mailer.ts';
export { renderPinCards } from './pin-cards.ts';
export {
  type MarkReading,
  type Pixels,
  readMarkFromPdf,
  readMarkFromPixels,
  scannedImages,
} from './read-version-mark.ts';
export { type Rendered, renderForm, warmUp } from './render-form.ts';
export { dispatchSlipTemplate } from './slips/dispatch-slip.ts';
export { productionSheetTemplate } from './slips/production-sheet.ts';
export { receiptTemplate } from './slips/receipt.ts';
export type { FormBlock, FormBox, FormCell, FormData, FormTemplate } from './template.ts';
export { templateName } from './template.ts';
export {
  compareMark,
  type FormStamp,
  formatMark,
  type MarkVerdict,
  parseMark,
  shortMark,
  type VersionMark,
} from './version-mark.ts';
