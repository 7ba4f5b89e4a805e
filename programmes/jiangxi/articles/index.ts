import type { Article } from '@yinxin/programme';
import { accountArticles } from './account.ts';
import { afterApprovalArticles } from './after-approval.ts';
import { applyingArticles } from './applying.ts';

/** Help of the programme, in the order it is listed. */
export const articles: Article[] = [...accountArticles, ...applyingArticles, ...afterApprovalArticles];
