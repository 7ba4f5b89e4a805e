import { type Material, scans } from '../common/fields.ts';
import { copyReasons, formReasons, idCopyReasons, other } from '../common/reasons.ts';

const withSeal: NonNullable<Material['when']> = { field: 'seal', in: ['yes'] };

/** PA-16: said with every paper. */
const stamp = {
  zh: '必须加盖单位实体印章；电子签章、打印或复印出来的印章无效。',
  en: 'The physical seal of the organisation is needed; electronic, printed or copied seals do not count.',
};

const applicationForm: Material = {
  code: 'application-form',
  label: { zh: '机构数字证书申请表', en: 'Organisational digital certificate application form' },
  guidance: {
    zh: `下载打印，手写授权期限、经办人签名和申请日期。${stamp.zh}`,
    en: `Print it; complete the period, the handler’s signature and the date by hand. ${stamp.en}`,
  },
  required: true,
  paper: true,
  form: 'application-form',
  accept: scans,
  maxPages: 4,
  reasons: [...formReasons],
};
export const sealForm: Material = {
  code: 'seal-form',
  label: { zh: '电子印章申请表', en: 'E-seal application form' },
  guidance: {
    zh: `下载打印，在框内清晰盖章。${stamp.zh}`,
    en: `Print it and stamp clearly inside the frame. ${stamp.en}`,
  },
  required: true,
  paper: true,
  form: 'seal-form',
  accept: scans,
  maxPages: 4,
  reasons: [...formReasons],
};
const licence: Material = {
  code: 'business-licence',
  label: { zh: '营业执照复印件', en: 'Photocopy of the business licence' },
  guidance: stamp,
  required: true,
  paper: true,
  accept: scans,
  maxPages: 4,
  reasons: [...copyReasons],
};
const idCopy: Material = {
  code: 'handler-id-copy',
  label: { zh: '经办人身份证复印件（正反面）', en: 'Photocopy of the handler’s identity card, both sides' },
  guidance: stamp,
  required: true,
  paper: true,
  accept: scans,
  maxPages: 4,
  reasons: [...idCopyReasons],
};

/** PA-15: one of each; the e-seal form only when the seal is wanted. */
export const fourMaterials: Material[] = [applicationForm, { ...sealForm, when: withSeal }, licence, idCopy];

/** PA-31: the key with the certificate to be changed goes with the papers. */
export const changeMaterials: Material[] = [
  { ...applicationForm, form: 'change-form', label: { zh: '机构数字证书变更申请表', en: 'Change application form' } },
  { ...sealForm, when: withSeal },
  licence,
  idCopy,
  {
    code: 'medium',
    label: { zh: '需要变更的证书介质（USB Key）', en: 'The key with the certificate to be changed' },
    guidance: {
      zh: '和纸质材料一起寄来；没有收到介质，订单会一直等待。',
      en: 'Post it with the papers; without it the order waits.',
    },
    required: true,
    paper: true,
    object: 'medium',
    accept: scans,
    reasons: [other],
  },
];

/** PA-43: uploaded only, nothing is posted. */
export const sealOnly: Material[] = [
  { ...sealForm, paper: false },
  {
    code: 'seal-scan',
    label: { zh: '印章扫描件（选填）', en: 'Scan of the seal (optional)' },
    guidance: {
      zh: '想让电子印章和实体印章一样，请在白纸上盖章，按 300 dpi 以上扫描上传（JPG 或 PNG）；不上传的，按单位名称绘制。',
      en: 'If the e-seal is to look like the physical one: stamp on white paper, scan at 300 dpi or more, upload JPG or PNG. Without it the seal is drawn from the name.',
    },
    required: false,
    paper: false,
    sealScan: true,
    accept: ['image/jpeg', 'image/png'],
    maxPages: 1,
    reasons: [...formReasons],
  },
];

/** PA-38: who is not the last handler proves the authorisation. */
export const unlockMaterials: Material[] = [
  {
    code: 'authorisation',
    label: { zh: '单位授权书', en: 'Authorisation by the organisation' },
    guidance: stamp,
    required: true,
    paper: false,
    form: 'unlock-form',
    accept: scans,
    maxPages: 4,
    reasons: [...formReasons],
    when: { field: 'last-handler', in: ['no'] },
  },
  { ...idCopy, paper: false, when: { field: 'last-handler', in: ['no'] } },
];
