export { type Option, RadioGroup, Select } from './choice.tsx';
export { CodeField } from './code-field.tsx';
export { DayInput } from './day-input.tsx';
export { ErrorSummary, type FormError } from './error-summary.tsx';
export { Field, type FieldIds } from './field.tsx';
export { NoteField } from './note-field.tsx';
export { ParcelForm, type TypedParcel } from './parcel-form.tsx';
export { shownValue } from './shown-value.ts';
