export { AssistantProblem } from '../../shared/assistant/index.ts';
