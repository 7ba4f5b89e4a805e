import { AssistantError } from '@yinxin/assistant/client';
import { useEffect, useState } from 'react';
import { type AssistantState, useAssistant } from '../../shared/assistant/index.ts';
import type { Looked } from './facts.ts';

/** Looks at assistant and medium, and again whenever the medium changes. Nothing of it needs a password. */
export function useLooked(): Looked & { readonly state: AssistantState } {
  const state = useAssistant();
  const { client, status, medium, problem } = state;
  const [key, setKey] = useState<Looked['key']>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another medium, or a change on it, is read anew
  useEffect(() => {
    if (status !== 'ready') {
      setKey(null);
      return;
    }
    let left = false;
    const show = (found: Looked['key']) => {
      if (!left) setKey(found);
    };
    client.read().then(show, (error: unknown) => show(error instanceof AssistantError ? error.code : 'E_INTERNAL'));
    return () => {
      left = true;
    };
  }, [client, status, medium]);
  const assistant = status === 'ready' ? 'ok' : status === 'failed' ? (problem?.code ?? 'E_UNREACHABLE') : null;
  return { state, assistant, key };
}
