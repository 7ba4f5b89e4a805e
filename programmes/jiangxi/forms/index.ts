import type { FormTemplate } from '@yinxin/documents';
import { applicationForm } from './application-form.ts';
import { mobileChangeRequest } from './mobile-change.ts';
import { nameCorrection } from './name-correction.ts';
import { refundLetter } from './refund-letter.ts';
import { sealFormGeneral, sealFormInProvince, sealFormOutOfProvince } from './seal-form.ts';

/** Every form of the Jiangxi programme, found by its code. */
export const jiangxiForms: readonly FormTemplate[] = [
  applicationForm,
  sealFormInProvince,
  sealFormOutOfProvince,
  sealFormGeneral,
  refundLetter,
  mobileChangeRequest,
  nameCorrection,
];
