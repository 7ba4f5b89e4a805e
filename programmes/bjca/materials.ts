import { type Material, scans } from '../common/fields.ts';
import { copyReasons, formReasons, idCopyReasons } from '../common/reasons.ts';

const applicationForm: Material = {
  code: 'application-form',
  label: { zh: '证书业务申请表', en: 'Certificate business form' },
  guidance: { zh: '下载打印，签名、盖公章。', en: 'Print, sign and seal it.' },
  required: true,
  paper: true,
  form: 'application-form',
  accept: scans,
  maxPages: 4,
  reasons: [...formReasons],
};
/** Identity materials (身份鉴证资料), posted to the online acceptance point or brought to the counter (BJ-16). */
export const identityMaterials: Material[] = [
  applicationForm,
  {
    code: 'business-licence',
    label: { zh: '营业执照复印件', en: 'Photocopy of the business licence' },
    guidance: { zh: '加盖单位公章。', en: 'With the official seal.' },
    required: true,
    paper: true,
    accept: scans,
    maxPages: 4,
    reasons: [...copyReasons],
  },
  {
    code: 'handler-id-copy',
    label: { zh: '经办人身份证复印件（正反面）', en: 'Photocopy of the handler’s identity card, both sides' },
    guidance: { zh: '加盖单位公章。', en: 'With the official seal.' },
    required: true,
    paper: true,
    accept: scans,
    maxPages: 4,
    reasons: [...idCopyReasons],
  },
];
