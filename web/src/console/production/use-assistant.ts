export { type AssistantState, useAssistant } from '../../shared/assistant/index.ts';
