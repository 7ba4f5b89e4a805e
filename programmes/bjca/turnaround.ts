import type { ProgrammeSource } from '@yinxin/programme';

/** BJ-17, BJ-18: the table is the shortest time by where the parcels go, the range the usual one. */
export const turnaround: NonNullable<ProgrammeSource['projects'][number]['turnaround']> = {
  usual: { from: 4, to: 7 },
  shortest: [
    { area: { zh: '北京', en: 'Beijing' }, workingDays: 2, regions: ['11'] },
    { area: { zh: '北京以外、快递可到', en: 'elsewhere within reach of couriers' }, workingDays: 4 },
    { area: { zh: '偏远地区（邮政速递）', en: 'remote places by postal express' }, workingDays: 8 },
  ],
  provided: { zh: '身份鉴证资料符合要求时', en: 'with identity materials in order' },
  hurry: {
    zh: '着急请选现场办理：在就近受理点当场办结。',
    en: 'In a hurry? At the nearest counter it is finished at once.',
  },
};
