/** What stands around the content of every form of this authority; the values come with the data. */
export const frame = {
  authority: '{authority}',
  footer: '客服电话：{service-phone}',
  advice: '本表按所登记数据生成，手工涂改无效；数据更正后请重新下载打印。',
} as const;

/** Room for a date written by hand. */
export const handDate = '日期：　　　　年　　月　　日';
