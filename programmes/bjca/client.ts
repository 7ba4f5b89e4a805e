import type { Product } from './product.ts';

type Client = Product['client'];

const assistant: Client = {
  name: { zh: '证书助手', en: 'Certificate Assistant' },
  pin: { zh: '密码', en: 'password' },
  changePin: { zh: '修改密码', en: 'Change Password' },
  shows: 'at-once',
  details: { zh: '证书信息', en: 'Certificate' },
};

/** The programs beside the medium, as each product words them (BJ-10 … BJ-13). */
export const clients = {
  onecard: assistant,
  mobile: { ...assistant, shows: 'in-list', details: { zh: '证书管理', en: 'Certificate Management' } },
  shenzhen: {
    name: { zh: '深圳数字证书客户端', en: 'Shenzhen certificate client' },
    pin: { zh: 'PIN 码', en: 'PIN' },
    changePin: { zh: '修改PIN码', en: 'Change PIN' },
    shows: 'on-choosing',
    details: { zh: '证书详情', en: 'Certificate details' },
  },
} satisfies Record<string, Client>;
