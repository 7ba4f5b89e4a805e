import { Code } from '@yinxin/programme';
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Id } from './shapes.ts';

const params = z.object({ id: Id, material: Code });

/** The picture of a seal cut out of an uploaded scan, beside the scan itself; PNG with a transparent ground. */
export const sealScans = {
  own: endpoint({
    method: 'GET',
    path: '/api/applications/:id/materials/:material/seal',
    who: 'organisation',
    tag: 'applications',
    summary: { zh: '查看处理后的印模', en: 'Look at the cleaned seal' },
    params,
    answer: 'file',
  }),
  staff: endpoint({
    method: 'GET',
    path: '/api/console/applications/:id/materials/:material/seal',
    who: 'staff',
    tag: 'console',
    summary: { zh: '查看处理后的印模', en: 'Look at the cleaned seal' },
    params,
    answer: 'file',
  }),
};
