import { type Material, scans } from '../common/fields.ts';
import { copyReasons, formReasons, other } from '../common/reasons.ts';

/** IT-13: what is blank may be completed by hand; reviewers accept it. */
const applicationForm: Material = {
  code: 'application-form',
  label: { zh: '证书业务申请表', en: 'Certificate business form' },
  guidance: {
    zh: '提交后打印，审核前可以反复打印。空白处可以手写补齐，加盖单位公章后寄来，不用上传。',
    en: 'Print it after the submission, again and again until the review. Blanks may be completed by hand; seal it and post it, nothing is uploaded.',
  },
  required: true,
  paper: true,
  form: 'application-form',
  unlessSigned: true,
  byHand: true,
  object: 'original',
  accept: scans,
  maxPages: 4,
  reasons: formReasons.filter((reason) => reason.code !== 'data-differs'),
};
const extensionGuidance: Material['guidance'] = {
  zh: '审核前可以反复打印。空白处可以手写补齐，加盖单位公章，扫描上传并寄来原件；用证书签署的不用。',
  en: 'It can be printed again and again until the review. Blanks may be completed by hand; seal it, upload a scan and post the original, unless you sign with your certificate.',
};
const licence: Material = {
  code: 'business-licence',
  label: { zh: '营业执照复印件', en: 'Photocopy of the business licence' },
  guidance: { zh: '加盖单位公章。', en: 'With the official seal.' },
  required: true,
  paper: true,
  object: 'original',
  accept: scans,
  maxPages: 4,
  reasons: [...copyReasons],
};
const key: Material = {
  code: 'medium',
  label: { zh: '电子密钥', en: 'The electronic key' },
  guidance: {
    zh: '和材料一起寄来；没有收到密钥，业务会一直等待。',
    en: 'Post it with the papers; without it the business waits.',
  },
  required: true,
  paper: true,
  object: 'medium',
  accept: scans,
  reasons: [other],
};

export const newMaterials: Material[] = [applicationForm, licence];
export const extensionMaterials: Material[] = [
  // Uploaded, so that who extends remotely may sign it instead and posts nothing.
  { ...applicationForm, object: 'document', guidance: extensionGuidance },
  { ...key, when: { field: 'extension-way', in: ['ordinary'] } },
];
/** IT-39: the faulty key comes with a warranty exchange. */
export const reissueMaterials: Material[] = [
  applicationForm,
  licence,
  { ...key, when: { field: 'reissue-reason', in: ['warranty'] } },
];
export const unlockMaterials: Material[] = [applicationForm];
