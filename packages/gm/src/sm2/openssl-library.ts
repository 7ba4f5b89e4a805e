import { createRequire } from 'node:module';
import type koffiModule from 'koffi';
import { GmError } from '../errors.ts';

/** A pointer as the foreign-function layer hands it out; falsy when NULL. */
export type Pointer = unknown;

/** The functions of libcrypto used here, found in the running Node itself (it is linked with OpenSSL 3). */
export type OpenSsl = ReturnType<typeof bind>;

/** Binds every symbol or throws: a Node built without one of them gets the portable engine. */
function bind(koffi: typeof koffiModule) {
  const library = koffi.load(null);
  const f = (prototype: string) => library.func(prototype);
  return {
    version: f('const char* OpenSSL_version(int)'),
    sm3: f('void* EVP_sm3()'),
    parsePrivateKey: f('void* d2i_AutoPrivateKey(void*, const uint8_t** pp, long len)'),
    parsePublicKey: f('void* d2i_PUBKEY(void*, const uint8_t** pp, long len)'),
    writePrivateKey: f('int i2d_PrivateKey(void*, uint8_t** pp)'),
    writePublicKey: f('int i2d_PUBKEY(void*, uint8_t** pp)'),
    freeKey: f('void EVP_PKEY_free(void*)'),
    newDigest: f('void* EVP_MD_CTX_new()'),
    freeDigest: f('void EVP_MD_CTX_free(void*)'),
    newContext: f('void* EVP_PKEY_CTX_new(void*, void*)'),
    newContextByName: f('void* EVP_PKEY_CTX_new_from_name(void*, const char*, const char*)'),
    freeContext: f('void EVP_PKEY_CTX_free(void*)'),
    setSignerId: f('int EVP_PKEY_CTX_set1_id(void*, const void* id, int len)'),
    attachContext: f('void EVP_MD_CTX_set_pkey_ctx(void*, void*)'),
    signInit: f('int EVP_DigestSignInit(void*, void*, void*, void*, void*)'),
    sign: f('int EVP_DigestSign(void*, uint8_t* sig, _Inout_ size_t* siglen, const uint8_t* tbs, size_t n)'),
    verifyInit: f('int EVP_DigestVerifyInit(void*, void*, void*, void*, void*)'),
    verify: f('int EVP_DigestVerify(void*, const uint8_t* sig, size_t siglen, const uint8_t* tbs, size_t n)'),
    generateInit: f('int EVP_PKEY_keygen_init(void*)'),
    generate: f('int EVP_PKEY_generate(void*, _Out_ void** ppkey)'),
    encryptInit: f('int EVP_PKEY_encrypt_init(void*)'),
    encrypt: f('int EVP_PKEY_encrypt(void*, uint8_t* out, _Inout_ size_t* outlen, const uint8_t* in, size_t inlen)'),
    decryptInit: f('int EVP_PKEY_decrypt_init(void*)'),
    decrypt: f('int EVP_PKEY_decrypt(void*, uint8_t* out, _Inout_ size_t* outlen, const uint8_t* in, size_t inlen)'),
    shareKey: f('int EVP_PKEY_up_ref(void*)'),
    fetchCipher: f('void* EVP_CIPHER_fetch(void*, const char*, const char*)'),
    newCipher: f('void* EVP_CIPHER_CTX_new()'),
    freeCipher: f('void EVP_CIPHER_CTX_free(void*)'),
    cipherControl: f('int EVP_CIPHER_CTX_ctrl(void*, int type, int arg, void* ptr)'),
    cipherEncryptInit: f('int EVP_EncryptInit_ex(void*, void*, void*, const uint8_t* key, const uint8_t* iv)'),
    cipherEncrypt: f('int EVP_EncryptUpdate(void*, uint8_t* out, _Out_ int* outlen, const uint8_t* in, int inlen)'),
    cipherEncryptFinal: f('int EVP_EncryptFinal_ex(void*, uint8_t* out, _Out_ int* outlen)'),
    cipherDecryptInit: f('int EVP_DecryptInit_ex(void*, void*, void*, const uint8_t* key, const uint8_t* iv)'),
    cipherDecrypt: f('int EVP_DecryptUpdate(void*, uint8_t* out, _Out_ int* outlen, const uint8_t* in, int inlen)'),
    cipherDecryptFinal: f('int EVP_DecryptFinal_ex(void*, uint8_t* out, _Out_ int* outlen)'),
    clearErrors: f('void ERR_clear_error()'),
  };
}

let bound: OpenSsl | undefined;

/**
 * Finds libcrypto in the running process, once. Throws `SM2_ENGINE_UNAVAILABLE` when the foreign-function layer cannot be
 * loaded (no binary for this platform) or a symbol is missing.
 */
export function openOpenSsl(): OpenSsl {
  try {
    if (bound === undefined) {
      const koffi: typeof koffiModule = createRequire(import.meta.url)('koffi');
      bound = bind(koffi);
    }
    return bound;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    throw new GmError('SM2_ENGINE_UNAVAILABLE', `OpenSSL of this process cannot be called: ${reason}`);
  }
}
