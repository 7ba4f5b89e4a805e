export { AssistantProblem } from './assistant-problem.tsx';
export { type AssistantState, useAssistant } from './use-assistant.ts';
