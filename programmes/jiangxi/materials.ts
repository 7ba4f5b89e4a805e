import type { MaterialSpec, ReturnReason } from '@yinxin/programme';
import { applicationFormReasons, licenceReasons, sealFormReasons } from './reasons.ts';

type Given = 'maxPages' | 'object' | 'unlessSigned';
type Material = Omit<MaterialSpec, Given> & Partial<Pick<MaterialSpec, Given>>;
const scans: Material['accept'] = ['application/pdf', 'image/jpeg', 'image/png'];
const asList = (reasons: readonly ReturnReason[]) => [...reasons];

/** The materials of a project (JX-24); the seal collection form depends on the project (JX-23). */
export function materials(sealForm: 'seal-form' | 'seal-form-in-province' | 'seal-form-out-of-province'): Material[] {
  return [
    {
      code: 'application-form',
      label: { zh: '数字证书申请表', en: 'Certificate application form' },
      guidance: {
        zh: '在线填写后下载打印，签名并加盖单位公章，扫描上传；原件审核通过后邮寄。',
        en: 'Fill in online, download and print, sign and apply the official seal, scan and upload. The original is posted later.',
      },
      required: true,
      paper: true,
      form: 'application-form',
      accept: scans,
      maxPages: 4,
      reasons: asList(applicationFormReasons),
    },
    {
      code: 'seal-form',
      label: { zh: '电子签章采集表', en: 'Seal collection form' },
      guidance: {
        zh: '下载本项目的采集表打印，在框内清晰盖章，不压线、不重叠，扫描上传；原件审核通过后邮寄。',
        en: 'Print the collection form of this project, stamp clearly inside the frame, scan and upload. The original is posted later.',
      },
      required: true,
      paper: true,
      form: sealForm,
      accept: scans,
      maxPages: 4,
      reasons: asList(sealFormReasons),
    },
    {
      code: 'business-licence',
      label: { zh: '营业执照复印件（加盖公章）', en: 'Photocopy of the business licence, sealed' },
      guidance: {
        zh: '复印营业执照并加盖单位公章后扫描；不接受变形的扫描件和照片。',
        en: 'Photocopy the licence, apply the official seal and scan it; distorted scans and photographs are not accepted.',
      },
      required: true,
      paper: true,
      accept: scans,
      maxPages: 4,
      reasons: asList(licenceReasons),
    },
  ];
}
