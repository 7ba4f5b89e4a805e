import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ApiProblem } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import type { ReactNode } from 'react';
import { useLanguage } from './language/index.ts';
import { SessionProvider } from './session/index.tsx';
import { theme } from './theme/index.ts';

/** A session that ended elsewhere, or a token of an older page: read the session anew. */
function onProblem(problem: Error): void {
  const code = problem instanceof ApiProblem ? problem.problem.code : null;
  if (code === 'NOT_SIGNED_IN' || code === 'CSRF_REFUSED') {
    void queries.invalidateQueries({ queryKey: [endpoints.session.current.path] });
  }
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: onProblem }),
  mutationCache: new MutationCache({ onError: onProblem }),
  defaultOptions: {
    queries: {
      retry: (count, problem) => !(problem instanceof ApiProblem) && count < 2,
      staleTime: 5_000,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** What every page stands on: answers, language, look, session. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const language = useLanguage();
  return (
    <ConfigProvider
      locale={language === 'en' ? enUS : zhCN}
      theme={theme}
      button={{ autoInsertSpace: false }}
      variant="outlined"
    >
      <QueryClientProvider client={queries}>
        <SessionProvider>{children}</SessionProvider>
      </QueryClientProvider>
    </ConfigProvider>
  );
}
