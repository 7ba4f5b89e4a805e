/** The certificate assistant 证书助手: a local program beside the USB key. Pages use `@yinxin/assistant/client`. */
export { type AssistantOptions, type RunningAssistant, startAssistant } from './assistant.ts';
