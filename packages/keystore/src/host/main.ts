import { pkcs11Store } from '../pkcs11/store.ts';
import { serveHost } from './serve.ts';

serveHost(({ name, settings, pin }) => pkcs11Store({ name, settings, pin }));
