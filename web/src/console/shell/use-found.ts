import { endpoints } from '@yinxin/contract';
import { useEffect, useState } from 'react';
import { useCall } from '../../shared/api/index.ts';
import { type FoundGroup, groupsOf } from './found.ts';

/** How long somebody pauses before what is typed is looked up. */
const PAUSE_MS = 180;

export interface Found {
  readonly state: 'waiting' | 'too-short' | 'nothing' | 'found' | 'failed';
  readonly groups: readonly FoundGroup[];
}

/** What the text finds, once its typing pauses. */
export function useFound(text: string): Found {
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const answer = useCall(endpoints.consoleSearch.find, { query: { q: asked } }, { enabled: asked !== '' });
  if (answer.isError) return { state: 'failed', groups: [] };
  if (!answer.data || asked !== text.trim()) return { state: 'waiting', groups: [] };
  if (answer.data.tooShort) return { state: 'too-short', groups: [] };
  const groups = groupsOf(answer.data);
  return { state: groups.length === 0 ? 'nothing' : 'found', groups };
}
