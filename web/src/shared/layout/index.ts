export { LanguageSwitch } from './language-switch.tsx';
export { SandboxRibbon } from './sandbox-ribbon.tsx';
export { SealMark } from './seal-mark.tsx';
export { SkipLink } from './skip-link.tsx';
