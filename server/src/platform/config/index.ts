export { ConfigError, type Loaded, type LoadOptions, loadConfig } from './load.ts';
export { type Chosen, renderSettings } from './render.ts';
export { keepSandboxAccounts, readSandboxAccounts, type SandboxAccount } from './sandbox-accounts.ts';
export { type Config, configSchema, type Settings, sandboxSecretPrefix } from './schema.ts';
export { environmentName, type Source, secretFiles, settingPaths } from './sources.ts';
