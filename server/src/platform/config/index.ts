export { ConfigError, type Loaded, type LoadOptions, loadConfig } from './load.ts';
export { type Config, configSchema, type Settings, sandboxSecretPrefix } from './schema.ts';
export { environmentName, type Source, settingPaths } from './sources.ts';
